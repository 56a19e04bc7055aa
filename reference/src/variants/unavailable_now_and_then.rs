//! Every eleventh request is answered 503 and taken when it is sent again.

use http::StatusCode;

use super::Variant;
use crate::layers::{Answer, Inbound, Layer, World};

/// RFC 9110 section 15.6.4: a server may be overloaded for a while, and says how long.
pub(super) const VARIANT: Variant = Variant {
    name: "unavailable-now-and-then",
    description: "Every eleventh request is answered 503 and taken when it is sent again.",
    layer: Layer::Before(act),
};

fn act(world: &World, _inbound: &mut Inbound) -> Option<Answer> {
    let now = world.count(VARIANT.name, "").is_multiple_of(11);
    now.then(|| Answer::again(StatusCode::SERVICE_UNAVAILABLE))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn the_eleventh_is_not_taken_and_the_twelfth_is() {
        let requests = vec![update(json!({})); 12];
        varies(&VARIANT, &requests, |got| {
            got[10].status == 503
                && got[10].header("retry-after") == Some("0")
                && got[11].status == 200
        });
    }
}
