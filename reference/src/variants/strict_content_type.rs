//! A body that is not said to be JSON is refused with 415.

use http::StatusCode;
use serde_json::json;

use super::Variant;
use crate::layers::{Answer, Inbound, Layer, World};

/// RFC 9110 section 15.5.16; the document declares one media type.
pub(super) const VARIANT: Variant = Variant {
    name: "strict-content-type",
    description: "A body that is not said to be JSON is refused with 415.",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let json = inbound
        .asked
        .media_type()
        .is_some_and(|it| it.eq_ignore_ascii_case("application/json"));
    let problem = json!({ "title": "Unsupported Media Type" });
    (!json && world.scope(&inbound.asked).is_some())
        .then(|| Answer::json(StatusCode::UNSUPPORTED_MEDIA_TYPE, &problem))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn text_is_refused() {
        let requests = [update(json!({})).without("content-type")];
        varies(&VARIANT, &requests, |got| got[0].status == 415);
    }
}
