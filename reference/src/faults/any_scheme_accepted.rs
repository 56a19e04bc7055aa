//! The token is accepted under every authentication scheme.

use http::header::AUTHORIZATION;

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// The header is cut at the space, and what stands before it is not looked at.
pub(super) const FAULT: Fault = Fault {
    name: "any-scheme-accepted",
    description: "The token is accepted under every authentication scheme.",
    clause: "request.security#/enforced",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let (_, presented) = inbound.asked.authorization()?;
    let bearer = format!("Bearer {presented}");
    inbound.set_header(AUTHORIZATION, &bearer);
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{bearer_token, shows, update};

    #[test]
    fn basic_will_do() {
        let requests = [update(json!({})).with_authorization(format!("Basic {}", bearer_token()))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
