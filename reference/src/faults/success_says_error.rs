//! The `status` of a 200 is `error`.

use http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A flag that is set at the wrong place; the value is one of those that the schema lists.
pub(super) const FAULT: Fault = Fault {
    name: "success-says-error",
    description: "The `status` of a 200 is `error`.",
    clause: "response.200.body#/$ref/properties/status/const",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        answer.edit(|body| {
            body.insert("status".to_owned(), json!("error"));
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_status_is_error() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].status == 200 && got[0].json()["status"] == "error"
        });
    }
}
