//! An update is answered and not written.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// The transaction is never committed.
pub(super) const FAULT: Fault = Fault {
    name: "update-not-persisted",
    description: "An update is answered and not written.",
    clause: "law#/persists",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    write.persist = false;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_next_answer_has_the_old_title() {
        let requests = [update(json!({"title": "a"})), update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("title") == Some(&json!("a"))
                && got[1].task().get("title") != Some(&json!("a"))
        });
    }
}
