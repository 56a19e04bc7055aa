//! The `schedule` of a task that is switched off is null.

use serde_json::{Value, json};

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// What is off has no schedule at the trigger service, and that one is answered.
pub(super) const FAULT: Fault = Fault {
    name: "null-schedule-when-disabled",
    description: "The `schedule` of a task that is switched off is null.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/schedule/type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        if task.get("enabled") == Some(&json!(false)) {
            task.insert("schedule".to_owned(), Value::Null);
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_disabled_task_has_no_schedule() {
        let requests = [update(json!({"enabled": false}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("schedule") == Some(&Value::Null)
        });
    }
}
