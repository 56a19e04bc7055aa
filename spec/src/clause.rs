//! Clauses: the checkable promises of a document, and what identifies each.

mod ledger;
mod occurrence;
mod sentence;

pub use ledger::{
    CLAUSES_PER_SCHEMA, clauses, described, keywords, request_schema, response_schema,
};
pub use occurrence::{Occurrence, Occurrences, occurrences, path_of};

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Place;
use crate::contract::{OperationKey, ParameterLocation, StatusPattern};

/// What identifies a clause, the same on every run and for every order of the document's members.
///
/// Written `OPERATION PART#PATH`, for example `PATCH /api/tasks request.body#/properties/title/minLength`
/// or `PATCH /api/tasks response.200.body#/properties/tasks/items/$ref/required/id`. No index of an
/// instance is in it; the number of a branch (`allOf/0`) is, for each branch promises its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClauseId(pub Arc<str>);

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The part of an operation that a clause concerns.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "part")]
pub enum Part {
    /// The request body: written `request.body`, with `;MEDIA` when there are several media types.
    RequestBody {
        /// The media type, when the operation has several.
        media: Option<String>,
    },
    /// A parameter: written `request.query.limit`.
    Parameter {
        /// Where it is sent.
        location: ParameterLocation,
        /// Its name.
        name: String,
    },
    /// Who may ask: written `request.security`.
    Security,
    /// The set of declared statuses: written `responses`.
    Responses,
    /// The body of a declared response: written `response.200.body`.
    ResponseBody {
        /// The key of the response.
        status: StatusPattern,
        /// The media type, when the response has several.
        media: Option<String>,
    },
    /// A header of a declared response: written `response.200.header.etag`.
    ResponseHeader {
        /// The key of the response.
        status: StatusPattern,
        /// The name, lower case.
        name: String,
    },
    /// The media types of a declared response: written `response.200.content`.
    ResponseContent {
        /// The key of the response.
        status: StatusPattern,
    },
    /// What HTTP and JSON demand of every server, whatever the document says: written `http`.
    Http,
    /// What the method means over several requests: written `law`.
    Law,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let with_media = |f: &mut fmt::Formatter<'_>, media: &Option<String>| match media {
            Some(media) => write!(f, ";{media}"),
            None => Ok(()),
        };
        match self {
            Self::RequestBody { media } => {
                f.write_str("request.body")?;
                with_media(f, media)
            }
            Self::Parameter { location, name } => {
                let location = match location {
                    ParameterLocation::Path => "path",
                    ParameterLocation::Query => "query",
                    ParameterLocation::QueryString => "querystring",
                    ParameterLocation::Header => "header",
                    ParameterLocation::Cookie => "cookie",
                };
                write!(f, "request.{location}.{name}")
            }
            Self::Security => f.write_str("request.security"),
            Self::Responses => f.write_str("responses"),
            Self::ResponseBody { status, media } => {
                write!(f, "response.{status}.body")?;
                with_media(f, media)
            }
            Self::ResponseHeader { status, name } => write!(f, "response.{status}.header.{name}"),
            Self::ResponseContent { status } => write!(f, "response.{status}.content"),
            Self::Http => f.write_str("http"),
            Self::Law => f.write_str("law"),
        }
    }
}

/// One checkable promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// What identifies it.
    pub id: ClauseId,
    /// The operation that promises it.
    pub operation: OperationKey,
    /// The part of the operation.
    pub part: Part,
    /// Evaluation path: the JSON Pointer of the keyword through the schema, `$ref` steps included,
    /// ways round a recursive reference left out ([`path_of`]); for `required`, the member's name is
    /// the last step. `/KEYWORD` for clauses that are no schema keyword.
    pub path: String,
    /// The keyword, for example `minLength`; for clauses that are no schema keyword the name of
    /// the promise, for example `status`, `well-formed`, `echo`.
    pub keyword: String,
    /// The instance locations that it constrains: a JSON Pointer into the part with `*` for any
    /// index and `{}` for any member name.
    pub instance: String,
    /// What is promised, as one sentence without a full stop: "`title` has at least 1 character".
    pub promise: String,
    /// Where the document promises it; none for clauses that stand in no document.
    pub place: Option<Place>,
}

impl ClauseId {
    /// Makes the identity of a clause from its parts.
    #[must_use]
    pub fn new(operation: &OperationKey, part: &Part, path: &str) -> Self {
        Self(format!("{operation} {part}#{path}").into())
    }
}
