//! The `id` of an answered task is that of another one.

use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The id of the row, where the document means the id of the task.
pub(super) const FAULT: Fault = Fault {
    name: "another-id-answered",
    description: "The `id` of an answered task is that of another one.",
    clause: "law#/echo",
    layer: Layer::After(act),
};

fn act(world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        let others = world
            .configuration
            .tasks
            .iter()
            .map(|other| json!(other.id));
        let other = others.rev().find(|other| task.get("id") != Some(other));
        if let Some(other) = other {
            task.insert("id".to_owned(), other);
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
    fn the_id_is_another() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].status == 200 && got[0].task().get("id") != Some(&json!(demo().known_ids[0]))
        });
    }
}
