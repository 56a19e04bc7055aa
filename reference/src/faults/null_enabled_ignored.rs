//! `enabled` null is taken as absent.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// Null and absent are one thing for the language behind the server.
pub(super) const FAULT: Fault = Fault {
    name: "null-enabled-ignored",
    description: "`enabled` null is taken as absent.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write.changes.enabled == Some(None) {
        write.changes.enabled = None;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn null_does_not_clear() {
        let requests = [update(json!({"enabled": null}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("enabled") == Some(&json!(true))
        });
    }
}
