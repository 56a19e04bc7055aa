//! The end of an answer is the close of its connection.

use super::Variant;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// RFC 9112 section 6.3: a body without a length ends there.
pub(super) const VARIANT: Variant = Variant {
    name: "length-by-close",
    description: "The end of an answer is the close of its connection.",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    let head = delivery.head("");
    delivery.manner = Manner::Raw([head, delivery.answer.body.to_vec()].concat());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn there_is_no_length() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].header("content-length").is_none() && got[0].json().is_object()
        });
    }
}
