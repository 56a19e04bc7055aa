//! The `missing_fields` of a 400 are one text.

use http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The path is joined before it is answered.
pub(super) const FAULT: Fault = Fault {
    name: "missing-fields-as-text",
    description: "The `missing_fields` of a 400 are one text.",
    clause: "response.400.body#/$ref/properties/missing_fields/type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::BAD_REQUEST {
        answer.edit(|body| {
            let first = body.get("missing_fields").and_then(|fields| fields.get(0));
            let first = first.cloned().unwrap_or_else(|| json!(""));
            body.insert("missing_fields".to_owned(), first);
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_missing_fields_are_a_text() {
        let requests = [update(json!({"model": ""}))];
        shows(&FAULT, &requests, |got| {
            got[0].json()["missing_fields"] == json!("model")
        });
    }
}
