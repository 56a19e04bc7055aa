//! The `error` of a 403 is the number in a string.

use http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A status that is formatted before it is serialised.
pub(super) const FAULT: Fault = Fault {
    name: "forbidden-as-text",
    description: "The `error` of a 403 is the number in a string.",
    clause: "response.403.body#/$ref/properties/error/type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::FORBIDDEN {
        answer.edit(|body| {
            body.insert("error".to_owned(), json!("403"));
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{shows, update};

    #[test]
    fn the_number_is_a_text() {
        let requests = [update(json!({"account_id": demo().foreign_account_id}))];
        shows(&FAULT, &requests, |got| {
            got[0].json()["error"] == json!("403")
        });
    }
}
