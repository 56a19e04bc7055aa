//! An answer shows the id of the task and what the request sent of it.

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// No member of `Task` is required.
pub(super) const VARIANT: Variant = Variant {
    name: "sparse-answers",
    description: "An answer shows the id of the task and what the request sent of it.",
    layer: Layer::After(act),
};

fn act(_world: &World, asked: &Asked, answer: &mut Answer) {
    let sent = asked.members();
    answer.edit_task(|task| task.retain(|member, _| member == "id" || sent.contains_key(member)));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn only_what_was_sent_is_shown() {
        let requests = [update(json!({"title": "a"}))];
        varies(&VARIANT, &requests, |got| got[0].task().len() == 2);
    }
}
