//! The content type states the encoding.

use http::header::CONTENT_TYPE;

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// RFC 8259 section 11 defines no such parameter, and has receivers ignore it.
pub(super) const VARIANT: Variant = Variant {
    name: "charset-stated",
    description: "The content type states the encoding.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.headers.contains_key(CONTENT_TYPE) {
        answer.set_header(CONTENT_TYPE, "application/json; charset=utf-8");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn there_is_a_charset() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].header("content-type") == Some("application/json; charset=utf-8")
        });
    }
}
