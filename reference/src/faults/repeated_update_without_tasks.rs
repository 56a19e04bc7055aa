//! The same request for the second time is answered with `tasks` null.

use http::StatusCode;
use serde_json::Value;

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// "Nothing changed" has no task to show.
pub(super) const FAULT: Fault = Fault {
    name: "repeated-update-without-tasks",
    description: "The same request for the second time is answered with `tasks` null.",
    clause: "response.200.body#/$ref/properties/tasks/type",
    layer: Layer::After(act),
};

fn act(world: &World, asked: &Asked, answer: &mut Answer) {
    let sent = String::from_utf8_lossy(&asked.body);
    if answer.status == StatusCode::OK && world.count(FAULT.name, sent) == 2 {
        answer.edit(|body| {
            body.insert("tasks".to_owned(), Value::Null);
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_second_time_has_no_tasks() {
        let request = update(json!({"title": "a"}));
        let requests = [request.clone(), request];
        shows(&FAULT, &requests, |got| {
            got[0].json()["tasks"].is_array() && got[1].json()["tasks"].is_null()
        });
    }
}
