//! An interim answer comes before the answer.

use super::Variant;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// RFC 9110 section 15.2: a client reads any number of them and waits on.
pub(super) const VARIANT: Variant = Variant {
    name: "early-hints",
    description: "An interim answer comes before the answer.",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    let hints = b"HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n";
    let answer = delivery.bytes_claiming(delivery.answer.body.len());
    delivery.manner = Manner::Raw([hints.to_vec(), answer].concat());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn a_103_comes_first() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].interim == [103] && got[0].status == 200
        });
    }
}
