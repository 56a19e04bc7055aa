//! An empty `title` is accepted and stored when the request has a `model` too.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// The branch of the validation that knows models leaves out the other members.
pub(super) const FAULT: Fault = Fault {
    name: "empty-title-accepted-beside-model",
    description: "An empty `title` is accepted and stored when the request has a `model` too.",
    clause: "request.body#/$ref/properties/title/minLength",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let beside = inbound.asked.member("model").is_some();
    if beside && inbound.take_member("title", |value| value == "").is_some() {
        inbound.forced.title = Some(String::new());
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn it_is_refused_alone_and_accepted_beside_a_model() {
        let requests = [
            update(json!({"title": ""})),
            update(json!({"title": "", "model": "m"})),
        ];
        shows(&FAULT, &requests, |got| {
            got[0].status == 400 && got[1].status == 200
        });
    }
}
