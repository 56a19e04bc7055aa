//! An error of `prompt` names `title`.

use http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// Copied from the line above.
pub(super) const FAULT: Fault = Fault {
    name: "prompt-error-names-title",
    description: "An error of `prompt` names `title`.",
    clause: "response.400.body#/culprit",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::BAD_REQUEST {
        answer.edit(|body| {
            if body.get("missing_fields") == Some(&json!(["prompt"])) {
                body.insert("missing_fields".to_owned(), json!(["title"]));
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
    fn the_neighbour_is_named() {
        let requests = [update(json!({"prompt": ""}))];
        shows(&FAULT, &requests, |got| {
            got[0].json()["missing_fields"] == json!(["title"])
        });
    }
}
