//! A 400 has no `missing_fields`.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The shape of the other errors is used.
pub(super) const FAULT: Fault = Fault {
    name: "missing-fields-missing",
    description: "A 400 has no `missing_fields`.",
    clause: "response.400.body#/$ref/required/missing_fields",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::BAD_REQUEST {
        answer.edit(|body| {
            body.shift_remove("missing_fields");
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn there_are_no_missing_fields() {
        let requests = [update(json!({"model": ""}))];
        shows(&FAULT, &requests, |got| {
            got[0].json().get("missing_fields").is_none()
        });
    }
}
