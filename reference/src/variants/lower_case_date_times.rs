//! Instants are written with a lower-case `t` and `z`.

use serde_json::Value;

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// RFC 3339 section 5.6: "T" and "Z" may be lower case.
pub(super) const VARIANT: Variant = Variant {
    name: "lower-case-date-times",
    description: "Instants are written with a lower-case `t` and `z`.",
    layer: Layer::After(act),
};

fn act(_world: &World, _asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        let upcoming = task.get_mut("upcoming").and_then(Value::as_array_mut);
        for instant in upcoming.into_iter().flatten() {
            *instant = lower_case(instant);
        }
    });
    answer.edit_runs(|run| {
        for member in ["createdAt", "updatedAt", "startedAt"] {
            if let Some(instant) = run.get_mut(member) {
                *instant = lower_case(instant);
            }
        }
    });
}

fn lower_case(instant: &Value) -> Value {
    let lower = instant.as_str().map(str::to_ascii_lowercase);
    lower.map_or_else(|| instant.clone(), Value::String)
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
                .contains('z')
        });
    }
}
