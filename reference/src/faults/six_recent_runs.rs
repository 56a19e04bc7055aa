//! A task shows six recent runs.

use serde_json::Value;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// "Last 5" is the limit of another query.
pub(super) const FAULT: Fault = Fault {
    name: "six-recent-runs",
    description: "A task shows six recent runs.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/recent_runs/maxItems",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        let runs = task.get_mut("recent_runs").and_then(Value::as_array_mut);
        if let Some(runs) = runs
            && let Some(first) = runs.first().cloned()
        {
            runs.resize(6, first);
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn there_are_six_runs() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].json().pointer("/tasks/0/recent_runs/5").is_some()
        });
    }
}
