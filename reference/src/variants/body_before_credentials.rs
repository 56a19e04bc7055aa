//! The body is looked at before the credentials.

use super::Variant;
use crate::layers::{Answer, Inbound, Layer, World};

/// Of a request that has neither credentials nor a valid body both 400 and 401 are true, and the
/// document does not say which of them first. It tells strangers more than it need.
pub(super) const VARIANT: Variant = Variant {
    name: "body-before-credentials",
    description: "The body is looked at before the credentials.",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let asked = &inbound.asked;
    (world.scope(asked).is_none() && asked.uuid("id").is_none())
        .then(|| Answer::invalid("id", "Required"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{patch, varies};

    #[test]
    fn strangers_get_a_400() {
        let requests = [patch(&json!({})).without("x-api-key")];
        varies(&VARIANT, &requests, |got| got[0].status == 400);
    }
}
