//! `enabled` and `schedule` may not be sent together.

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World, Write};

/// Two members that exclude each other, which the document does not say.
pub(super) const FAULT: Fault = Fault {
    name: "enabled-with-schedule-refused",
    description: "`enabled` and `schedule` may not be sent together.",
    clause: "request.body#/$ref/properties/enabled/type",
    layer: Layer::Store(act),
};

fn act(_world: &World, _asked: &Asked, write: &mut Write) {
    if write.changes.enabled.is_some() && write.changes.schedule.is_some() {
        write.refused = Some(Answer::invalid(
            "enabled",
            "Cannot be combined with schedule",
        ));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn both_together_are_refused() {
        let requests = [update(json!({"enabled": true, "schedule": "0 10 * * 4"}))];
        shows(&FAULT, &requests, |got| got[0].status == 400);
    }
}
