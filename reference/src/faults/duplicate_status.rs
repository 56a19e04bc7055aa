//! `status` stands twice in an answer.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The text of the JSON is put together by hand.
pub(super) const FAULT: Fault = Fault {
    name: "duplicate-status",
    description: "`status` stands twice in an answer.",
    clause: "response.200.body#/well-formed",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        let body = answer.text().replacen('{', "{\"status\":\"success\",", 1);
        answer.set_body(body);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn status_stands_twice() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].text().matches("\"success\"").count() == 2
        });
    }
}
