//! A `title` of 128 to 255 characters loses its last one.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// A length that is kept in one signed byte.
pub(super) const FAULT: Fault = Fault {
    name: "medium-title-cut",
    description: "A `title` of 128 to 255 characters loses its last one.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if let Some(title) = &mut write.changes.title
        && (128..256).contains(&title.chars().count())
    {
        title.pop();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn only_a_title_of_medium_length_is_cut() {
        let requests = [
            update(json!({"title": "a".repeat(127)})),
            update(json!({"title": "a".repeat(128)})),
            update(json!({"title": "a".repeat(256)})),
        ];
        shows(&FAULT, &requests, |got| {
            let length = |at: usize| got[at].task()["title"].as_str().map(str::len);
            length(0) == Some(127) && length(1) == Some(127) && length(2) == Some(256)
        });
    }
}
