//! Only bearer tokens are accepted.

use super::Fault;
use crate::layers::{API_KEY, Answer, Inbound, Layer, World};

/// One of the two alternatives was never implemented.
pub(super) const FAULT: Fault = Fault {
    name: "api-key-ignored",
    description: "Only bearer tokens are accepted.",
    clause: "request.security#/alternative/0",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    inbound.asked.headers.remove(API_KEY);
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_key_does_not_suffice() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| got[0].status == 401);
    }
}
