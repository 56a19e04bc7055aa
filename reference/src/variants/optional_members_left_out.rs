//! A task is answered without the members that no request writes.

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// No member of `Task` is required.
pub(super) const VARIANT: Variant = Variant {
    name: "optional-members-left-out",
    description: "A task is answered without the members that no request writes.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        for member in [
            "recent_runs",
            "upcoming",
            "owner_email",
            "trigger_schedule_id",
        ] {
            task.shift_remove(member);
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn there_are_fewer_members() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].status == 200 && !got[0].task().contains_key("upcoming")
        });
    }
}
