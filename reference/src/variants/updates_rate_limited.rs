//! Every ninth request is answered 429 and taken when it is sent again.

use http::StatusCode;

use super::Variant;
use crate::layers::{Answer, Inbound, Layer, World};

/// RFC 6585 section 4: a server may ask for patience, and says how long.
pub(super) const VARIANT: Variant = Variant {
    name: "updates-rate-limited",
    description: "Every ninth request is answered 429 and taken when it is sent again.",
    layer: Layer::Before(act),
};

fn act(world: &World, _inbound: &mut Inbound) -> Option<Answer> {
    let now = world.count(VARIANT.name, "").is_multiple_of(9);
    now.then(|| Answer::again(StatusCode::TOO_MANY_REQUESTS))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn the_ninth_is_not_taken_and_the_tenth_is() {
        let requests = vec![update(json!({})); 10];
        varies(&VARIANT, &requests, |got| {
            got[8].status == 429
                && got[8].header("retry-after") == Some("0")
                && got[9].status == 200
        });
    }
}
