//! Instants are written with an offset other than `Z`.

use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::{Value, json};

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// RFC 3339 section 4.2: an offset of hours and minutes.
pub(super) const VARIANT: Variant = Variant {
    name: "offset-date-times",
    description: "Instants are written with an offset other than `Z`.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        let upcoming = task.get_mut("upcoming").and_then(Value::as_array_mut);
        for instant in upcoming.into_iter().flatten() {
            *instant = offset(instant);
        }
    });
    answer.edit_runs(|run| {
        for member in ["createdAt", "updatedAt", "startedAt"] {
            if let Some(instant) = run.get_mut(member) {
                *instant = offset(instant);
            }
        }
    });
}

fn offset(instant: &Value) -> Value {
    let parsed = instant
        .as_str()
        .and_then(|text| text.parse::<Timestamp>().ok());
    let half_past_five = Offset::from_seconds(5 * 3600 + 30 * 60);
    let (Some(instant), Ok(offset)) = (parsed, half_past_five) else {
        return instant.clone();
    };
    json!(instant.display_with_offset(offset).to_string())
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
                .contains("+05:30")
        });
    }
}
