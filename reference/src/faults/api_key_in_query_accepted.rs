//! The API key is accepted in the query, too.

use super::Fault;
use crate::configuration::Scheme;
use crate::layers::{API_KEY, Answer, Inbound, Layer, World};

/// A convenience for browsers, which puts the key into every log.
pub(super) const FAULT: Fault = Fault {
    name: "api-key-in-query-accepted",
    description: "The API key is accepted in the query, too.",
    clause: "request.security#/enforced",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let key = world.secret(Scheme::ApiKey)?;
    let query = inbound.asked.uri.query().unwrap_or_default();
    let mut values = query.split('&').filter_map(|pair| pair.split_once('='));
    if values.any(|(_, value)| key.matches(value)) {
        inbound.set_header(API_KEY, key.reveal());
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{Sent, api_key, shows, update};

    #[test]
    fn the_query_will_do() {
        let requests = [in_query()];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }

    fn in_query() -> Sent {
        let mut sent = update(json!({})).without("x-api-key");
        sent.target = format!("/api/tasks?x-api-key={}", api_key());
        sent
    }
}
