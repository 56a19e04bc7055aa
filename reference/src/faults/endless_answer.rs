//! An answer never ends.

use http::StatusCode;

use super::Fault;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// A stream that writes as long as someone reads.
pub(super) const FAULT: Fault = Fault {
    name: "endless-answer",
    description: "An answer never ends.",
    clause: "http#/whole",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    if delivery.answer.status == StatusCode::OK {
        delivery.manner = Manner::Endless;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn it_does_not_end() {
        let requests = [update(json!({})).impatient()];
        shows(&FAULT, &requests, |got| {
            got[0].open && got[0].body.len() > 100_000
        });
    }
}
