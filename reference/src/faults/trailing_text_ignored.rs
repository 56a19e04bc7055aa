//! Whatever follows the JSON of the body is ignored.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// The parser reads one value from a stream and stops there.
pub(super) const FAULT: Fault = Fault {
    name: "trailing-text-ignored",
    description: "Whatever follows the JSON of the body is ignored.",
    clause: "request.body#/well-formed",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let body = inbound.asked.body.clone();
    let first = serde_json::Deserializer::from_slice(&body)
        .into_iter()
        .next();
    if let Some(Ok(value)) = first
        && inbound.asked.json().is_none()
    {
        inbound.set_json(&value);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::demo;
    use crate::probe::{raw, shows};

    #[test]
    fn text_after_the_body_is_accepted() {
        let requests = [raw(format!("{{\"id\": \"{}\"}} x", demo().known_ids[0]))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
