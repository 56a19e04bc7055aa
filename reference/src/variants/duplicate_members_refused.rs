//! A body with a member twice is refused.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Variant;
use crate::layers::{Answer, Inbound, Layer, World};

/// RFC 8259 section 4: the names within an object should be unique.
pub(super) const VARIANT: Variant = Variant {
    name: "duplicate-members-refused",
    description: "A body with a member twice is refused.",
    layer: Layer::Before(act),
};

fn act(world: &World, inbound: &mut Inbound) -> Option<Answer> {
    let twice = serde_json::from_slice::<Members>(&inbound.asked.body)
        .is_err_and(|error| error.to_string().contains("duplicate field"));
    (twice && world.scope(&inbound.asked).is_some())
        .then(|| Answer::invalid("id", "Duplicate member"))
}

/// The names of the members, each of which serde takes once.
#[derive(Deserialize)]
#[expect(dead_code, reason = "only whether they are there twice is of interest")]
struct Members {
    id: Option<IgnoredAny>,
    title: Option<IgnoredAny>,
    prompt: Option<IgnoredAny>,
    schedule: Option<IgnoredAny>,
    account_id: Option<IgnoredAny>,
    artist_account_id: Option<IgnoredAny>,
    enabled: Option<IgnoredAny>,
    model: Option<IgnoredAny>,
}

#[cfg(test)]
mod tests {
    use super::VARIANT;
    use crate::demo;
    use crate::probe::{raw, varies};

    #[test]
    fn two_titles_are_refused() {
        let requests = [raw(format!(
            "{{\"id\": \"{}\", \"title\": \"a\", \"title\": \"b\"}}",
            demo().known_ids[0]
        ))];
        varies(&VARIANT, &requests, |got| got[0].status == 400);
    }
}
