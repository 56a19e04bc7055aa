//! A successful update is answered with 204 and no body.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A common habit for PATCH, and not what the document says.
pub(super) const FAULT: Fault = Fault {
    name: "no-content-instead-of-ok",
    description: "A successful update is answered with 204 and no body.",
    clause: "responses#/status",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        answer.status = StatusCode::NO_CONTENT;
        answer.headers.clear();
        answer.set_body("");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_update_is_answered_with_204() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| got[0].status == 204);
    }
}
