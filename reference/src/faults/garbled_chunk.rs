//! A chunked answer has a chunk whose size is no number.

use http::StatusCode;

use super::Fault;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// The length is formatted with the wrong base or sign.
pub(super) const FAULT: Fault = Fault {
    name: "garbled-chunk",
    description: "A chunked answer has a chunk whose size is no number.",
    clause: "http#/framing",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    if delivery.answer.status == StatusCode::OK {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\
                    transfer-encoding: chunked\r\n\r\n";
        let answer = format!("{head}-1\r\n{}\r\n0\r\n\r\n", delivery.answer.text());
        delivery.manner = Manner::Raw(answer.into_bytes());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_size_is_no_number() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].status == 200 && !got[0].whole && !got[0].open
        });
    }
}
