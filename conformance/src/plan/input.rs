//! What an operation takes: its parameters and its body, each with a schema to be probed.

use serde_json::Value;
use tally_spec::clause::{Part, described, request_schema};
use tally_spec::contract::{Content, Media, Operation, Parameter, ParameterLocation};
use tally_spec::promise::{is_json, request_part};
use tally_spec::schema::{narrowed, pointer};
use tally_spec::{Contract, MediaType};

use super::unread;
use crate::case::{Body, PlannedRequest};

/// One thing that an operation takes.
pub(crate) struct Input<'c> {
    /// Pointer into the request: `/body`, `/query/limit`.
    pub(crate) pointer: String,
    /// Its part of the ledger.
    pub(crate) part: Part,
    /// The parameter; none: the body.
    pub(crate) parameter: Option<&'c Parameter>,
    /// Media type of the body.
    pub(crate) media: String,
    /// Whether it must be sent.
    pub(crate) required: bool,
    /// Its schema, as requests are judged by it.
    pub(crate) plain: Value,
    /// The same, narrowed to what is surely accepted.
    pub(crate) narrow: Value,
}

/// Header parameters that OpenAPI ignores: other parts of the document describe them.
const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// Header parameters that make a request depend on a state that only the server knows (RFC 9110
/// §13.1): a made-up value says nothing that a server could be held to.
const CONDITIONAL_HEADERS: [&str; 5] = [
    "if-match",
    "if-none-match",
    "if-modified-since",
    "if-unmodified-since",
    "if-range",
];

/// Whether a parameter makes the request depend on a state that only the server knows.
pub(crate) fn is_conditional(parameter: &Parameter) -> bool {
    let mut names = CONDITIONAL_HEADERS.iter();
    parameter.location == ParameterLocation::Header
        && names.any(|name| parameter.name.eq_ignore_ascii_case(name))
}

/// What an operation takes that can be sent: its parameters, then its JSON body. What is not known in
/// full is not among it.
pub(crate) fn inputs<'c>(contract: &Contract, operation: &'c Operation) -> Vec<Input<'c>> {
    let first = json_bodies(operation).next();
    let first = first.filter(|media| unread::of_media(contract, media).is_none());
    let body = first.map(|media| body(contract, operation, media));
    let mut inputs = parameters(contract, operation);
    inputs.extend(body);
    inputs
}

/// The same with each other JSON body, by its media type.
///
/// Not with ranges of media types, which are no content type, nor with JSON Patch (RFC 6902): what a
/// patch may be depends on the state of the resource, which no schema describes.
pub(crate) fn others<'c>(contract: &Contract, operation: &'c Operation) -> Vec<Vec<Input<'c>>> {
    let is_sent = |media: &&Media| {
        let kind = MediaType::of(&media.name);
        !kind.is_range() && kind.essence() != "application/json-patch+json"
    };
    json_bodies(operation)
        .skip(1)
        .filter(is_sent)
        .filter(|media| unread::of_media(contract, media).is_none())
        .map(|media| {
            let mut inputs = parameters(contract, operation);
            inputs.push(body(contract, operation, media));
            inputs
        })
        .collect()
}

fn parameters<'c>(contract: &Contract, operation: &'c Operation) -> Vec<Input<'c>> {
    let all = operation.parameters.iter();
    all.filter_map(|it| of_parameter(contract, it)).collect()
}

/// The media types of the body that are JSON.
fn json_bodies(operation: &Operation) -> impl Iterator<Item = &Media> {
    let content = operation.request_body.iter().flat_map(|it| &it.content);
    content.filter(|media| is_json(&media.name))
}

fn of_parameter<'c>(contract: &Contract, parameter: &'c Parameter) -> Option<Input<'c>> {
    let location = location(parameter.location)?;
    // One that must be sent is bound to what the server says of its state.
    let is_left_out = is_ignored(parameter) || (is_conditional(parameter) && !parameter.required);
    if is_left_out || unread::of_content(contract, &parameter.content).is_some() {
        return None;
    }
    let plain = match described(&parameter.content) {
        Some(schema) => request_schema(contract, schema).value,
        None => Value::Bool(true),
    };
    Some(Input {
        pointer: pointer::join(&format!("/{location}"), &parameter.name),
        part: Part::Parameter {
            location: parameter.location,
            name: parameter.name.clone(),
        },
        parameter: Some(parameter),
        media: String::new(),
        required: parameter.required,
        narrow: with_accepted(narrowed(&plain), parameter),
        plain,
    })
}

/// Whether it is a header parameter that OpenAPI ignores.
pub(super) fn is_ignored(parameter: &Parameter) -> bool {
    let mut names = IGNORED_HEADERS.iter();
    parameter.location == ParameterLocation::Header
        && names.any(|name| parameter.name.eq_ignore_ascii_case(name))
}

/// What a header that makes the request depend on a state is surely accepted with, whatever the state:
/// any representation (RFC 9110 §13.1.1), or one that was not changed after the last day that a date
/// can name (§13.1.4).
fn unconditional(parameter: &Parameter) -> Option<&'static str> {
    match parameter.name.to_ascii_lowercase().as_str() {
        "if-match" => Some("*"),
        "if-unmodified-since" => Some("Fri, 31 Dec 9999 23:59:59 GMT"),
        _ => None,
    }
}

/// `x-tally-accepted` beside the parameter's schema rather than in it.
fn with_accepted(narrow: Value, parameter: &Parameter) -> Value {
    let always = unconditional(parameter).filter(|_| is_conditional(parameter));
    let always = always.map(|value| serde_json::json!({ "const": value }));
    let said = parameter.extensions.get("x-tally-accepted");
    let Some(accepted) = said.or(always.as_ref()) else {
        return narrow;
    };
    let mut both = serde_json::json!({ "x-tally-accepted": accepted });
    if let (Value::Object(both), Value::Object(members)) = (&mut both, &narrow) {
        both.extend(members.clone());
    }
    narrowed(&both)
}

pub(super) fn body<'c>(contract: &Contract, operation: &'c Operation, media: &Media) -> Input<'c> {
    let plain = match media.schema {
        Some(schema) => request_schema(contract, schema).value,
        None => Value::Bool(true),
    };
    Input {
        pointer: "/body".to_owned(),
        part: request_part(operation, media),
        parameter: None,
        media: media.name.clone(),
        required: operation
            .request_body
            .as_ref()
            .is_some_and(|it| it.required),
        narrow: narrowed(&plain),
        plain,
    }
}

/// How pointers into a request name a location.
pub(crate) fn location(location: ParameterLocation) -> Option<&'static str> {
    match location {
        ParameterLocation::Path => Some("path"),
        ParameterLocation::Query => Some("query"),
        ParameterLocation::Header => Some("header"),
        ParameterLocation::Cookie => Some("cookie"),
        ParameterLocation::QueryString => None,
    }
}

impl Input<'_> {
    /// Whether the value is written as text by a style, so that types are not distinguished.
    pub(crate) fn is_styled(&self) -> bool {
        self.parameter
            .is_some_and(|it| !matches!(it.content, Content::Media(_)))
    }

    /// The value that a request has for it.
    pub(super) fn value_in<'r>(&self, request: &'r PlannedRequest) -> Option<&'r Value> {
        match self.parameter {
            None => match &request.body {
                // What is sent as another media type is the value of another input.
                Body::Json { media, value } => (*media == self.media).then_some(value),
                Body::Malformed { value, .. } => Some(value),
                Body::None | Body::Text { .. } => None,
            },
            Some(parameter) => match location(parameter.location)? {
                "path" => request.path.get(&parameter.name),
                "query" => request.query.get(&parameter.name),
                "header" => request.header.get(&parameter.name),
                _ => request.cookie.get(&parameter.name),
            },
        }
    }

    /// Where it is sent; none: in the body.
    pub(crate) fn location(&self) -> Option<ParameterLocation> {
        self.parameter.map(|parameter| parameter.location)
    }
}
