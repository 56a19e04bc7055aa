//! The `error` of a 400 is empty.

use http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The exception had no message.
pub(super) const FAULT: Fault = Fault {
    name: "empty-error-text",
    description: "The `error` of a 400 is empty.",
    clause: "response.400.body#/$ref/properties/error/minLength",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::BAD_REQUEST {
        answer.edit(|body| {
            body.insert("error".to_owned(), json!(""));
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn there_is_no_message() {
        let requests = [update(json!({"model": ""}))];
        shows(&FAULT, &requests, |got| got[0].json()["error"] == json!(""));
    }
}
