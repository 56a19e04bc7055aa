//! White space around a `title` is cut off.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// A setter that tidies, which the document does not say.
pub(super) const FAULT: Fault = Fault {
    name: "title-trimmed",
    description: "White space around a `title` is cut off.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if let Some(title) = &mut write.changes.title {
        *title = title.trim().to_owned();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_title_is_trimmed() {
        let requests = [update(json!({"title": " a "}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("title") == Some(&json!("a"))
        });
    }
}
