//! Any non-empty schedule is accepted.

use serde_json::json;

use super::Variant;
use crate::layers::{Answer, Inbound, Layer, World};
use crate::schedule::Schedule;

/// "Valid for your environment" is for the environment to say.
pub(super) const VARIANT: Variant = Variant {
    name: "any-schedule",
    description: "Any non-empty schedule is accepted.",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let schedule = inbound
        .asked
        .text("schedule")
        .filter(|schedule| !schedule.is_empty())?;
    if schedule.parse::<Schedule>().is_err() {
        inbound.set_member("schedule", json!("@daily"));
        inbound.forced.schedule = Some(schedule);
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn words_are_a_schedule() {
        let requests = [update(json!({"schedule": "every other day"}))];
        varies(&VARIANT, &requests, |got| {
            got[0].task().get("schedule") == Some(&json!("every other day"))
        });
    }
}
