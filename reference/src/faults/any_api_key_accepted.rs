//! Every API key is accepted.

use super::Fault;
use crate::configuration::Scheme;
use crate::layers::{API_KEY, Answer, Inbound, Layer, World};

/// That there is a key is checked, not which.
pub(super) const FAULT: Fault = Fault {
    name: "any-api-key-accepted",
    description: "Every API key is accepted.",
    clause: "request.security#/enforced",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let key = world.secret(Scheme::ApiKey)?;
    let presented = inbound.asked.api_key().unwrap_or_default();
    if !presented.is_empty() {
        inbound.set_header(API_KEY, key.reveal());
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn any_key_will_do() {
        let requests = [update(json!({})).with_key("wrong")];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
