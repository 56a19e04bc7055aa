//! An answer is in Latin-1, not in UTF-8.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The encoding of the database goes out as it is.
pub(super) const FAULT: Fault = Fault {
    name: "latin-1-answer",
    description: "An answer is in Latin-1, not in UTF-8.",
    clause: "response.200.body#/well-formed",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        let latin = answer
            .text()
            .chars()
            .map(|c| u8::try_from(c).unwrap_or(b'?'));
        let body: Vec<u8> = latin.collect();
        answer.set_body(body);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_answer_is_not_utf8() {
        let requests = [update(json!({"title": "é"}))];
        shows(&FAULT, &requests, |got| {
            got[0].body.contains(&0xE9) && std::str::from_utf8(&got[0].body).is_err()
        });
    }
}
