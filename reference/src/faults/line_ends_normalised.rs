//! Carriage returns of a `prompt` are dropped.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// A text area's habits, applied to every client.
pub(super) const FAULT: Fault = Fault {
    name: "line-ends-normalised",
    description: "Carriage returns of a `prompt` are dropped.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if let Some(prompt) = &mut write.changes.prompt {
        *prompt = prompt.replace('\r', "");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn carriage_returns_are_dropped() {
        let requests = [update(json!({"prompt": "a\r\nb"}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("prompt") == Some(&json!("a\nb"))
        });
    }
}
