//! The `costInCents` of a run is a string.

use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A decimal type that serialises as text.
pub(super) const FAULT: Fault = Fault {
    name: "run-cost-as-text",
    description: "The `costInCents` of a run is a string.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/recent_runs/items/$ref/properties/costInCents/type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_runs(|run| {
        if let Some(cost) = run.get_mut("costInCents") {
            *cost = json!(cost.to_string());
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_cost_is_a_text() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0]
                .run("costInCents")
                .get("costInCents")
                .is_some_and(Value::is_string)
        });
    }
}
