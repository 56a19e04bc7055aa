//! Tasks have neither recent nor upcoming runs.

use serde_json::json;

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// Nothing says that the lists have items.
pub(super) const VARIANT: Variant = Variant {
    name: "no-runs",
    description: "Tasks have neither recent nor upcoming runs.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        task.insert("recent_runs".to_owned(), json!([]));
        task.insert("upcoming".to_owned(), json!([]));
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn there_are_no_runs() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].task().get("recent_runs") == Some(&json!([]))
        });
    }
}
