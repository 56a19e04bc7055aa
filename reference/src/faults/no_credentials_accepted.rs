//! Requests without credentials are accepted.

use super::Fault;
use crate::configuration::Scheme;
use crate::layers::{API_KEY, Answer, Inbound, Layer, World};

/// The guard is mounted on the other routes only.
pub(super) const FAULT: Fault = Fault {
    name: "no-credentials-accepted",
    description: "Requests without credentials are accepted.",
    clause: "request.security#/enforced",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let key = world.secret(Scheme::ApiKey)?;
    if inbound.asked.api_key().is_none() && inbound.asked.authorization().is_none() {
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
    fn no_credentials_are_needed() {
        let requests = [update(json!({})).without("x-api-key")];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
