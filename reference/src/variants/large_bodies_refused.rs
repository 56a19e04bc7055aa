//! A body of more than 64 KiB is refused with 413.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::Variant;
use crate::layers::{Answer, Inbound, Layer, World};

/// RFC 9110 section 15.5.14: a server may limit what it takes.
pub(super) const VARIANT: Variant = Variant {
    name: "large-bodies-refused",
    description: "A body of more than 64 KiB is refused with 413.",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let large = inbound.asked.body.len() > 64 << 10;
    large.then(|| Answer {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        headers: HeaderMap::new(),
        body: Bytes::new(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn a_large_body_is_refused() {
        let requests = [update(json!({"prompt": "x".repeat(64 << 10)}))];
        varies(&VARIANT, &requests, |got| got[0].status == 413);
    }
}
