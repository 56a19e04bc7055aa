//! An update writes the title of the next task, too.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// The condition of the statement matches more than the id.
pub(super) const FAULT: Fault = Fault {
    name: "neighbour-updated",
    description: "An update writes the title of the next task, too.",
    clause: "law#/keeps",
    layer: Layer::Store(act),
};

fn act(world: &World, _asked: &Asked, write: &mut Write) {
    let known = &world.configuration.tasks;
    let own = known.iter().position(|task| task.id == write.id);
    let next = own.and_then(|own| known.get(own + 1));
    write.also.extend(next.map(|task| task.id));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{patch, shows, update};

    #[test]
    fn the_next_task_has_the_title() {
        let requests = [
            update(json!({"title": "a"})),
            patch(&json!({"id": demo().known_ids[1]})),
        ];
        shows(&FAULT, &requests, |got| {
            got[1].task().get("title") == Some(&json!("a"))
        });
    }
}
