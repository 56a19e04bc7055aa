//! Integers are written with a fraction of zero.

use serde_json::{Value, json};

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// For JSON Schema 2020-12, `401.0` is an integer.
pub(super) const VARIANT: Variant = Variant {
    name: "integers-with-fraction",
    description: "Integers are written with a fraction of zero.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit(|body| {
        if let Some(number) = body.get("error").and_then(Value::as_f64) {
            body.insert("error".to_owned(), json!(number));
        }
    });
    answer.edit_runs(|run| {
        if let Some(number) = run.get("depth").and_then(Value::as_f64) {
            run.insert("depth".to_owned(), json!(number));
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn the_number_has_a_fraction() {
        let requests = [update(json!({})).without("x-api-key")];
        varies(&VARIANT, &requests, |got| got[0].text().contains("401.0"));
    }
}
