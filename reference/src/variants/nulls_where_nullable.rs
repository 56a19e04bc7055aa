//! Every member that is nullable and not written by requests is null.

use serde_json::Value;

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// `nullable: true` means what it says.
pub(super) const VARIANT: Variant = Variant {
    name: "nulls-where-nullable",
    description: "Every member that is nullable and not written by requests is null.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        for member in ["owner_email", "trigger_schedule_id"] {
            task.insert(member.to_owned(), Value::Null);
        }
    });
    answer.edit_runs(|run| {
        for member in NULLABLE {
            run.insert(member.to_owned(), Value::Null);
        }
    });
}

const NULLABLE: [&str; 13] = [
    "idempotencyKey",
    "startedAt",
    "finishedAt",
    "delayedUntil",
    "ttl",
    "expiredAt",
    "metadata",
    "batchId",
    "payload",
    "output",
    "error",
    "schedule",
    "relatedRuns",
];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn nullable_members_are_null() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].json().pointer("/tasks/0/recent_runs/3/output") == Some(&Value::Null)
        });
    }
}
