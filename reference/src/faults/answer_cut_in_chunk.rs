//! A chunked answer ends without its last chunk.

use http::StatusCode;

use super::Fault;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// The process is stopped while it writes.
pub(super) const FAULT: Fault = Fault {
    name: "answer-cut-in-chunk",
    description: "A chunked answer ends without its last chunk.",
    clause: "http#/whole",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    if delivery.answer.status == StatusCode::OK {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\
                    transfer-encoding: chunked\r\n\r\n";
        let body = delivery.answer.text();
        let cut = format!("{head}{:x}\r\n{}", body.len(), &body[..body.len().min(10)]);
        delivery.manner = Manner::Raw(cut.into_bytes());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_last_chunk_is_missing() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].status == 200 && !got[0].whole && !got[0].open
        });
    }
}
