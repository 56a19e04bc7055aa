//! An answer says that it is HTML.

use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The default of the framework, which nobody changed.
pub(super) const FAULT: Fault = Fault {
    name: "html-content-type",
    description: "An answer says that it is HTML.",
    clause: "response.200.content#/media-type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        answer.set_header(CONTENT_TYPE, "text/html; charset=utf-8");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn it_says_html() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].header("content-type") == Some("text/html; charset=utf-8")
        });
    }
}
