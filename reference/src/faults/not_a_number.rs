//! The duration of a run is `NaN`, which is no JSON.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A serialiser that allows it unless an option forbids it.
pub(super) const FAULT: Fault = Fault {
    name: "not-a-number",
    description: "The duration of a run is `NaN`, which is no JSON.",
    clause: "response.200.body#/well-formed",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        let body = answer
            .text()
            .replacen("\"durationMs\":", "\"durationMs\":NaN,\"d\":", 1);
        answer.set_body(body);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn there_is_a_nan() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| got[0].text().contains(":NaN"));
    }
}
