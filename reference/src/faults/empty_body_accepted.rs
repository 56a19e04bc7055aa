//! A request without a body is answered with the first task there is.

use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// A handler that takes no body for an empty update.
pub(super) const FAULT: Fault = Fault {
    name: "empty-body-accepted",
    description: "A request without a body is answered with the first task there is.",
    clause: "request.body#/present",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let first = world.configuration.tasks.first()?;
    if inbound.asked.body.is_empty() {
        inbound.set_json(&json!({ "id": first.id }));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::probe::{raw, shows};

    #[test]
    fn no_body_is_needed() {
        let requests = [raw("")];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
