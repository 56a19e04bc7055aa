//! The `depth` of a run is 0.5.

use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A number type that does not know integers.
pub(super) const FAULT: Fault = Fault {
    name: "fractional-depth",
    description: "The `depth` of a run is 0.5.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/recent_runs/items/$ref/properties/depth/type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_runs(|run| {
        if let Some(depth) = run.get_mut("depth") {
            *depth = json!(0.5);
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_depth_is_fractional() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].run("depth").get("depth") == Some(&json!(0.5))
        });
    }
}
