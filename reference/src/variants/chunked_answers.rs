//! Answers are chunked, seven bytes at a time.

use super::Variant;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// RFC 9112 section 7.1.
pub(super) const VARIANT: Variant = Variant {
    name: "chunked-answers",
    description: "Answers are chunked, seven bytes at a time.",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    delivery.manner = Manner::Chunked(7);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn there_are_chunks() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].header("transfer-encoding") == Some("chunked") && got[0].whole
        });
    }
}
