//! A request without `model` resets the model to the default.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// The whole row is written, with null for what was not sent.
pub(super) const FAULT: Fault = Fault {
    name: "model-reset-when-absent",
    description: "A request without `model` resets the model to the default.",
    clause: "law#/keeps",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write.changes.model.is_none() {
        write.changes.model = Some(None);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_model_is_gone() {
        let requests = [update(json!({"title": "a"}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("model") == Some(&Value::Null)
        });
    }
}
