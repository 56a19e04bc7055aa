//! Operations and what they exchange.

use std::fmt;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::content::{Content, Example, Header, Media};
use super::link::Link;
use super::security::SecurityRequirement;
use super::server::Server;
use super::unread::Unread;
use crate::Place;

/// An HTTP method as it is sent: upper case, `additionalOperations` of 3.2 as they are written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Method(pub String);

impl Method {
    /// The method as text, for example `PATCH`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What identifies an operation in a document: written `PATCH /api/tasks`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OperationKey {
    /// The method.
    pub method: Method,
    /// The path template as it is written.
    pub path: String,
}

impl fmt::Display for OperationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// One operation: a method on a path.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Method and path.
    pub key: OperationKey,
    /// `operationId`.
    pub id: Option<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `tags`.
    pub tags: Vec<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// Those of the path item and those of the operation, the latter winning by name and location.
    pub parameters: Vec<Parameter>,
    /// `requestBody`.
    pub request_body: Option<RequestBody>,
    /// References to parameters or to a body that were not read: what a request must be is not known
    /// in full.
    pub unread: Vec<Unread>,
    /// `responses`, in the order of the document.
    pub responses: Vec<Response>,
    /// The alternatives that are in force (the operation's own, else the document's). Empty: no
    /// credentials are asked for. An alternative without schemes: anonymous access is accepted.
    pub security: Vec<SecurityRequirement>,
    /// The servers in force: the operation's, else the path item's, else the document's.
    pub servers: Vec<Server>,
    /// Members whose name starts with `x-`.
    pub extensions: IndexMap<String, Value>,
    /// Where the operation's object stands.
    pub place: Place,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ParameterLocation {
    /// In the path template.
    Path,
    /// One query parameter.
    Query,
    /// The whole query string (3.2).
    QueryString,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// One parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// `name`.
    pub name: String,
    /// `in`.
    pub location: ParameterLocation,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `required`; always true in a path.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// How the value is described.
    pub content: Content,
    /// `example` and `examples`.
    pub examples: Vec<Example>,
    /// Members whose name starts with `x-`.
    pub extensions: IndexMap<String, Value>,
    /// Where it stands, behind its `$ref`.
    pub place: Place,
}

/// `requestBody`.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `required`; false unless the document says so.
    pub required: bool,
    /// `content`, in the order of the document.
    pub content: Vec<Media>,
    /// Members whose name starts with `x-`.
    pub extensions: IndexMap<String, Value>,
    /// Where it stands, behind its `$ref`.
    pub place: Place,
}

/// The key of a response: written `200`, `4XX` or `default`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum StatusPattern {
    /// One status code.
    Code(u16),
    /// A class of them: 4 for `4XX`.
    Range(u8),
    /// `default`.
    Default,
}

impl StatusPattern {
    /// Whether the status is one that this pattern names; `default` names every one.
    #[must_use]
    pub fn matches(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Range(class) => u16::from(class) == status / 100,
            Self::Default => true,
        }
    }
}

impl fmt::Display for StatusPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A text that is no key of a response.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a status code, nor a range such as `4XX`, nor `default`")]
pub struct NotAStatus(pub String);

impl TryFrom<String> for StatusPattern {
    type Error = NotAStatus;

    fn try_from(text: String) -> Result<Self, NotAStatus> {
        let class = text.strip_suffix("XX").and_then(|class| class.parse().ok());
        match (text.as_str(), class, text.parse::<u16>()) {
            ("default", _, _) => Ok(Self::Default),
            (_, Some(class @ 1..=5), _) => Ok(Self::Range(class)),
            (_, _, Ok(code @ 100..=999)) => Ok(Self::Code(code)),
            _ => Err(NotAStatus(text)),
        }
    }
}

impl From<StatusPattern> for String {
    fn from(pattern: StatusPattern) -> Self {
        pattern.to_string()
    }
}

/// One declared response.
#[derive(Clone, Debug)]
pub struct Response {
    /// The key under `responses`.
    pub status: StatusPattern,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `headers`, without `Content-Type`, which OpenAPI ignores there.
    pub headers: Vec<Header>,
    /// `content`, in the order of the document; empty: no body is described.
    pub content: Vec<Media>,
    /// `links`, in the order of the document.
    pub links: Vec<Link>,
    /// Members whose name starts with `x-`.
    pub extensions: IndexMap<String, Value>,
    /// Where it stands, behind its `$ref`.
    pub place: Place,
}

impl Operation {
    /// The response that describes a status: its own code first, then its class, then `default`.
    #[must_use]
    pub fn response(&self, status: u16) -> Option<&Response> {
        self.responses
            .iter()
            .filter(|response| response.status.matches(status))
            .min_by_key(|response| response.status)
    }
}
