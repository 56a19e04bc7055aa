//! The JSON of an answer ends too early.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The serialiser failed half-way, and what there was went out.
pub(super) const FAULT: Fault = Fault {
    name: "cut-json",
    description: "The JSON of an answer ends too early.",
    clause: "response.200.body#/well-formed",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        let half = answer.body.len() / 2;
        let half = answer.body.slice(..half);
        answer.set_body(half);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_json_is_cut() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].whole && got[0].json().is_null()
        });
    }
}
