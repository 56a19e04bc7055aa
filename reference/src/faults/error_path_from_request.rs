//! The path of an error begins with `body`.

use http::StatusCode;
use serde_json::{Value, json};

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The validator looks at the whole request, the document at its body.
pub(super) const FAULT: Fault = Fault {
    name: "error-path-from-request",
    description: "The path of an error begins with `body`.",
    clause: "response.400.body#/culprit",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::BAD_REQUEST {
        answer.edit(|body| {
            let fields = body.get_mut("missing_fields").and_then(Value::as_array_mut);
            if let Some(fields) = fields {
                fields.insert(0, json!("body"));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_path_begins_with_body() {
        let requests = [update(json!({"model": ""}))];
        shows(&FAULT, &requests, |got| {
            got[0].json()["missing_fields"] == json!(["body", "model"])
        });
    }
}
