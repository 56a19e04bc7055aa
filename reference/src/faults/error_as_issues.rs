//! The `error` of a 400 is the list of issues.

use http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The validator's result is passed on as it is.
pub(super) const FAULT: Fault = Fault {
    name: "error-as-issues",
    description: "The `error` of a 400 is the list of issues.",
    clause: "response.400.body#/$ref/properties/error/type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::BAD_REQUEST {
        answer.edit(|body| {
            if let Some(error) = body.get_mut("error") {
                *error = json!([{ "code": "invalid_type", "message": error.take() }]);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_error_is_a_list() {
        let requests = [update(json!({"model": ""}))];
        shows(&FAULT, &requests, |got| got[0].json()["error"].is_array());
    }
}
