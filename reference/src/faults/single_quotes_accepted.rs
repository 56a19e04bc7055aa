//! A body with single quotes for double ones is accepted.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// The parser is one of a superset of JSON that people write by hand.
pub(super) const FAULT: Fault = Fault {
    name: "single-quotes-accepted",
    description: "A body with single quotes for double ones is accepted.",
    clause: "request.body#/well-formed",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if inbound.asked.json().is_none() {
        let text = String::from_utf8_lossy(&inbound.asked.body).replace('\'', "\"");
        inbound.set_body(text.into_bytes());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::demo;
    use crate::probe::{raw, shows};

    #[test]
    fn single_quotes_will_do() {
        let requests = [raw(format!("{{'id': '{}'}}", demo().known_ids[0]))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
