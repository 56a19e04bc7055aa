//! An answer comes a byte at a time and never ends.

use std::time::Duration;

use http::StatusCode;

use super::Fault;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// A proxy that keeps the connection alive with white space.
pub(super) const FAULT: Fault = Fault {
    name: "dripping-answer",
    description: "An answer comes a byte at a time and never ends.",
    clause: "http#/whole",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    if delivery.answer.status == StatusCode::OK {
        delivery.manner = Manner::Dripping(Duration::from_millis(10));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn it_drips() {
        let requests = [update(json!({})).impatient()];
        shows(&FAULT, &requests, |got| {
            got[0].open && (1..100).contains(&got[0].body.len())
        });
    }
}
