//! After twenty updates every connection is closed without an answer.

use http::StatusCode;

use super::Fault;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// A leak fills the memory, the process is stopped, and nothing starts it again.
pub(super) const FAULT: Fault = Fault {
    name: "gone-after-twenty",
    description: "After twenty updates every connection is closed without an answer.",
    clause: "http#/whole",
    layer: Layer::Wire(act),
};

fn act(world: &World, _asked: &Asked, delivery: &mut Delivery) {
    let gone = world.noted(FAULT.name).is_some();
    if !gone && delivery.answer.status == StatusCode::OK && world.count(FAULT.name, "") == 20 {
        world.note(FAULT.name, true.into());
    }
    if gone {
        delivery.manner = Manner::Closed;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_twenty_first_request_has_no_answer() {
        let requests = vec![update(json!({})); 21];
        shows(&FAULT, &requests, |got| {
            got[19].status == 200 && got[20].status == 0 && !got[20].open
        });
    }
}
