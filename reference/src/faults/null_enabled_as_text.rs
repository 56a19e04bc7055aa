//! An `enabled` that is null is answered as the text `null`.

use serde_json::{Value, json};

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// It is formatted before it is serialised.
pub(super) const FAULT: Fault = Fault {
    name: "null-enabled-as-text",
    description: "An `enabled` that is null is answered as the text `null`.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/enabled/type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        if task.get("enabled") == Some(&Value::Null) {
            task.insert("enabled".to_owned(), json!("null"));
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn null_becomes_a_text() {
        let requests = [update(json!({"enabled": null}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("enabled") == Some(&json!("null"))
        });
    }
}
