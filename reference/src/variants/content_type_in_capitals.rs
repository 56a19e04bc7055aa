//! The content type is written in capitals, with a quoted parameter.

use http::header::CONTENT_TYPE;

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// RFC 9110 section 8.3.1: type, subtype and parameter names are case-insensitive.
pub(super) const VARIANT: Variant = Variant {
    name: "content-type-in-capitals",
    description: "The content type is written in capitals, with a quoted parameter.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.headers.contains_key(CONTENT_TYPE) {
        answer.set_header(CONTENT_TYPE, "Application/JSON ; Charset=\"UTF-8\"");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn there_are_capitals() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0]
                .header("content-type")
                .is_some_and(|it| it.starts_with("Application/JSON"))
        });
    }
}
