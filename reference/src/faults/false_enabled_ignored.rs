//! `enabled` false is taken as absent.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// A condition that takes false for nothing.
pub(super) const FAULT: Fault = Fault {
    name: "false-enabled-ignored",
    description: "`enabled` false is taken as absent.",
    clause: "law#/echo",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write.changes.enabled == Some(Some(false)) {
        write.changes.enabled = None;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_task_stays_switched_on() {
        let requests = [
            update(json!({"enabled": true})),
            update(json!({"enabled": false})),
        ];
        shows(&FAULT, &requests, |got| {
            got[1].task().get("enabled") == Some(&json!(true))
        });
    }
}
