//! A run has no `createdAt`.

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// A projection of the database that forgot a column.
pub(super) const FAULT: Fault = Fault {
    name: "run-without-creation",
    description: "A run has no `createdAt`.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/recent_runs/items/$ref/required/createdAt",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_runs(|run| {
        run.shift_remove("createdAt");
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn a_run_has_no_creation() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            !got[0].run("id").contains_key("createdAt")
        });
    }
}
