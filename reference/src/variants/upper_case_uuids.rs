//! Uuids are answered in upper case.

use serde_json::Value;

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// RFC 9562 section 4 has upper and lower case mean the same.
pub(super) const VARIANT: Variant = Variant {
    name: "upper-case-uuids",
    description: "Uuids are answered in upper case.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        for member in ["id", "account_id", "artist_account_id"] {
            if let Some(Value::String(uuid)) = task.get_mut(member) {
                uuid.make_ascii_uppercase();
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::demo;
    use crate::probe::{update, varies};

    #[test]
    fn the_id_is_in_upper_case() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].task().get("id") == Some(&json!(demo().known_ids[0].to_string().to_uppercase()))
        });
    }
}
