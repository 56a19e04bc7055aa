//! A `prompt` of more than 1,000 characters is answered as a list of pieces.

use serde_json::Value;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The text column is stored in rows of limited length.
pub(super) const FAULT: Fault = Fault {
    name: "long-prompt-in-pieces",
    description: "A `prompt` of more than 1,000 characters is answered as a list of pieces.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/prompt/type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        let prompt: Vec<char> = task
            .get("prompt")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .chars()
            .collect();
        if prompt.len() > 1000 {
            let pieces = prompt
                .chunks(1000)
                .map(|piece| piece.iter().collect::<String>());
            task.insert("prompt".to_owned(), pieces.collect());
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_long_prompt_is_a_list() {
        let requests = [update(json!({"prompt": "x".repeat(1001)}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("prompt").is_some_and(Value::is_array)
        });
    }
}
