//! A request without `id` updates the first task there is.

use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// A handler that falls back on a default where the document demands the member.
pub(super) const FAULT: Fault = Fault {
    name: "missing-id-accepted",
    description: "A request without `id` updates the first task there is.",
    clause: "request.body#/$ref/required/id",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let first = world.configuration.tasks.first()?;
    if inbound.asked.member("id").is_none() {
        inbound.set_member("id", json!(first.id));
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{patch, shows};

    #[test]
    fn no_id_is_needed() {
        let requests = [patch(&json!({"title": "new"}))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
