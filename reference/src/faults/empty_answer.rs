//! An update is answered with 200 and no body.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The handler returns before it has written anything.
pub(super) const FAULT: Fault = Fault {
    name: "empty-answer",
    description: "An update is answered with 200 and no body.",
    clause: "response.200.body#/well-formed",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        answer.set_body("");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn there_is_no_body() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].status == 200 && got[0].body.is_empty()
        });
    }
}
