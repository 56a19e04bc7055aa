//! An answer claims fewer bytes than it has.

use http::StatusCode;

use super::Fault;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// The length is counted in characters, not in bytes.
pub(super) const FAULT: Fault = Fault {
    name: "length-too-short",
    description: "An answer claims fewer bytes than it has.",
    clause: "response.200.body#/well-formed",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    if delivery.answer.status == StatusCode::OK {
        let length = delivery.answer.body.len() / 2;
        delivery.manner = Manner::Raw(delivery.bytes_claiming(length));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn more_comes_than_is_claimed() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].status == 200 && !got[0].whole && !got[0].open
        });
    }
}
