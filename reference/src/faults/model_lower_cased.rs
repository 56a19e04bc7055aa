//! A `model` is stored in lower case.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// Identifiers are normalised, which the document does not say.
pub(super) const FAULT: Fault = Fault {
    name: "model-lower-cased",
    description: "A `model` is stored in lower case.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if let Some(Some(model)) = &mut write.changes.model {
        *model = model.to_lowercase();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_model_is_lower_cased() {
        let requests = [update(json!({"model": "Claude"}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("model") == Some(&json!("claude"))
        });
    }
}
