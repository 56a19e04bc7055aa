//! A `title` of more than 255 characters is answered whole and stored cut.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};
use crate::task::Changes;

/// The answer is made from the request, not from what was written.
pub(super) const FAULT: Fault = Fault {
    name: "long-title-persisted-cut",
    description: "A `title` of more than 255 characters is answered whole and stored cut.",
    clause: "law#/persists",
    layer: Layer::After(act),
};

fn act(world: &World, asked: &Asked, answer: &mut Answer) {
    let title = asked.text("title").unwrap_or_default();
    if let (StatusCode::OK, Some(id), Some((end, _))) = (
        answer.status,
        asked.uuid("id"),
        title.char_indices().nth(255),
    ) {
        let title = Some(title[..end].to_owned());
        let changes = Changes {
            title,
            ..Changes::default()
        };
        // What cannot be written stays whole.
        let _unwritten = world.store.update(id, changes);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_next_answer_has_the_cut_title() {
        let requests = [update(json!({"title": "x".repeat(256)})), update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("title") == Some(&json!("x".repeat(256)))
                && got[1].task().get("title") == Some(&json!("x".repeat(255)))
        });
    }
}
