//! The connection is closed after each answer, without a word.

use super::Variant;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// RFC 9112 section 9.5: either side may close an idle connection at any time.
pub(super) const VARIANT: Variant = Variant {
    name: "connection-closed-unannounced",
    description: "The connection is closed after each answer, without a word.",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    let answer = delivery.bytes_claiming(delivery.answer.body.len());
    let answer = String::from_utf8_lossy(&answer).replacen("connection: close\r\n", "", 1);
    delivery.manner = Manner::Raw(answer.into_bytes());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn nothing_is_announced() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].header("connection").is_none() && got[0].whole && !got[0].open
        });
    }
}
