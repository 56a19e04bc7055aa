//! The connection is closed after each answer.

use http::header::CONNECTION;

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// RFC 9112 section 9.6: either side may.
pub(super) const VARIANT: Variant = Variant {
    name: "connection-closed-after-each",
    description: "The connection is closed after each answer.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.set_header(CONNECTION, "close");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn closing_is_announced() {
        let requests = [update(json!({})).header("connection", "keep-alive")];
        varies(&VARIANT, &requests, |got| {
            got[0].header("connection") == Some("close")
        });
    }
}
