//! A `model` that is the text `null` resets the model to the default.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// A client that writes null as text was once worked around.
pub(super) const FAULT: Fault = Fault {
    name: "null-text-clears-model",
    description: "A `model` that is the text `null` resets the model to the default.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write.changes.model == Some(Some("null".to_owned())) {
        write.changes.model = Some(None);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_text_null_is_not_kept() {
        let requests = [
            update(json!({"model": "a"})),
            update(json!({"model": "null"})),
        ];
        shows(&FAULT, &requests, |got| {
            got[1].task().get("model") != Some(&json!("null"))
        });
    }
}
