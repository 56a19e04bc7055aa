//! Of a member that is there twice, the first is taken.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::Variant;
use crate::layers::{Answer, Inbound, Layer, World};

/// RFC 8259 section 4: which of them counts is unpredictable.
pub(super) const VARIANT: Variant = Variant {
    name: "first-duplicate-wins",
    description: "Of a member that is there twice, the first is taken.",
    layer: Layer::Before(act),
};

fn act(_world: &World, inbound: &mut Inbound) -> Option<Answer> {
    if let Ok(FirstWins(members)) = serde_json::from_slice(&inbound.asked.body)
        && inbound.asked.json() != Some(Value::Object(members.clone()))
    {
        inbound.set_json(&Value::Object(members));
    }
    None
}

/// The members of an object, of those with one name the first.
struct FirstWins(Map<String, Value>);

impl<'de> Deserialize<'de> for FirstWins {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Collect)
    }
}

struct Collect;

impl<'de> Visitor<'de> for Collect {
    type Value = FirstWins;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<FirstWins, A::Error> {
        let mut members = Map::new();
        while let Some((name, value)) = access.next_entry::<String, Value>()? {
            members.entry(name).or_insert(value);
        }
        Ok(FirstWins(members))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::VARIANT;
    use crate::demo;
    use crate::probe::{raw, varies};

    #[test]
    fn the_first_title_is_taken() {
        let requests = [raw(format!(
            "{{\"id\": \"{}\", \"title\": \"a\", \"title\": \"b\"}}",
            demo().known_ids[0]
        ))];
        varies(&VARIANT, &requests, |got| {
            got[0].task().get("title") == Some(&json!("a"))
        });
    }
}
