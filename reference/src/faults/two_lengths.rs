//! An answer claims two lengths.

use http::StatusCode;

use super::Fault;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// Two layers of the server set the header; which one counts is how requests are smuggled.
pub(super) const FAULT: Fault = Fault {
    name: "two-lengths",
    description: "An answer claims two lengths.",
    clause: "http#/framing",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    if delivery.answer.status == StatusCode::OK {
        let length = delivery.answer.body.len();
        let answer = String::from_utf8_lossy(&delivery.bytes_claiming(length)).replacen(
            "content-length",
            "content-length: 2\r\ncontent-length",
            1,
        );
        delivery.manner = Manner::Raw(answer.into_bytes());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn there_are_two_lengths() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0]
                .headers
                .iter()
                .filter(|(name, _)| name == "content-length")
                .count()
                == 2
        });
    }
}
