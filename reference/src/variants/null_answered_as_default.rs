//! An `enabled` that is not set is answered as what is then in force: true.

use serde_json::{Value, json};

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// The document says that null clears an explicit override "depending on server rules", and not
/// that a task without one shows none.
pub(super) const VARIANT: Variant = Variant {
    name: "null-answered-as-default",
    description: "An `enabled` that is not set is answered as what is then in force: true.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        if task.get("enabled").is_none_or(Value::is_null) {
            task.insert("enabled".to_owned(), json!(true));
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn what_was_cleared_is_true() {
        let requests = [
            update(json!({"enabled": false})),
            update(json!({"enabled": null})),
        ];
        varies(&VARIANT, &requests, |got| {
            got[1].task().get("enabled") == Some(&json!(true))
        });
    }
}
