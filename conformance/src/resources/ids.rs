//! Where an exchange shows the id of a resource.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tally_spec::schema::pointer;

/// Where an exchange shows the ids of resources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdPlace {
    /// At this JSON Pointer into the JSON body of the answer, `*` for every index:
    /// `/items/*/id`.
    Answer(String),
    /// At the end of the path of the answer's `Location`.
    Location,
    /// In a header of the answer.
    Header(String),
    /// At this pointer into the request: who made the resource has named it, `/body/name`.
    Request(String),
}

impl fmt::Display for IdPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer(pattern) => write!(f, "`{pattern}` of the answer"),
            Self::Location => f.write_str("the answer's `Location`"),
            Self::Header(name) => write!(f, "the answer's `{name}`"),
            Self::Request(pointer) => write!(f, "`{pointer}` of the request"),
        }
    }
}

/// The values at a pattern in a body: at most so many, in their order.
pub(crate) fn values_at<'v>(body: &'v Value, pattern: &str, most: usize) -> Vec<&'v Value> {
    let mut found = vec![body];
    for token in pointer::tokens(pattern) {
        let mut next = Vec::new();
        for value in found {
            match (value, token.as_str()) {
                (Value::Array(items), "*") => next.extend(items.iter().take(most)),
                (Value::Object(members), name) => next.extend(members.get(name)),
                _ => {}
            }
        }
        next.truncate(most);
        found = next;
    }
    found.retain(|it| matches!(it, Value::String(_) | Value::Number(_)));
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ids_are_found_in_items_and_envelopes() {
        let body = json!({ "data": [{ "id": 1 }, { "id": "b" }, {}, { "id": null }], "*": 3 });
        assert_eq!(values_at(&body, "/data/*/id", 9), [&json!(1), &json!("b")]);
        assert_eq!(values_at(&body, "/data/*/id", 1), [&json!(1)]);
        assert_eq!(values_at(&body, "/*", 9), [&json!(3)]);
        assert!(values_at(&body, "/data/0/id", 9).is_empty());
        assert_eq!(values_at(&json!("a"), "", 9), [&json!("a")]);
    }
}
