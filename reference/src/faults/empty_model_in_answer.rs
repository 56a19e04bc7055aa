//! A task without a model answers the empty string for it.

use serde_json::{Value, json};

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// Null becomes empty on the way out.
pub(super) const FAULT: Fault = Fault {
    name: "empty-model-in-answer",
    description: "A task without a model answers the empty string for it.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/model/minLength",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        if task.get("model") == Some(&Value::Null) {
            task.insert("model".to_owned(), json!(""));
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{patch, shows};

    #[test]
    fn no_model_is_an_empty_model() {
        let requests = [patch(&json!({"id": demo().known_ids[1]}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("model") == Some(&json!(""))
        });
    }
}
