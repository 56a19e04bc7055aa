//! The same `prompt` for the second time is appended to itself.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// Updates are merged as text, so that nothing is lost.
pub(super) const FAULT: Fault = Fault {
    name: "repeat-appends-prompt",
    description: "The same `prompt` for the second time is appended to itself.",
    clause: "law#/same-twice",
    layer: Layer::Store(act),
};

fn act(world: &World, _asked: &Asked, write: &mut Write) {
    if let Some(prompt) = &mut write.changes.prompt {
        let stored = world.store.find(write.id).ok().flatten();
        if stored.is_some_and(|task| task.prompt == *prompt) {
            *prompt = format!("{prompt}\n{prompt}");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_second_time_appends() {
        let request = update(json!({"prompt": "a"}));
        let requests = [request.clone(), request];
        shows(&FAULT, &requests, |got| {
            got[1].task().get("prompt") == Some(&json!("a\na"))
        });
    }
}
