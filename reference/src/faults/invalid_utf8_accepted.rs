//! A body that is not UTF-8 is accepted.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// Bytes that are no characters are replaced before the parser sees them.
pub(super) const FAULT: Fault = Fault {
    name: "invalid-utf8-accepted",
    description: "A body that is not UTF-8 is accepted.",
    clause: "request.body#/well-formed",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if std::str::from_utf8(&inbound.asked.body).is_err() {
        let text = String::from_utf8_lossy(&inbound.asked.body).into_owned();
        inbound.set_body(text.into_bytes());
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{Sent, shows, update};

    #[test]
    fn bytes_that_are_no_characters_will_do() {
        let requests = [not_utf8()];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }

    fn not_utf8() -> Sent {
        let mut sent = update(json!({"title": "?"}));
        for byte in &mut sent.body {
            if *byte == b'?' {
                *byte = 0xFF;
            }
        }
        sent
    }
}
