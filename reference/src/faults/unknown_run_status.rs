//! A run has the status `RUNNING`, which is none of its values.

use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The trigger service knows more states than the document.
pub(super) const FAULT: Fault = Fault {
    name: "unknown-run-status",
    description: "A run has the status `RUNNING`, which is none of its values.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/recent_runs/items/$ref/properties/status/enum",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_runs(|run| {
        if run.get("status") == Some(&json!("EXECUTING")) {
            run.insert("status".to_owned(), json!("RUNNING"));
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_run_is_running() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].run("status").get("status") == Some(&json!("RUNNING"))
        });
    }
}
