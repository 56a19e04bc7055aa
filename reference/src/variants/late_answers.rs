//! Every answer comes late, by 100 milliseconds unless the options say otherwise.

use super::Variant;
use crate::layers::{Asked, Delivery, Layer, World};

/// The document promises no time.
pub(super) const VARIANT: Variant = Variant {
    name: "late-answers",
    description: "Every answer comes late, by 100 milliseconds unless the options say otherwise.",
    layer: Layer::Wire(act),
};

fn act(world: &World, _asked: &Asked, delivery: &mut Delivery) {
    delivery.delay = world.delay;
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{Sent, update, varies};

    #[test]
    fn nothing_comes_for_a_while() {
        let requests = [impatient(update(json!({})))];
        varies(&VARIANT, &requests, |got| got[0].open);
    }

    fn impatient(mut request: Sent) -> Sent {
        request.patience = Duration::from_millis(20);
        request
    }
}
