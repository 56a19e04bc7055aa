//! An invalid request is answered with 500.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The exception of the validator is caught by the handler of last resort.
pub(super) const FAULT: Fault = Fault {
    name: "validation-error-fails",
    description: "An invalid request is answered with 500.",
    clause: "http#/no-server-error",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::BAD_REQUEST {
        let error = "Internal Server Error";
        *answer = Answer::failure(StatusCode::INTERNAL_SERVER_ERROR, error);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{patch, shows};

    #[test]
    fn an_invalid_request_is_answered_with_500() {
        let requests = [patch(&json!({}))];
        shows(&FAULT, &requests, |got| got[0].status == 500);
    }
}
