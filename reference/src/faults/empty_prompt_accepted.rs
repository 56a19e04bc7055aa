//! An empty `prompt` is accepted and stored.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// The length of the prompt is not checked.
pub(super) const FAULT: Fault = Fault {
    name: "empty-prompt-accepted",
    description: "An empty `prompt` is accepted and stored.",
    clause: "request.body#/$ref/properties/prompt/minLength",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if inbound.take_member("prompt", |value| value == "").is_some() {
        inbound.forced.prompt = Some(String::new());
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_empty_prompt_is_accepted() {
        let requests = [update(json!({"prompt": ""}))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
