//! An empty `schedule` is accepted and stored.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// An empty schedule is taken for "no schedule" and stored.
pub(super) const FAULT: Fault = Fault {
    name: "empty-schedule-accepted",
    description: "An empty `schedule` is accepted and stored.",
    clause: "request.body#/$ref/properties/schedule/minLength",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if inbound
        .take_member("schedule", |value| value == "")
        .is_some()
    {
        inbound.forced.schedule = Some(String::new());
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_empty_schedule_is_accepted() {
        let requests = [update(json!({"schedule": ""}))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
