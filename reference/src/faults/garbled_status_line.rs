//! The status line of an answer has no status.

use http::StatusCode;

use super::Fault;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// A hand-written server, or something that is no web server at all.
pub(super) const FAULT: Fault = Fault {
    name: "garbled-status-line",
    description: "The status line of an answer has no status.",
    clause: "http#/framing",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    if delivery.answer.status == StatusCode::OK {
        let answer = delivery.bytes_claiming(delivery.answer.body.len());
        let garbled = [b"HTTP/1.1 OK", &answer[15..]].concat();
        delivery.manner = Manner::Raw(garbled);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn there_is_no_status() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| got[0].status == 0 && got[0].whole);
    }
}
