//! `enabled` may be 0 or 1.

use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// Booleans are numbers in the language or the database behind the server.
pub(super) const FAULT: Fault = Fault {
    name: "enabled-from-number",
    description: "`enabled` may be 0 or 1.",
    clause: "request.body#/$ref/properties/enabled/type",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if let Some(number) = inbound
        .asked
        .member("enabled")
        .and_then(|value| value.as_i64())
    {
        inbound.set_member("enabled", json!(number != 0));
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_number_is_accepted_as_a_boolean() {
        let requests = [update(json!({"enabled": 0}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("enabled") == Some(&json!(false))
        });
    }
}
