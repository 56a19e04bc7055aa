//! A body is taken as JSON, whatever it is said to be.

use http::header::CONTENT_TYPE;

use super::Variant;
use crate::layers::{Answer, Inbound, Layer, World};

/// RFC 9110 section 8.3 lets a receiver look at the content instead.
pub(super) const VARIANT: Variant = Variant {
    name: "careless-content-type",
    description: "A body is taken as JSON, whatever it is said to be.",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    inbound.set_header(CONTENT_TYPE, "application/json");
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn text_is_accepted() {
        let requests = [update(json!({}))
            .without("content-type")
            .header("content-type", "text/plain")];
        varies(&VARIANT, &requests, |got| got[0].status == 200);
    }
}
