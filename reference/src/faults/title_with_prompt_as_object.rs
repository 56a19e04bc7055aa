//! When `title` and `prompt` are sent together, `title` is answered as an object.

use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A branch that only the combination of two members reaches.
pub(super) const FAULT: Fault = Fault {
    name: "title-with-prompt-as-object",
    description: "When `title` and `prompt` are sent together, `title` is answered as an object.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/title/type",
    layer: Layer::After(act),
};

fn act(_world: &World, asked: &Asked, answer: &mut Answer) {
    let sent = asked.members();
    if sent.contains_key("title") && sent.contains_key("prompt") {
        answer.edit_task(|task| {
            if let Some(title) = task.get_mut("title") {
                *title = json!({ "text": title.take() });
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn both_together_make_an_object() {
        let requests = [update(json!({"title": "a", "prompt": "b"}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("title").is_some_and(Value::is_object)
        });
    }
}
