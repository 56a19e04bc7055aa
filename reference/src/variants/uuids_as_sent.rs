//! Uuids are answered as they were sent.

use super::Variant;
use crate::layers::{Answer, Asked, Layer, World};

/// RFC 9562 section 4 has upper and lower case mean the same.
pub(super) const VARIANT: Variant = Variant {
    name: "uuids-as-sent",
    description: "Uuids are answered as they were sent.",
    layer: Layer::After(act),
};

fn act(_world: &World, asked: &Asked, answer: &mut Answer) {
    answer.edit_task(|task| {
        for (member, sent) in asked.members() {
            let same = |text: &str| {
                sent.as_str()
                    .is_some_and(|sent| sent.eq_ignore_ascii_case(text))
            };
            if let Some(answered) = task.get_mut(&member)
                && answered.as_str().is_some_and(same)
                && asked.uuid(&member).is_some()
            {
                *answered = sent;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::demo;
    use crate::probe::{patch, varies};

    #[test]
    fn the_id_is_in_upper_case() {
        let requests = [patch(
            &json!({"id": demo().known_ids[0].to_string().to_uppercase()}),
        )];
        varies(&VARIANT, &requests, |got| {
            got[0].task().get("id") == Some(&json!(demo().known_ids[0].to_string().to_uppercase()))
        });
    }
}
