//! A new `schedule` switches the task on.

use super::Fault;
use crate::layers::{Asked, Layer, World, Write};

/// A convenience of one page that became a rule of the service.
pub(super) const FAULT: Fault = Fault {
    name: "schedule-enables",
    description: "A new `schedule` switches the task on.",
    clause: "law#/keeps",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write.changes.schedule.is_some() && write.changes.enabled.is_none() {
        write.changes.enabled = Some(Some(true));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_task_is_switched_on() {
        let requests = [
            update(json!({"enabled": false})),
            update(json!({"schedule": "0 9 * * *"})),
        ];
        shows(&FAULT, &requests, |got| {
            got[1].task().get("enabled") == Some(&json!(true))
        });
    }
}
