//! A letter and its combining accent in a `title` become one character.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// Text is brought to one form of Unicode, which the document does not say.
pub(super) const FAULT: Fault = Fault {
    name: "combining-characters-composed",
    description: "A letter and its combining accent in a `title` become one character.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if let Some(title) = &mut write.changes.title {
        *title = title.replace("e\u{301}", "\u{e9}");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn another_text_comes_back() {
        let requests = [update(json!({"title": "e\u{301}"}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("title") == Some(&json!("\u{e9}"))
        });
    }
}
