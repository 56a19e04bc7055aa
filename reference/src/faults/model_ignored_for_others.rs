//! `model` is written for the first task only.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// The statement has an id in it that was meant for one trial.
pub(super) const FAULT: Fault = Fault {
    name: "model-ignored-for-others",
    description: "`model` is written for the first task only.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(world: &World, _asked: &Asked, write: &mut Write) {
    let first = world.configuration.tasks.first();
    if first.is_some_and(|first| first.id != write.id) {
        write.changes.model = None;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::FAULT;
    use crate::demo;
    use crate::probe::{patch, shows};

    #[test]
    fn the_second_task_keeps_its_model() {
        let requests = [patch(&json!({"id": demo().known_ids[1], "model": "a"}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("model") == Some(&Value::Null)
        });
    }
}
