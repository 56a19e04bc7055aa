//! A `title` that is a number or a boolean is taken as its text.

use serde_json::{Value, json};

use super::Fault;
use crate::layers::{Answer, Inbound, Layer, World};

/// A framework that coerces primitive values, as several do by default.
pub(super) const FAULT: Fault = Fault {
    name: "title-coerced",
    description: "A `title` that is a number or a boolean is taken as its text.",
    clause: "request.body#/$ref/properties/title/type",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if let Some(title @ (Value::Number(_) | Value::Bool(_))) = inbound.asked.member("title") {
        inbound.set_member("title", json!(title.to_string()));
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_number_becomes_a_title() {
        let requests = [update(json!({"title": 5}))];
        shows(&FAULT, &requests, |got| {
            got[0].task().get("title") == Some(&json!("5"))
        });
    }
}
