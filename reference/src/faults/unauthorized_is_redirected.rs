//! Missing credentials are answered with a redirect to a page for people.

use http::StatusCode;
use http::header::LOCATION;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The middleware of the web pages guards the API, too.
pub(super) const FAULT: Fault = Fault {
    name: "unauthorized-is-redirected",
    description: "Missing credentials are answered with a redirect to a page for people.",
    clause: "responses#/status",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::UNAUTHORIZED {
        answer.status = StatusCode::FOUND;
        answer.headers.clear();
        answer.set_header(LOCATION, "/login");
        answer.set_body("");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn missing_credentials_are_redirected() {
        let requests = [update(json!({})).without("x-api-key")];
        shows(&FAULT, &requests, |got| got[0].status == 302);
    }
}
