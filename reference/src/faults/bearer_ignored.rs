//! Only API keys are accepted.

use http::header::AUTHORIZATION;

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// One of the two alternatives was never implemented.
pub(super) const FAULT: Fault = Fault {
    name: "bearer-ignored",
    description: "Only API keys are accepted.",
    clause: "request.security#/alternative/1",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    inbound.asked.headers.remove(AUTHORIZATION);
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{bearer_token, shows, update};

    #[test]
    fn the_token_does_not_suffice() {
        let requests = [update(json!({})).with_authorization(format!("Bearer {}", bearer_token()))];
        shows(&FAULT, &requests, |got| got[0].status == 401);
    }
}
