//! A planned request as one tree of values, addressed by pointers: `/path/id`, `/query/limit`,
//! `/header/x-tenant`, `/cookie/session`, `/body/title`.
//!
//! What belongs here: reading, changing and comparing its values. What never does: why a value is
//! changed, and how it is written.

use indexmap::IndexMap;
use serde_json::Value;
use tally_spec::schema::pointer;

use crate::case::{Body, PlannedRequest};

/// The locations of parameters, as pointers name them.
const LOCATIONS: [&str; 4] = ["path", "query", "header", "cookie"];

/// What stands at a pointer into a request.
pub(crate) fn at<'a>(request: &'a PlannedRequest, pointer: &str) -> Option<&'a Value> {
    let (location, rest) = split(pointer)?;
    if location == "body" {
        return json(&request.body)?.pointer(rest);
    }
    let (name, rest) = split(rest)?;
    let value = parameters(request, location)?.get(&*pointer::unescape(name));
    value?.pointer(rest)
}

/// The same, to be changed.
pub(crate) fn at_mut<'a>(request: &'a mut PlannedRequest, pointer: &str) -> Option<&'a mut Value> {
    let (location, rest) = split(pointer)?;
    if location == "body" {
        return json_mut(&mut request.body)?.pointer_mut(rest);
    }
    let (name, rest) = split(rest)?;
    let value = parameters_mut(request, location)?.get_mut(&*pointer::unescape(name));
    value?.pointer_mut(rest)
}

/// Pointers to the values in which two requests differ, the deepest that say all of it: members of
/// objects one by one, arrays whole, a body of another kind whole.
pub(crate) fn differences(one: &PlannedRequest, other: &PlannedRequest) -> Vec<String> {
    let mut found = Vec::new();
    for location in LOCATIONS {
        let empty = IndexMap::new();
        let one = parameters(one, location).unwrap_or(&empty);
        let other = parameters(other, location).unwrap_or(&empty);
        let only_other = other.keys().filter(|name| !one.contains_key(*name));
        for name in one.keys().chain(only_other) {
            let at = pointer::join(&format!("/{location}"), name);
            compare(at, one.get(name), other.get(name), &mut found);
        }
    }
    let same_kind = match (&one.body, &other.body) {
        (Body::Json { media: a, .. }, Body::Json { media: b, .. }) => a == b,
        (
            Body::Malformed {
                media: a, how: x, ..
            },
            Body::Malformed {
                media: b, how: y, ..
            },
        ) => a == b && x == y,
        (one, other) => one == other,
    };
    match same_kind {
        true => {
            let at = "/body".to_owned();
            compare(at, json(&one.body), json(&other.body), &mut found);
        }
        false => found.push("/body".to_owned()),
    }
    found
}

fn compare(at: String, one: Option<&Value>, other: Option<&Value>, found: &mut Vec<String>) {
    match (one, other) {
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            let only_other = other.keys().filter(|name| !one.contains_key(*name));
            for name in one.keys().chain(only_other) {
                let at = pointer::join(&at, name);
                compare(at, one.get(name), other.get(name), found);
            }
        }
        (one, other) if one == other => {}
        _ => found.push(at),
    }
}

/// Makes the value at a pointer of one request what it is in another: present, absent or changed.
/// Objects that it stands in and that are missing come with it. False where there is no place for
/// it.
pub(crate) fn copy(into: &mut PlannedRequest, from: &PlannedRequest, pointer: &str) -> bool {
    if pointer == "/body" {
        into.body = from.body.clone();
        return true;
    }
    let Some((location, rest)) = split(pointer) else {
        return false;
    };
    if location == "body" {
        return match (json_mut(&mut into.body), json(&from.body)) {
            (Some(into), Some(from)) => copy_value(into, from, rest),
            _ => false,
        };
    }
    let Some((name, rest)) = split(rest) else {
        return false;
    };
    let name = pointer::unescape(name).into_owned();
    let from = parameters(from, location).and_then(|it| it.get(&name));
    let Some(into) = parameters_mut(into, location) else {
        return false;
    };
    match (into.get_mut(&name), from) {
        (Some(into), Some(from)) => copy_value(into, from, rest),
        (None, Some(from)) => {
            into.insert(name, from.clone());
            true
        }
        (_, None) => {
            into.shift_remove(&name);
            true
        }
    }
}

fn copy_value(into: &mut Value, from: &Value, rest: &str) -> bool {
    let Some((token, rest)) = split(rest) else {
        into.clone_from(from);
        return true;
    };
    let token = pointer::unescape(token).into_owned();
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            match (into.get_mut(&token), from.get(&token)) {
                (Some(into), Some(from)) => copy_value(into, from, rest),
                (None, Some(from)) => {
                    into.insert(token, from.clone());
                    true
                }
                (_, None) => {
                    into.shift_remove(&token);
                    true
                }
            }
        }
        (Value::Array(into), Value::Array(from)) => {
            let place = token.parse::<usize>().ok();
            let both = place.and_then(|at| Some((into.get_mut(at)?, from.get(at)?)));
            both.is_some_and(|(into, from)| copy_value(into, from, rest))
        }
        _ => false,
    }
}

/// The JSON value of a body.
pub(crate) fn json(body: &Body) -> Option<&Value> {
    match body {
        Body::Json { value, .. } | Body::Malformed { value, .. } => Some(value),
        Body::None | Body::Text { .. } => None,
    }
}

fn json_mut(body: &mut Body) -> Option<&mut Value> {
    match body {
        Body::Json { value, .. } | Body::Malformed { value, .. } => Some(value),
        Body::None | Body::Text { .. } => None,
    }
}

fn parameters<'a>(
    request: &'a PlannedRequest,
    location: &str,
) -> Option<&'a IndexMap<String, Value>> {
    match location {
        "path" => Some(&request.path),
        "query" => Some(&request.query),
        "header" => Some(&request.header),
        "cookie" => Some(&request.cookie),
        _ => None,
    }
}

fn parameters_mut<'a>(
    request: &'a mut PlannedRequest,
    location: &str,
) -> Option<&'a mut IndexMap<String, Value>> {
    match location {
        "path" => Some(&mut request.path),
        "query" => Some(&mut request.query),
        "header" => Some(&mut request.header),
        "cookie" => Some(&mut request.cookie),
        _ => None,
    }
}

/// The first token of a pointer, escaped as it is, and the rest: `/body/a/b` is `body` and `/a/b`.
fn split(pointer: &str) -> Option<(&str, &str)> {
    let pointer = pointer.strip_prefix('/')?;
    Some(match pointer.find('/') {
        Some(slash) => pointer.split_at(slash),
        None => (pointer, ""),
    })
}

/// Whether one pointer is that of a value within the other one's, or the same.
pub(crate) fn is_around(one: &str, other: &str) -> bool {
    let within = |outer: &str, inner: &str| {
        let rest = inner.strip_prefix(outer);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    within(one, other) || within(other, one)
}

/// Puts a value at a pointer into the request, if it points into this input.
pub(crate) fn put(prefix: &str, value: &mut Option<Value>, at: &str, known: &Value) {
    let Some(rest) = at.strip_prefix(prefix) else {
        return;
    };
    if rest.is_empty() {
        *value = Some(known.clone());
        return;
    }
    let Some((parent, name)) = pointer::split_last(rest).filter(|_| rest.starts_with('/')) else {
        return;
    };
    match value.as_mut().and_then(|value| value.pointer_mut(parent)) {
        Some(Value::Object(members)) => drop(members.insert(name, known.clone())),
        Some(Value::Array(items)) => {
            let place = name
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get_mut(index));
            if let Some(place) = place {
                *place = known.clone();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(query: &Value, body: Value) -> PlannedRequest {
        let query = query.as_object().unwrap().clone();
        PlannedRequest {
            query: query.into_iter().collect(),
            body: Body::Json {
                media: "application/json".to_owned(),
                value: body,
            },
            ..PlannedRequest::default()
        }
    }

    #[test]
    fn members_differ_one_by_one_and_arrays_as_a_whole() {
        let one = request(
            &json!({ "q": 1, "filter": { "a": 1 } }),
            json!({ "a": { "b": 1, "c": [1] }, "d": null }),
        );
        let other = request(
            &json!({ "filter": { "a": 2 }, "r/s": 3 }),
            json!({ "a": { "b": 2, "c": [1, 2] }, "e": true }),
        );
        assert_eq!(
            differences(&one, &other),
            [
                "/query/q",
                "/query/filter/a",
                "/query/r~1s",
                "/body/a/b",
                "/body/a/c",
                "/body/d",
                "/body/e"
            ]
        );
    }

    #[test]
    fn a_body_of_another_kind_differs_as_a_whole() {
        let one = request(&json!({}), json!({ "a": 1 }));
        let other = PlannedRequest::default();
        assert_eq!(differences(&one, &other), ["/body"]);
        let mut copied = one;
        assert!(copy(&mut copied, &other, "/body"));
        assert_eq!(copied, other);
    }

    #[test]
    fn copying_every_difference_makes_requests_equal() {
        let one = request(
            &json!({ "q": 1, "filter": { "a": 1 } }),
            json!({ "a": { "b": 1 }, "d": null }),
        );
        let other = request(
            &json!({ "filter": { "a": 2, "b": 1 } }),
            json!({ "a": { "b": 2, "c": { "x": 1 } }, "e": { "f": 1 } }),
        );
        let mut copied = one.clone();
        for at in differences(&one, &other) {
            assert!(copy(&mut copied, &other, &at), "{at}");
        }
        assert_eq!(differences(&copied, &other), Vec::<String>::new());
    }

    #[test]
    fn what_a_value_stands_in_comes_with_it() {
        let from = request(&json!({}), json!({ "a": { "b": { "c": 1 } } }));
        let mut into = request(&json!({}), json!({}));
        assert!(copy(&mut into, &from, "/body/a/b/c"));
        assert_eq!(at(&into, "/body/a/b/c"), Some(&json!(1)));
        assert!(!copy(&mut into, &from, "/body/a/b/c/d"));
    }
}
