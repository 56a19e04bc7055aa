//! Members that are null are left out of tasks and runs.

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// They are optional, and many serialisers skip nulls.
pub(super) const VARIANT: Variant = Variant {
    name: "nulls-left-out",
    description: "Members that are null are left out of tasks and runs.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| task.retain(|_, value| !value.is_null()));
    answer.edit_runs(|run| run.retain(|_, value| !value.is_null()));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn null_is_absent() {
        let requests = [update(json!({"enabled": null}))];
        varies(&VARIANT, &requests, |got| {
            got[0].status == 200 && !got[0].task().contains_key("enabled")
        });
    }
}
