//! A 400 has the body of a 401.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// One shape for all errors, where the document has three.
pub(super) const FAULT: Fault = Fault {
    name: "validation-error-as-refusal",
    description: "A 400 has the body of a 401.",
    clause: "response.400.body#/$ref/required/status",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::BAD_REQUEST {
        *answer = Answer::refusal(StatusCode::BAD_REQUEST, "Bad Request");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_400_has_another_body() {
        let requests = [update(json!({"model": ""}))];
        shows(&FAULT, &requests, |got| {
            got[0].json()["error"] == json!(400)
        });
    }
}
