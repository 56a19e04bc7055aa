//! An empty `model` is accepted as the default model.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// An empty model is taken for the default model.
pub(super) const FAULT: Fault = Fault {
    name: "empty-model-accepted",
    description: "An empty `model` is accepted as the default model.",
    clause: "request.body#/$ref/properties/model/minLength",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if inbound.take_member("model", |value| value == "").is_some() {
        inbound.forced.model = Some(None);
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_empty_model_is_accepted() {
        let requests = [update(json!({"model": ""}))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
