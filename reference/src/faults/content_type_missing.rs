//! An answer does not say what it is.

use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The header is set by hand, and here it was forgotten.
pub(super) const FAULT: Fault = Fault {
    name: "content-type-missing",
    description: "An answer does not say what it is.",
    clause: "response.200.content#/media-type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        answer.headers.remove(CONTENT_TYPE);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn it_says_nothing() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].header("content-type").is_none()
        });
    }
}
