//! An answer ends before the length that it claims.

use http::StatusCode;

use super::Fault;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// The process is stopped while it writes.
pub(super) const FAULT: Fault = Fault {
    name: "truncated-answer",
    description: "An answer ends before the length that it claims.",
    clause: "http#/whole",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    if delivery.answer.status == StatusCode::OK {
        let length = delivery.answer.body.len() + 100;
        delivery.manner = Manner::Raw(delivery.bytes_claiming(length));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_end_is_missing() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].status == 200 && !got[0].whole && !got[0].open
        });
    }
}
