//! Both credentials are demanded, where either suffices.

use http::header::AUTHORIZATION;

use super::Fault;
use crate::layers::{API_KEY, Answer, Inbound, Layer, World};

/// The list of alternatives is read as a list of demands.
pub(super) const FAULT: Fault = Fault {
    name: "both-credentials-demanded",
    description: "Both credentials are demanded, where either suffices.",
    clause: "request.security#/alternative/0",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if inbound.asked.api_key().is_none() || inbound.asked.bearer().is_none() {
        inbound.asked.headers.remove(API_KEY);
        inbound.asked.headers.remove(AUTHORIZATION);
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn one_alone_does_not_suffice() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| got[0].status == 401);
    }
}
