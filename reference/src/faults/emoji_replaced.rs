//! Characters of a `prompt` beyond the basic plane become question marks.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// An encoding on the way that has no place for them.
pub(super) const FAULT: Fault = Fault {
    name: "emoji-replaced",
    description: "Characters of a `prompt` beyond the basic plane become question marks.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if let Some(prompt) = &mut write.changes.prompt {
        *prompt = prompt.replace(|c| c > '\u{FFFF}', "?");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_emoji_becomes_a_question_mark() {
        let requests = [update(json!({"prompt": "a🎸"}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("prompt") == Some(&json!("a?"))
        });
    }
}
