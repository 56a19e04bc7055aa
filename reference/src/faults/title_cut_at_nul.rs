//! A `title` is cut at the first NUL character.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// The text went through a C string.
pub(super) const FAULT: Fault = Fault {
    name: "title-cut-at-nul",
    description: "A `title` is cut at the first NUL character.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if let Some(title) = &mut write.changes.title {
        *title = title.split('\0').next().unwrap_or_default().to_owned();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_title_ends_at_nul() {
        let requests = [update(json!({"title": "a\u{0}b"}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("title") == Some(&json!("a"))
        });
    }
}
