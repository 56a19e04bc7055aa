//! An unknown task is answered with 400.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// One error for everything that the client got wrong.
pub(super) const FAULT: Fault = Fault {
    name: "missing-task-is-bad-request",
    description: "An unknown task is answered with 400.",
    clause: "responses#/missing",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::NOT_FOUND {
        *answer = Answer::invalid("id", "Task not found");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{patch, shows};

    #[test]
    fn an_unknown_task_is_a_bad_request() {
        let requests = [patch(&json!({"id": demo().missing_id}))];
        shows(&FAULT, &requests, |got| got[0].status == 400);
    }
}
