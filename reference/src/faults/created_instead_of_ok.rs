//! A successful update is answered with 201.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A handler copied from the one that creates tasks.
pub(super) const FAULT: Fault = Fault {
    name: "created-instead-of-ok",
    description: "A successful update is answered with 201.",
    clause: "responses#/status",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        answer.status = StatusCode::CREATED;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_update_is_answered_with_201() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| got[0].status == 201);
    }
}
