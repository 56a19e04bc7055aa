//! The `status` of an answer is `ok`, which is none of its values.

use http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// An enumeration that grew on one side only.
pub(super) const FAULT: Fault = Fault {
    name: "unknown-status",
    description: "The `status` of an answer is `ok`, which is none of its values.",
    clause: "response.200.body#/$ref/properties/status/enum",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        answer.edit(|body| {
            body.insert("status".to_owned(), json!("ok"));
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_status_is_another() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| got[0].json()["status"] == "ok");
    }
}
