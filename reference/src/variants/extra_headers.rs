//! Answers have headers and cookies that the document does not name.

use http::HeaderName;
use http::header::{CACHE_CONTROL, ETAG, SERVER, SET_COOKIE, VARY, WWW_AUTHENTICATE};

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// The document lists headers of its own, not those of the infrastructure.
pub(super) const VARIANT: Variant = Variant {
    name: "extra-headers",
    description: "Answers have headers and cookies that the document does not name.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    for (name, value) in [
        (SERVER, "nginx"),
        (CACHE_CONTROL, "no-store"),
        (ETAG, "W/\"33a64df5\""),
        (VARY, "accept-encoding, origin"),
        (
            SET_COOKIE,
            "session=deleted; Path=/; HttpOnly; SameSite=Lax",
        ),
        (WWW_AUTHENTICATE, "Bearer realm=\"tasks\""),
        (HeaderName::from_static("x-request-id"), "req_81f2"),
        (HeaderName::from_static("x-ratelimit-remaining"), "0"),
    ] {
        answer.set_header(name, value);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn there_is_a_cookie() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].header("set-cookie").is_some()
        });
    }
}
