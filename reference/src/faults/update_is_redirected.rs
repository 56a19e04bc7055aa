//! Every update is redirected to the path with a slash.

use http::StatusCode;
use http::header::LOCATION;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The router tidies paths, and the request is lost on the way.
pub(super) const FAULT: Fault = Fault {
    name: "update-is-redirected",
    description: "Every update is redirected to the path with a slash.",
    clause: "responses#/status",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        answer.status = StatusCode::PERMANENT_REDIRECT;
        answer.headers.clear();
        answer.set_header(LOCATION, "/api/tasks/");
        answer.set_body("");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_update_is_redirected() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| got[0].status == 308);
    }
}
