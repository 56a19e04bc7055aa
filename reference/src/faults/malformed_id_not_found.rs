//! An `id` that is no uuid is answered like one that no task has.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// The id is looked up as text: nobody asks first whether it is one.
pub(super) const FAULT: Fault = Fault {
    name: "malformed-id-not-found",
    description: "An `id` that is no uuid is answered like one that no task has.",
    clause: "request.body#/$ref/properties/id/format",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let asked = &inbound.asked;
    let malformed = asked.text("id").is_some() && asked.uuid("id").is_none();
    (malformed && world.scope(asked).is_some())
        .then(|| Answer::failure(StatusCode::NOT_FOUND, "Task not found"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{patch, shows};

    #[test]
    fn a_malformed_id_is_not_found() {
        let requests = [patch(&json!({"id": "not-a-uuid"}))];
        shows(&FAULT, &requests, |got| got[0].status == 404);
    }
}
