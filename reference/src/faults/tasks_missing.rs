//! An answer has no `tasks`.

use http::StatusCode;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The list is named otherwise: `data`.
pub(super) const FAULT: Fault = Fault {
    name: "tasks-missing",
    description: "An answer has no `tasks`.",
    clause: "response.200.body#/$ref/required/tasks",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    if answer.status == StatusCode::OK {
        answer.edit(|body| {
            if let Some(tasks) = body.shift_remove("tasks") {
                body.insert("data".to_owned(), tasks);
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
    fn there_are_no_tasks() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0].json().get("tasks").is_none()
        });
    }
}
