//! Links: which operations the values of an answer lead to.

use indexmap::IndexMap;

use crate::Place;

/// A link of a response (OpenAPI 3.1, Link Object).
#[derive(Clone, Debug)]
pub struct Link {
    /// Its name under `links`.
    pub name: String,
    /// The operation that it leads to.
    pub target: LinkTarget,
    /// The values of that operation's parameters, by name, perhaps qualified as in `path.id`: those
    /// that a runtime expression gives.
    pub parameters: IndexMap<String, RuntimeExpression>,
    /// Where it stands, behind its `$ref`.
    pub place: Place,
}

/// How a link names its operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// By `operationId`.
    Id(String),
    /// By `operationRef`, a reference to an operation.
    Reference(String),
}

/// Where a runtime expression takes a value from (OpenAPI 3.1, "Runtime Expressions").
///
/// # Example
///
/// ```
/// use tally_spec::contract::RuntimeExpression;
///
/// let id = RuntimeExpression::parse("$response.body#/id");
/// assert_eq!(id, Some(RuntimeExpression::ResponseBody("/id".to_owned())));
/// assert_eq!(RuntimeExpression::parse("$response.id"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuntimeExpression {
    /// `$url`
    Url,
    /// `$method`
    Method,
    /// `$statusCode`
    StatusCode,
    /// `$request.header.NAME`
    RequestHeader(String),
    /// `$request.query.NAME`
    RequestQuery(String),
    /// `$request.path.NAME`
    RequestPath(String),
    /// `$request.body` with a JSON Pointer into it.
    RequestBody(String),
    /// `$response.header.NAME`
    ResponseHeader(String),
    /// `$response.query.NAME`, which the grammar allows.
    ResponseQuery(String),
    /// `$response.path.NAME`, which the grammar allows.
    ResponsePath(String),
    /// `$response.body` with a JSON Pointer into it.
    ResponseBody(String),
}

impl RuntimeExpression {
    /// Reads a whole expression; none when the text is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "$url" => return Some(Self::Url),
            "$method" => return Some(Self::Method),
            "$statusCode" => return Some(Self::StatusCode),
            _ => {}
        }
        let (is_request, source) = match text.strip_prefix("$request.") {
            Some(source) => (true, source),
            None => (false, text.strip_prefix("$response.")?),
        };
        let pick = |of_request: fn(String) -> Self, of_response: fn(String) -> Self, text: &str| {
            let make = if is_request { of_request } else { of_response };
            Some(make(text.to_owned()))
        };
        if source == "body" {
            return pick(Self::RequestBody, Self::ResponseBody, "");
        }
        if let Some(pointer) = source.strip_prefix("body#") {
            let is_pointer = pointer.is_empty() || pointer.starts_with('/');
            return is_pointer
                .then(|| pick(Self::RequestBody, Self::ResponseBody, pointer))
                .flatten();
        }
        match source.split_once('.')? {
            ("header", name) if is_token(name) => {
                pick(Self::RequestHeader, Self::ResponseHeader, name)
            }
            ("query", name) if !name.is_empty() => {
                pick(Self::RequestQuery, Self::ResponseQuery, name)
            }
            ("path", name) if !name.is_empty() => pick(Self::RequestPath, Self::ResponsePath, name),
            _ => None,
        }
    }
}

/// Whether a text is a token (RFC 9110 section 5.6.2), as names of headers, methods and schemes are.
pub(crate) fn is_token(text: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_token)
}
