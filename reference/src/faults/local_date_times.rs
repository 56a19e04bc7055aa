//! The upcoming runs have a space for the `T`, and no offset.

use serde_json::{Value, json};

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The text form of the database, passed on.
pub(super) const FAULT: Fault = Fault {
    name: "local-date-times",
    description: "The upcoming runs have a space for the `T`, and no offset.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/upcoming/items/format",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        let upcoming = task.get_mut("upcoming").and_then(Value::as_array_mut);
        for instant in upcoming.into_iter().flatten() {
            let local = instant
                .as_str()
                .unwrap_or_default()
                .replace('T', " ")
                .replace('Z', "");
            *instant = json!(local);
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_upcoming_runs_have_no_offset() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0]
                .task()
                .get("upcoming")
                .is_some_and(|all| !all[0].to_string().contains('Z'))
        });
    }
}
