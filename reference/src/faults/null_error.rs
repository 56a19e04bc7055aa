//! An answer has `error`, which is null.

use http::StatusCode;
use serde_json::Value;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// Every member of the class is serialised, whether it is set or not.
pub(super) const FAULT: Fault = Fault {
    name: "null-error",
    description: "An answer has `error`, which is null.",
    clause: "response.200.body#/$ref/properties/error/type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        answer.edit(|body| {
            body.insert("error".to_owned(), Value::Null);
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn error_is_null() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].json().get("error") == Some(&Value::Null)
        });
    }
}
