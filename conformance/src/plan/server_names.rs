//! Values of a request that may name something that only the server knows.

use serde_json::Value;
use tally_spec::schema::pointer;

use crate::case::{Body, PlannedRequest};

/// Pointers to the values of a request that may name something that only the server knows.
pub(crate) fn names(request: &PlannedRequest) -> Vec<String> {
    let mut names: Vec<String> = request
        .path
        .keys()
        .map(|name| pointer::join("/path", name))
        .collect();
    for (location, values) in [
        ("query", &request.query),
        ("header", &request.header),
        ("cookie", &request.cookie),
    ] {
        for (name, value) in values {
            let at = pointer::join(&format!("/{location}"), name);
            names_within(at, name, value, &mut names);
        }
    }
    if let Body::Json { value, .. } | Body::Malformed { value, .. } = &request.body {
        names_within("/body".to_owned(), "", value, &mut names);
    }
    names
}

/// The same within one value of it: what stands at a pointer into the request, by a name.
pub(crate) fn names_within(at: String, name: &str, value: &Value, names: &mut Vec<String>) {
    collect(&mut { at }, name, value, names);
}

fn collect(at: &mut String, name: &str, value: &Value, names: &mut Vec<String>) {
    let end = at.len();
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                at.push('/');
                at.push_str(&pointer::escape(name));
                collect(at, name, value, names);
                at.truncate(end);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push_str(&format!("/{index}"));
                collect(at, name.trim_end_matches('s'), item, names);
                at.truncate(end);
            }
        }
        Value::String(text) if is_name(name) || is_uuid(text) => names.push(at.clone()),
        Value::Number(_) if is_name(name) => names.push(at.clone()),
        _ => {}
    }
}

/// Whether a member of this name is likely to hold the identity of something.
fn is_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    matches!(lower.as_str(), "id" | "uuid" | "guid" | "key" | "slug")
        || ["_id", "-id", "_uuid", "uuid", "_key", "_slug"]
            .iter()
            .any(|end| lower.ends_with(end))
        || ["Id", "ID", "Uuid"].iter().any(|end| name.ends_with(end))
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::parse_str(text).is_ok()
}
