//! An invalid request is answered with 422.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The default of the framework, where the document says 400.
pub(super) const FAULT: Fault = Fault {
    name: "unprocessable-instead-of-bad-request",
    description: "An invalid request is answered with 422.",
    clause: "responses#/status",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::BAD_REQUEST {
        answer.status = StatusCode::UNPROCESSABLE_ENTITY;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{patch, shows};

    #[test]
    fn an_invalid_request_is_answered_with_422() {
        let requests = [patch(&json!({}))];
        shows(&FAULT, &requests, |got| got[0].status == 422);
    }
}
