//! The JSON of an answer is followed by more.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A warning of the language behind the server is printed after it.
pub(super) const FAULT: Fault = Fault {
    name: "trailing-text",
    description: "The JSON of an answer is followed by more.",
    clause: "response.200.body#/well-formed",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        let body = format!("{}\n\nDeprecated: tasks.php on line 12", answer.text());
        answer.set_body(body);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn text_follows() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| got[0].text().ends_with("line 12"));
    }
}
