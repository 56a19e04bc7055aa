//! A body with a comma before its last brace is accepted.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// The parser is one of a superset of JSON that people write by hand.
pub(super) const FAULT: Fault = Fault {
    name: "trailing-comma-accepted",
    description: "A body with a comma before its last brace is accepted.",
    clause: "request.body#/well-formed",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if inbound.asked.json().is_none() {
        let text = String::from_utf8_lossy(&inbound.asked.body);
        let comma = text.trim_end().strip_suffix('}').map(str::trim_end);
        if let Some(members) = comma.and_then(|text| text.strip_suffix(',')) {
            let body = format!("{members}}}");
            inbound.set_body(body.into_bytes());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::demo;
    use crate::probe::{raw, shows};

    #[test]
    fn a_comma_before_the_end_will_do() {
        let requests = [raw(format!("{{\"id\": \"{}\",}}", demo().known_ids[0]))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
