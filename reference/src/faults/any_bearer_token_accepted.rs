//! Every bearer token is accepted.

use http::header::AUTHORIZATION;

use super::Fault;
use crate::configuration::Scheme;
use crate::layers::{Answer, Inbound, Layer, World};

/// The token is decoded and never verified.
pub(super) const FAULT: Fault = Fault {
    name: "any-bearer-token-accepted",
    description: "Every bearer token is accepted.",
    clause: "request.security#/enforced",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let token = world.secret(Scheme::Bearer)?;
    if inbound
        .asked
        .bearer()
        .is_some_and(|presented| !presented.is_empty())
    {
        inbound.set_header(AUTHORIZATION, &format!("Bearer {}", token.reveal()));
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn any_token_will_do() {
        let requests = [update(json!({})).with_authorization("Bearer wrong")];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
