//! An unknown task is answered with 200 and no task.

use http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The statement updated no row, and nobody looked.
pub(super) const FAULT: Fault = Fault {
    name: "missing-task-is-ok",
    description: "An unknown task is answered with 200 and no task.",
    clause: "responses#/missing",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::NOT_FOUND {
        *answer = Answer::json(StatusCode::OK, &json!({ "status": "success", "tasks": [] }));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{patch, shows};

    #[test]
    fn an_unknown_task_is_updated() {
        let requests = [patch(&json!({"id": demo().missing_id}))];
        shows(&FAULT, &requests, |got| got[0].status == 200);
    }
}
