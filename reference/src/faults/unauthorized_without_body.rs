//! Missing credentials are answered with 401 and no body.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The guard of the framework knows nothing of the document.
pub(super) const FAULT: Fault = Fault {
    name: "unauthorized-without-body",
    description: "Missing credentials are answered with 401 and no body.",
    clause: "response.401.body#/well-formed",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::UNAUTHORIZED {
        answer.set_body("");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_401_has_no_body() {
        let requests = [update(json!({})).without("x-api-key")];
        shows(&FAULT, &requests, |got| {
            got[0].status == 401 && got[0].body.is_empty()
        });
    }
}
