//! `enabled` false is answered and stored as true.

use http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};
use crate::task::Changes;

/// The scheduler starts the task again, and writes that it did.
pub(super) const FAULT: Fault = Fault {
    name: "disabling-not-persisted",
    description: "`enabled` false is answered and stored as true.",
    clause: "law#/persists",
    layer: Layer::After(act),
};

fn act(world: &World, asked: &Asked, answer: &mut Answer) {
    let disabled = asked.member("enabled") == Some(json!(false));
    if let (StatusCode::OK, Some(id), true) = (answer.status, asked.uuid("id"), disabled) {
        let changes = Changes {
            enabled: Some(Some(true)),
            ..Changes::default()
        };
        // What cannot be written stays off.
        let _unwritten = world.store.update(id, changes);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_next_answer_has_the_task_on() {
        let requests = [update(json!({"enabled": false})), update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("enabled") == Some(&json!(false))
                && got[1].task().get("enabled") == Some(&json!(true))
        });
    }
}
