//! The upcoming runs are numbers: seconds since 1970.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::Fault;
use crate::layers::{Answer, Asked, Layer, World};

/// The answer of the scheduler, passed on.
pub(super) const FAULT: Fault = Fault {
    name: "upcoming-in-seconds",
    description: "The upcoming runs are numbers: seconds since 1970.",
    clause: "response.200.body#/$ref/properties/tasks/items/$ref/properties/upcoming/items/type",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        let upcoming = task.get_mut("upcoming").and_then(Value::as_array_mut);
        for instant in upcoming.into_iter().flatten() {
            let parsed = instant
                .as_str()
                .and_then(|text| text.parse::<Timestamp>().ok());
            *instant = json!(parsed.map(Timestamp::as_second));
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::FAULT;
    use crate::probe::{shows, update};

    #[test]
    fn the_upcoming_runs_are_numbers() {
        let requests = [update(json!({}))];
        shows(&FAULT, &requests, |got| {
            got[0]
                .task()
                .get("upcoming")
                .is_some_and(|all| all[0].is_i64())
        });
    }
}
