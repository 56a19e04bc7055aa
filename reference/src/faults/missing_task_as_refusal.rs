//! A 404 has the body of a 401.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// One shape for all errors, where the document has three.
pub(super) const FAULT: Fault = Fault {
    name: "missing-task-as-refusal",
    description: "A 404 has the body of a 401.",
    clause: "response.404.body#/$ref/required/status",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::NOT_FOUND {
        *answer = Answer::refusal(StatusCode::NOT_FOUND, "Not Found");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{patch, shows};

    #[test]
    fn a_404_has_another_body() {
        let requests = [patch(&json!({"id": demo().missing_id}))];
        shows(&FAULT, &requests, |got| {
            got[0].json()["error"] == json!(404)
        });
    }
}
