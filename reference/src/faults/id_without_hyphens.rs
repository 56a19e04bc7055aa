//! The `id` of a task is answered without hyphens.

use serde_json::Value;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A uuid type whose text form is another one.
pub(super) const FAULT: Fault = Fault {
    name: "id-without-hyphens",
    description: "The `id` of a task is answered without hyphens.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/id/format",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        if let Some(Value::String(id)) = task.get_mut("id") {
            *id = id.replace('-', "");
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{shows, update};

    #[test]
    fn the_id_has_no_hyphens() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("id") == Some(&json!(demo().known_ids[0].simple().to_string()))
        });
    }
}
