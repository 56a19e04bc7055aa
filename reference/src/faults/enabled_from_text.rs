//! `enabled` may be the text `true` or `false`.

use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// A form handler is used for JSON, too.
pub(super) const FAULT: Fault = Fault {
    name: "enabled-from-text",
    description: "`enabled` may be the text `true` or `false`.",
    clause: "request.body#/$ref/properties/enabled/type",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    match inbound.asked.text("enabled").as_deref() {
        Some("true") => inbound.set_member("enabled", json!(true)),
        Some("false") => inbound.set_member("enabled", json!(false)),
        _ => {}
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_text_is_accepted_as_a_boolean() {
        let requests = [update(json!({"enabled": "false"}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("enabled") == Some(&json!(false))
        });
    }
}
