//! Writes parameters as their style says (OpenAPI, Parameter Object, "Style Values").

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tally_spec::contract::{Content, Operation, Parameter, ParameterLocation, Style};

use super::NotSendable;
use crate::case::PlannedRequest;
use crate::exchange::SentHeader;

/// RFC 3986 `unreserved` stays as it is.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Text percent-encoded for a path segment or a query.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// `name=value`, percent-encoded.
pub(super) fn encoded_pair(name: &str, value: &str) -> String {
    format!("{}={}", encoded(name), encoded(value))
}

/// The path template with its parameters filled in.
pub(super) fn path(operation: &Operation, request: &PlannedRequest) -> Result<String, NotSendable> {
    let mut path = operation.key.path.clone();
    for (name, value) in &request.path {
        let style = style(operation, ParameterLocation::Path, name);
        let pointer = format!("/path/{name}");
        let text = match style {
            Style::Label => format!(".{}", joined(&pointer, value, ".", encoded)?),
            Style::Matrix => {
                format!(
                    ";{}={}",
                    encoded(name),
                    joined(&pointer, value, ",", encoded)?
                )
            }
            _ => joined(&pointer, value, ",", encoded)?,
        };
        path = path.replace(&format!("{{{name}}}"), &text);
    }
    match path.find('{') {
        Some(_) => Err(NotSendable::Path { path }),
        None => Ok(path),
    }
}

/// The pairs of the query, each `name=value`.
pub(super) fn query(
    operation: &Operation,
    request: &PlannedRequest,
) -> Result<Vec<String>, NotSendable> {
    let mut pairs = Vec::new();
    for (name, value) in &request.query {
        let parameter = parameter(operation, ParameterLocation::Query, name);
        let (style, explode) = match parameter.map(|it| &it.content) {
            Some(Content::Styled { style, explode, .. }) => (*style, *explode),
            Some(Content::Media(_)) => {
                pairs.push(encoded_pair(name, &value.to_string()));
                continue;
            }
            Some(Content::Undescribed) | None => (Style::Form, true),
        };
        let pointer = format!("/query/{name}");
        match (value, style) {
            (Value::Object(members), Style::DeepObject) => {
                for (member, value) in members {
                    let name = encoded(&format!("{name}[{member}]"));
                    pairs.push(format!("{name}={}", encoded(&plain(&pointer, value)?)));
                }
            }
            (Value::Object(members), _) if explode => {
                for (member, value) in members {
                    pairs.push(encoded_pair(member, &plain(&pointer, value)?));
                }
            }
            (Value::Array(items), _) if explode => {
                for item in items {
                    pairs.push(encoded_pair(name, &plain(&pointer, item)?));
                }
            }
            (value, style) => {
                let between = match style {
                    Style::SpaceDelimited => "%20",
                    Style::PipeDelimited => "%7C",
                    _ => ",",
                };
                let value = joined(&pointer, value, between, encoded)?;
                pairs.push(format!("{}={value}", encoded(name)));
            }
        }
    }
    Ok(pairs)
}

/// The header parameters.
pub(super) fn headers(
    operation: &Operation,
    request: &PlannedRequest,
) -> Result<Vec<SentHeader>, NotSendable> {
    let mut headers = Vec::new();
    for (name, value) in &request.header {
        let pointer = format!("/header/{name}");
        let parameter = parameter(operation, ParameterLocation::Header, name);
        let text = match parameter.map(|it| &it.content) {
            Some(Content::Media(_)) => value.to_string(),
            _ => joined(&pointer, value, ",", str::to_owned)?,
        };
        if text.chars().any(|c| c.is_control() || !c.is_ascii()) {
            return Err(NotSendable::Parameter {
                pointer,
                reason: "a header holds only visible ASCII",
            });
        }
        headers.push(SentHeader::plain(name, text));
    }
    Ok(headers)
}

/// The `Cookie` header, if there is anything for it.
pub(super) fn cookies(
    operation: &Operation,
    request: &PlannedRequest,
    credentials: &[(String, String, String)],
) -> Result<Option<SentHeader>, NotSendable> {
    let mut sent = Vec::new();
    let mut shown = Vec::new();
    for (name, value) in &request.cookie {
        let _ = operation;
        let pair = format!(
            "{name}={}",
            joined(&format!("/cookie/{name}"), value, ",", encoded)?
        );
        sent.push(pair.clone());
        shown.push(pair);
    }
    for (name, value, placeholder) in credentials {
        sent.push(format!("{name}={value}"));
        shown.push(format!("{name}={placeholder}"));
    }
    Ok((!sent.is_empty()).then(|| SentHeader {
        name: "cookie".to_owned(),
        value: sent.join("; "),
        shown: (!credentials.is_empty()).then(|| shown.join("; ")),
    }))
}

fn parameter<'a>(
    operation: &'a Operation,
    location: ParameterLocation,
    name: &str,
) -> Option<&'a Parameter> {
    let mut parameters = operation.parameters.iter();
    parameters.find(|it| it.location == location && it.name == name)
}

fn style(operation: &Operation, location: ParameterLocation, name: &str) -> Style {
    match parameter(operation, location, name).map(|it| &it.content) {
        Some(Content::Styled { style, .. }) => *style,
        _ => Style::Simple,
    }
}

/// A value as one text, its parts joined.
fn joined(
    pointer: &str,
    value: &Value,
    between: &str,
    encode: impl Fn(&str) -> String,
) -> Result<String, NotSendable> {
    let mut parts = Vec::new();
    match value {
        Value::Array(items) => {
            for item in items {
                parts.push(encode(&plain(pointer, item)?));
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                parts.push(encode(name));
                parts.push(encode(&plain(pointer, value)?));
            }
        }
        value => parts.push(encode(&plain(pointer, value)?)),
    }
    Ok(parts.join(between))
}

fn plain(pointer: &str, value: &Value) -> Result<String, NotSendable> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        Value::Null => Ok(String::new()),
        Value::Array(_) | Value::Object(_) => Err(NotSendable::Parameter {
            pointer: pointer.to_owned(),
            reason: "OpenAPI does not say how nested values are written",
        }),
    }
}
