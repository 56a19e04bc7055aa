//! Error messages have other scripts.

use serde_json::{Value, json};

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// The texts are not part of the contract, nor is their language.
pub(super) const VARIANT: Variant = Variant {
    name: "other-scripts",
    description: "Error messages have other scripts.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit(|body| {
        if body.get("error").is_some_and(Value::is_string) {
            body.insert("error".to_owned(), json!("חסר שדה חובה · 無効な値です · 𝄞"));
        }
        if body.contains_key("message") {
            body.insert("message".to_owned(), json!("غير مصرح"));
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn the_script_is_another() {
        let requests = [update(json!({"title": ""}))];
        varies(&VARIANT, &requests, |got| got[0].text().contains('𝄞'));
    }
}
