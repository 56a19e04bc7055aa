//! The beginning of an API key is accepted for the whole.

use super::Fault;
use crate::configuration::Scheme;
use crate::layers::{API_KEY, Answer, Inbound, Layer, World};

/// The comparison stops at the end of the shorter text.
pub(super) const FAULT: Fault = Fault {
    name: "api-key-prefix-accepted",
    description: "The beginning of an API key is accepted for the whole.",
    clause: "request.security#/enforced",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let key = world.secret(Scheme::ApiKey)?;
    let presented = inbound.asked.api_key().unwrap_or_default();
    if presented.len() > 3 && key.reveal().starts_with(presented) {
        inbound.set_header(API_KEY, key.reveal());
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{api_key, shows, update};

    #[test]
    fn a_prefix_will_do() {
        let requests = [update(json!({})).with_key(&api_key()[..api_key().len() - 1])];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
