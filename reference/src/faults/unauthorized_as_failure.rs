//! Missing credentials are answered with the body of another error.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// One shape for all errors, where the document has three.
pub(super) const FAULT: Fault = Fault {
    name: "unauthorized-as-failure",
    description: "Missing credentials are answered with the body of another error.",
    clause: "response.401.body#/$ref/required/message",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::UNAUTHORIZED {
        *answer = Answer::failure(StatusCode::UNAUTHORIZED, "Unauthorized");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_401_has_another_body() {
        let requests = [update(json!({})).without("x-api-key")];
        shows(&FAULT, &requests, |got| got[0].json()["status"] == "error");
    }
}
