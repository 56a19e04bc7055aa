//! A `prompt` is cut after 1,000 characters.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// A column that truncates without a word.
pub(super) const FAULT: Fault = Fault {
    name: "prompt-truncated",
    description: "A `prompt` is cut after 1,000 characters.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if let Some(prompt) = &mut write.changes.prompt {
        *prompt = prompt.chars().take(1000).collect();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_long_prompt_is_cut() {
        let requests = [update(json!({"prompt": "x".repeat(1001)}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("prompt") == Some(&json!("x".repeat(1000)))
        });
    }
}
