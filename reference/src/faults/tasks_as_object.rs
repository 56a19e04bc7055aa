//! `tasks` is the task itself, not a list.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The shape of an endpoint for one is used.
pub(super) const FAULT: Fault = Fault {
    name: "tasks-as-object",
    description: "`tasks` is the task itself, not a list.",
    clause: "response.200.body#/$ref/properties/tasks/type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        answer.edit(|body| {
            if let Some(task) = body.get("tasks").and_then(|tasks| tasks.get(0)) {
                let task = task.clone();
                body.insert("tasks".to_owned(), task);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn tasks_is_an_object() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| got[0].json()["tasks"].is_object());
    }
}
