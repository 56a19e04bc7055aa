//! A body that ends too early is taken as if it had ended well.

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// A lenient parser, as they are used for what language models write, closes what is still open.
pub(super) const FAULT: Fault = Fault {
    name: "truncated-json-repaired",
    description: "A body that ends too early is taken as if it had ended well.",
    clause: "request.body#/well-formed",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let text = std::str::from_utf8(&inbound.asked.body).unwrap_or_default();
    if inbound.asked.json().is_none() && !text.trim().is_empty() {
        let repaired =
            ["}", "\"}", "null}", ":null}", "\":null}"].map(|end| format!("{text}{end}"));
        let repaired = repaired
            .iter()
            .find_map(|text| serde_json::from_str(text).ok());
        if let Some(repaired) = repaired {
            inbound.set_json(&repaired);
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
    fn a_truncated_body_is_accepted() {
        let requests = [raw(format!(
            "{{\"id\": \"{}\", \"title\": \"ne",
            demo().known_ids[0]
        ))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
