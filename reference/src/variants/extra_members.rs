//! Answers have members that the document does not name.

use serde_json::json;

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// The schemas are open: nothing says `additionalProperties: false`, nor that such members keep
/// still.
pub(super) const VARIANT: Variant = Variant {
    name: "extra-members",
    description: "Answers have members that the document does not name.",
    layer: Layer::After(act),
};

fn act(world: &World, _asked: &Asked, answer: &mut Answer) {
    let number = world.count(VARIANT.name, "");
    answer.edit(|body| {
        body.insert("request_id".to_owned(), json!(format!("req_{number}")));
        body.insert("meta".to_owned(), json!({ "status": 1, "tasks": null }));
    });
    answer.edit_task(|task| {
        task.insert("version".to_owned(), json!(number));
        task.insert("created_at".to_owned(), json!("yesterday"));
        task.insert("Title".to_owned(), json!(0));
    });
    answer.edit_runs(|run| {
        run.insert(
            "machine".to_owned(),
            json!({ "preset": "small-1x", "id": [] }),
        );
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn there_are_more_members() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].json().get("request_id").is_some()
        });
    }
}
