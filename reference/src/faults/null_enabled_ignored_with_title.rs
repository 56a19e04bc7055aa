//! `enabled` null is ignored when `title` is sent, too.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// A branch that only the combination of two members reaches.
pub(super) const FAULT: Fault = Fault {
    name: "null-enabled-ignored-with-title",
    description: "`enabled` null is ignored when `title` is sent, too.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write.changes.enabled == Some(None) && write.changes.title.is_some() {
        write.changes.enabled = None;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn null_beside_a_title_does_not_clear() {
        let requests = [update(json!({"enabled": null, "title": "a"}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("enabled") == Some(&json!(true))
        });
    }
}
