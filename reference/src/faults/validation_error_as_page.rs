//! A 400 is a page for people.

use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The error page of the proxy before the server.
pub(super) const FAULT: Fault = Fault {
    name: "validation-error-as-page",
    description: "A 400 is a page for people.",
    clause: "response.400.content#/media-type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::BAD_REQUEST {
        answer.set_header(CONTENT_TYPE, "text/html");
        answer.set_body("<html><body><h1>400 Bad Request</h1></body></html>");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_400_is_a_page() {
        let requests = [update(json!({"model": ""}))];
        shows(&FAULT, &requests, |got| got[0].text().starts_with("<html>"));
    }
}
