//! An update is never answered.

use http::StatusCode;

use super::Fault;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// A lock that nobody releases.
pub(super) const FAULT: Fault = Fault {
    name: "hang",
    description: "An update is never answered.",
    clause: "http#/answered",
    layer: Layer::Wire(act),
};

fn act(_world: &World, _asked: &Asked, delivery: &mut Delivery) {
    if delivery.answer.status == StatusCode::OK {
        delivery.manner = Manner::Held;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn nothing_comes() {
        let requests = [update(json!({})).impatient()];
        shows(&FAULT, &requests, |got| got[0].open && got[0].status == 0);
    }
}
