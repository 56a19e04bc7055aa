//! The `output` of a run is JSON in a string.

use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// It is stored as text, and nobody parses it.
pub(super) const FAULT: Fault = Fault {
    name: "run-output-as-text",
    description: "The `output` of a run is JSON in a string.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/recent_runs/items/$ref/properties/output/anyOf",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_runs(|run| {
        if let Some(output) = run.get_mut("output").filter(|output| output.is_object()) {
            *output = json!(output.to_string());
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn an_output_is_a_text() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0]
                .json()
                .pointer("/tasks/0/recent_runs/1/output")
                .is_some_and(Value::is_string)
        });
    }
}
