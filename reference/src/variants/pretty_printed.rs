//! Answers are pretty-printed.

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// White space between tokens means nothing (RFC 8259 section 2).
pub(super) const VARIANT: Variant = Variant {
    name: "pretty-printed",
    description: "Answers are pretty-printed.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if let Some(value) = answer.value() {
        let pretty = format!("\r\n{value:#}\n\t ");
        answer.set_body(pretty);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn there_are_many_lines() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].text().lines().count() > 50
        });
    }
}
