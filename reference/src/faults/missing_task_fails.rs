//! An unknown task makes the server fail.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The row that is not there is used.
pub(super) const FAULT: Fault = Fault {
    name: "missing-task-fails",
    description: "An unknown task makes the server fail.",
    clause: "http#/no-server-error",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::NOT_FOUND {
        let error = "Cannot read properties of null (reading 'account_id')";
        *answer = Answer::failure(StatusCode::INTERNAL_SERVER_ERROR, error);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::demo;
    use crate::probe::{patch, shows};

    #[test]
    fn an_unknown_task_makes_it_fail() {
        let requests = [patch(&json!({"id": demo().missing_id}))];
        shows(&FAULT, &requests, |got| got[0].status == 500);
    }
}
