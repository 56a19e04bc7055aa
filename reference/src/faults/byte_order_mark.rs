//! An answer begins with a byte order mark.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// RFC 8259 section 8.1 forbids it; some text writers add it.
pub(super) const FAULT: Fault = Fault {
    name: "byte-order-mark",
    description: "An answer begins with a byte order mark.",
    clause: "response.200.body#/well-formed",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        let body = format!("\u{FEFF}{}", answer.text());
        answer.set_body(body);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn there_is_a_mark() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].body.starts_with(&[0xEF, 0xBB, 0xBF])
        });
    }
}
