//! An answer says that it is compressed, and is not.

use http::StatusCode;
use http::header::CONTENT_ENCODING;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A proxy unpacks the body and leaves the header.
pub(super) const FAULT: Fault = Fault {
    name: "gzip-claimed",
    description: "An answer says that it is compressed, and is not.",
    clause: "response.200.body#/well-formed",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        answer.set_header(CONTENT_ENCODING, "gzip");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn it_says_gzip() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].header("content-encoding") == Some("gzip") && got[0].json().is_object()
        });
    }
}
