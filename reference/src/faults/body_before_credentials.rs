//! The body is looked at before the credentials.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// The validator runs before the guard, and tells strangers what it wants.
pub(super) const FAULT: Fault = Fault {
    name: "body-before-credentials",
    description: "The body is looked at before the credentials.",
    clause: "request.security#/unauthorized",
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

    use super::FAULT;
    use crate::probe::{patch, shows};

    #[test]
    fn strangers_get_a_400() {
        let requests = [patch(&json!({})).without("x-api-key")];
        shows(&FAULT, &requests, |got| got[0].status == 400);
    }
}
