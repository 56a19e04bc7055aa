//! In answers, every character that is not ASCII is escaped, and the slash.

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// RFC 8259 section 7: any character may be escaped.
pub(super) const VARIANT: Variant = Variant {
    name: "escaped-answers",
    description: "In answers, every character that is not ASCII is escaped, and the slash.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.value().is_some() {
        let mut escaped = String::new();
        for c in answer.text().chars() {
            match c {
                // A slash stands in strings only.
                '/' => escaped.push_str("\\/"),
                c if c.is_ascii() => escaped.push(c),
                c => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        escaped.push_str(&format!("\\u{unit:04X}"));
                    }
                }
            }
        }
        answer.set_body(escaped);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn an_emoji_is_escaped() {
        let requests = [update(json!({"title": "🎸/"}))];
        varies(&VARIANT, &requests, |got| {
            got[0].text().contains("\\uD83C\\uDFB8\\/")
        });
    }
}
