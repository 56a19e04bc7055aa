//! A `prompt` that is null is taken as absent.

use serde_json::Value;

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// Null and absent are one thing for many deserialisers; the document says that they are not.
pub(super) const FAULT: Fault = Fault {
    name: "null-prompt-ignored",
    description: "A `prompt` that is null is taken as absent.",
    clause: "request.body#/$ref/properties/prompt/type",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    inbound.take_member("prompt", Value::is_null);
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_null_prompt_is_accepted() {
        let requests = [update(json!({"prompt": null}))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
