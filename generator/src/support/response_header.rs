//! Writes the headers of answers.

use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;

use super::message::empty;

/// Adds a header, written in the style `simple`.
///
/// A value that no header can hold turns the answer into one of status 500 without a body.
#[must_use]
pub fn with_header<T: Serialize>(
    mut response: Response,
    name: &'static str,
    value: &T,
) -> Response {
    let text = serde_json::to_value(value).ok().map(|value| simple(&value));
    match text.and_then(|text| HeaderValue::from_str(&text).ok()) {
        Some(value) => {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
            response
        }
        None => empty(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// Adds a header if there is a value.
#[must_use]
pub fn with_optional_header<T: Serialize>(
    response: Response,
    name: &'static str,
    value: Option<&T>,
) -> Response {
    match value {
        Some(value) => with_header(response, name, value),
        None => response,
    }
}

fn simple(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(simple).collect::<Vec<_>>().join(","),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| format!("{name},{}", simple(value)));
            members.collect::<Vec<_>>().join(",")
        }
        Value::Null => String::new(),
        scalar => scalar.to_string(),
    }
}
