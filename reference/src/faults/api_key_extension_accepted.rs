//! An API key may be followed by anything.

use super::Fault;
use crate::configuration::Scheme;
use crate::layers::{API_KEY, Answer, Inbound, Layer, World};

/// The column cuts what is too long, and then compares.
pub(super) const FAULT: Fault = Fault {
    name: "api-key-extension-accepted",
    description: "An API key may be followed by anything.",
    clause: "request.security#/enforced",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let key = world.secret(Scheme::ApiKey)?;
    let presented = inbound.asked.api_key().unwrap_or_default();
    if presented.starts_with(key.reveal()) {
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
    fn a_longer_key_will_do() {
        let requests = [update(json!({})).with_key(api_key() + "x")];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
