//! Answers are chunked, with an extension of the chunk and a trailer after it.

use super::Variant;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// RFC 9112 sections 7.1.1 and 7.1.2: recipients ignore what they do not know.
pub(super) const VARIANT: Variant = Variant {
    name: "trailers",
    description: "Answers are chunked, with an extension of the chunk and a trailer after it.",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    let body = delivery.answer.text();
    let size = body.len();
    let chunks = format!("{size:X};part=all\r\n{body}\r\n0\r\nx-checksum: 81f2\r\n\r\n");
    let head = delivery.head("transfer-encoding: chunked\r\ntrailer: x-checksum\r\n");
    delivery.manner = Manner::Raw([head, chunks.into_bytes()].concat());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn a_trailer_follows() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].header("trailer").is_some()
        });
    }
}
