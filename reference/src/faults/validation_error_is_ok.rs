//! An invalid request is answered with 200 and an error inside.

use http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A habit of servers that state success in the body.
pub(super) const FAULT: Fault = Fault {
    name: "validation-error-is-ok",
    description: "An invalid request is answered with 200 and an error inside.",
    clause: "request.body#/$ref/required/id",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::BAD_REQUEST {
        answer.status = StatusCode::OK;
        answer.edit(|body| {
            body.insert("tasks".to_owned(), json!([]));
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{patch, shows};

    #[test]
    fn an_invalid_request_is_answered_with_200() {
        let requests = [patch(&json!({}))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
