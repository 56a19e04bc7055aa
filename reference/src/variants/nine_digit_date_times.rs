//! Instants are written with nine digits of a second.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// RFC 3339 section 5.6: a fraction has one digit or more.
pub(super) const VARIANT: Variant = Variant {
    name: "nine-digit-date-times",
    description: "Instants are written with nine digits of a second.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        let upcoming = task.get_mut("upcoming").and_then(Value::as_array_mut);
        for instant in upcoming.into_iter().flatten() {
            *instant = nanoseconds(instant);
        }
    });
    answer.edit_runs(|run| {
        for member in ["createdAt", "updatedAt", "startedAt"] {
            if let Some(instant) = run.get_mut(member) {
                *instant = nanoseconds(instant);
            }
        }
    });
}

fn nanoseconds(instant: &Value) -> Value {
    let parsed = instant
        .as_str()
        .and_then(|text| text.parse::<Timestamp>().ok());
    parsed.map_or_else(|| instant.clone(), |instant| json!(format!("{instant:.9}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::probe::{update, varies};

    #[test]
    fn the_runs_are_written_so() {
        let requests = [update(json!({}))];
        varies(&VARIANT, &requests, |got| {
            got[0].run("createdAt")["createdAt"]
                .to_string()
                .contains(".120000000Z")
        });
    }
}
