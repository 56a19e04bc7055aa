//! A `model` that is no string is ignored.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// The member is read with a getter that answers nothing for another type.
pub(super) const FAULT: Fault = Fault {
    name: "model-of-any-type-ignored",
    description: "A `model` that is no string is ignored.",
    clause: "request.body#/$ref/properties/model/type",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    inbound.take_member("model", |value| !value.is_string());
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_array_is_accepted_as_a_model() {
        let requests = [update(json!({"model": ["a"]}))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
