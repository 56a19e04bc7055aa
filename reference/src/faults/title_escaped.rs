//! `&`, `<` and `>` of a `title` are stored as HTML entities.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// Escaped on the way in, where it belongs on the way out.
pub(super) const FAULT: Fault = Fault {
    name: "title-escaped",
    description: "`&`, `<` and `>` of a `title` are stored as HTML entities.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if let Some(title) = &mut write.changes.title {
        *title = title
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_title_is_escaped() {
        let requests = [update(json!({"title": "a & b"}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("title") == Some(&json!("a &amp; b"))
        });
    }
}
