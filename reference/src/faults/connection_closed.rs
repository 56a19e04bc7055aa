//! The connection is closed instead of an answer.

use http::StatusCode;

use super::Fault;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// The process that should answer has crashed.
pub(super) const FAULT: Fault = Fault {
    name: "connection-closed",
    description: "The connection is closed instead of an answer.",
    clause: "http#/whole",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    if delivery.answer.status == StatusCode::OK {
        delivery.manner = Manner::Closed;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_connection_is_closed() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| !got[0].open && got[0].status == 0);
    }
}
