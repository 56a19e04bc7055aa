//! Errors never name the member that is invalid.

use http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The path of the error is not handed on.
pub(super) const FAULT: Fault = Fault {
    name: "error-names-nothing",
    description: "Errors never name the member that is invalid.",
    clause: "response.400.body#/culprit",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::BAD_REQUEST {
        answer.edit(|body| {
            body.insert("missing_fields".to_owned(), json!([]));
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn no_member_is_named() {
        let requests = [update(json!({"model": ""}))];
        shows(&FAULT, &requests, |got| {
            got[0].json()["missing_fields"] == json!([])
        });
    }
}
