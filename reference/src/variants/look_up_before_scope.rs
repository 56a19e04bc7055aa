//! The task is looked up before the account that the request names is checked.

use serde_json::Value;

use super::Variant;
use crate::layers::{Answer, Inbound, Layer, World};

/// The document says when 403 and 404 are answered, not which of them first.
pub(super) const VARIANT: Variant = Variant {
    name: "look-up-before-scope",
    description: "The task is looked up before the account that the request names is checked.",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let asked = &inbound.asked;
    let missing = asked
        .uuid("id")
        .is_some_and(|id| matches!(world.store.find(id), Ok(None)));
    if missing && asked.uuid("account_id").is_some() {
        inbound.take_member("account_id", Value::is_string);
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::demo;
    use crate::probe::{patch, varies};

    #[test]
    fn what_is_both_is_not_found() {
        let requests = [patch(
            &json!({"id": demo().missing_id, "account_id": demo().foreign_account_id}),
        )];
        varies(&VARIANT, &requests, |got| got[0].status == 404);
    }
}
