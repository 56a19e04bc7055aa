//! The members of answers come in the opposite order.

use serde_json::{Map, Value};

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// The members of an object have no order (RFC 8259 section 4).
pub(super) const VARIANT: Variant = Variant {
    name: "members-reordered",
    description: "The members of answers come in the opposite order.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit(reverse);
    answer.edit_task(reverse);
    answer.edit_runs(reverse);
}

fn reverse(members: &mut Map<String, Value>) {
    *members = std::mem::take(members).into_iter().rev().collect();
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn the_status_comes_last() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].text().starts_with("{\"tasks\"")
        });
    }
}
