//! An update with a `title` of more than 1,000 characters is never answered.

use super::Fault;
use crate::layers::{Asked, Delivery, Layer, Manner, World};

/// A regular expression that backtracks for ever.
pub(super) const FAULT: Fault = Fault {
    name: "hang-on-long-title",
    description: "An update with a `title` of more than 1,000 characters is never answered.",
    clause: "http#/answered",
    layer: Layer::Wire(act),
};

fn act(_world: &World, asked: &Asked, delivery: &mut Delivery) {
    if asked
        .text("title")
        .is_some_and(|title| title.chars().count() > 1000)
    {
        delivery.manner = Manner::Held;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn nothing_comes_for_a_long_title() {
        let requests = [update(json!({"title": "x".repeat(1001)})).impatient()];
        shows(&FAULT, &requests, |got| got[0].open && got[0].status == 0);
    }
}
