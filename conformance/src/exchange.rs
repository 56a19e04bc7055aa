//! Exchanges: what was sent, and what came back.
//!
//! What belongs here: the facts as the HTTP library delivered them. What never does: whether they
//! are right. An exchange holds credentials and stays inside the process; what leaves it is its
//! [`Record`](crate::record::Record).

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use tally_spec::contract::{Operation, StatusPattern};

use crate::case::{Case, Expectation, Family, PlannedRequest};
use crate::json::{self, Reading};
use crate::state::Located;

/// A case and what came back.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// What was planned.
    pub case: Arc<Case>,
    /// The bound resource that it was sent about, counted from 0.
    pub resource: usize,
    /// The request as sent.
    pub request: SentRequest,
    /// The planned request with the server's own values in it.
    pub bound: Arc<PlannedRequest>,
    /// The answer, or why there is none.
    pub outcome: Outcome,
    /// Whether the answer takes the request, see [`is_acceptance`].
    pub accepted: bool,
    /// From the first byte sent to the last one read. No fingerprint depends on it.
    pub took: Duration,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A whole answer.
    Answered(Answer),
    /// None, or only a part of one.
    Failed(Failure),
}

/// A request as it went onto the wire.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SentRequest {
    /// The method.
    pub method: String,
    /// The absolute URL, credentials in its query included.
    pub url: String,
    /// What is shown instead of the URL, when its query holds a credential.
    pub shown_url: Option<Shown>,
    /// Header lines in the order in which they were sent, without those that HTTP itself needs.
    pub headers: Vec<SentHeader>,
    /// The body; none: no body at all.
    pub body: Option<Bytes>,
}

/// One header line of a request.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SentHeader {
    /// Its name as it was sent.
    pub name: String,
    /// Its value.
    pub value: String,
    /// What is shown instead of the value, when it is or holds a credential.
    pub shown: Option<Shown>,
}

/// What is shown instead of text that holds a credential.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shown(pub Vec<Piece>);

/// A part of what is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Text as it is sent: a shell must not read anything into it.
    Text(String),
    /// Text for a POSIX shell in double quotes, which makes the credential of it.
    Placeholder(String),
    /// The same, whose credential is percent-encoded in a URL.
    Encoded(String),
}

impl Shown {
    /// A placeholder with nothing beside it.
    #[must_use]
    pub fn placeholder(text: impl Into<String>) -> Self {
        Self(vec![Piece::Placeholder(text.into())])
    }

    /// The same after some text.
    #[must_use]
    pub fn after(mut self, text: impl Into<String>) -> Self {
        self.0.insert(0, Piece::Text(text.into()));
        self
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Text(text) | Piece::Placeholder(text) | Piece::Encoded(text) => {
                f.write_str(text)
            }
        })
    }
}

impl SentRequest {
    /// The URL with placeholders for credentials.
    #[must_use]
    pub fn shown_url(&self) -> String {
        let shown = self.shown_url.as_ref().map(ToString::to_string);
        shown.unwrap_or_else(|| self.url.clone())
    }
}

impl SentHeader {
    /// The value with placeholders for credentials.
    #[must_use]
    pub fn shown_value(&self) -> String {
        let shown = self.shown.as_ref().map(ToString::to_string);
        shown.unwrap_or_else(|| self.value.clone())
    }
}

/// The head and body of an answer, as far as they arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Header lines in the order in which they arrived, names lower case, values as Latin-1 text.
    pub headers: Vec<(String, String)>,
    /// The body, transfer coding removed, content coding as it came.
    pub body: Bytes,
    /// What came behind an answer that has no body, as far as it was looked for.
    pub surplus: Bytes,
    /// Whether the body is the beginning of a stream that was still open when the run closed it.
    pub is_open_ended: bool,
    /// The body read as JSON, once somebody asked.
    pub(crate) read: Read,
}

/// What a body is as JSON, and what it shows of the resource: read at most once. Says nothing that
/// the body does not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Read {
    reading: OnceLock<Arc<Reading>>,
    pub(crate) located: OnceLock<Arc<Located>>,
}

impl PartialEq for Read {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Read {}

/// Why there is no whole answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of trouble it was.
    pub kind: FailureKind,
    /// The error in the words of the library that met it.
    pub detail: String,
    /// What had arrived by then, if the head had.
    pub partial: Option<Answer>,
}

/// Kinds of trouble with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// The request cannot be written as HTTP; nothing was sent.
    NotSendable,
    /// No connection could be made.
    Refused,
    /// No head of an answer within the time limit.
    TimedOut,
    /// A head in time, but not the whole body.
    Dripped,
    /// The connection was closed before there was a head.
    ClosedEarly,
    /// The connection was closed before the body was whole.
    Truncated,
    /// The body is larger than the limit.
    TooLarge,
    /// What came is not an HTTP message.
    NotHttp,
    /// Anything else between this process and the server.
    Transport,
}

impl Exchange {
    /// The whole answer, if there is one.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match &self.outcome {
            Outcome::Answered(answer) => Some(answer),
            Outcome::Failed(_) => None,
        }
    }

    /// The status of the whole answer, if there is one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.answer().map(|answer| answer.status)
    }

    /// Whether the server took the request, see [`is_acceptance`].
    #[must_use]
    pub fn accepted(&self) -> bool {
        self.accepted
    }
}

/// Whether an answer of this status takes a request, for which the document makes this promise.
///
/// A 2xx always does. A 3xx that the document declares by its code or as `3XX` is a right answer to
/// a request that is to be accepted. To one that is to be refused for its values it is acceptance
/// only where the document declares no 2xx; to one that is to be refused for its credentials or for
/// what it names it never is: a redirect to a login page is a refusal (OpenAPI, Responses Object;
/// RFC 9110 §15.3, §15.4).
#[must_use]
pub fn is_acceptance(operation: &Operation, case: &Case, status: u16) -> bool {
    let declares = |class: u16| {
        let mut responses = operation.responses.iter();
        responses.any(|response| match response.status {
            StatusPattern::Code(code) => code / 100 == class && (class == 2 || code == status),
            StatusPattern::Range(range) => u16::from(range) == class,
            StatusPattern::Default => false,
        })
    };
    match status / 100 {
        2 => true,
        3 if case.family != Family::Method && declares(3) => match case.expectation {
            Expectation::Accepted { .. } | Expectation::Survived => true,
            Expectation::Refused { .. } => !declares(2),
            Expectation::Unauthorized { .. } | Expectation::Answered { .. } => false,
        },
        _ => false,
    }
}

impl Answer {
    /// An answer with header lines, their names in lower case, and a body.
    #[must_use]
    pub fn new(status: u16, headers: Vec<(String, String)>, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers,
            body: body.into(),
            ..Self::default()
        }
    }

    /// The body read as JSON, whatever its content type says.
    #[must_use]
    pub fn json(&self) -> &Reading {
        let read = || Arc::new(json::read(&self.body));
        self.read.reading.get_or_init(read)
    }

    /// The values of a header, in order; the name in lower case.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let lines = self.headers.iter().filter(move |(it, _)| it == name);
        lines.map(|(_, value)| value.as_str())
    }

    /// Whether it has no body by its status, and one was sent or announced all the same (RFC 9110
    /// §6.4.1, §8.6, §15.3.6).
    #[must_use]
    pub fn has_surplus(&self) -> bool {
        let announced = self.header("content-length").any(|it| it.trim() != "0")
            || self.header("transfer-encoding").next().is_some();
        match self.status {
            204 => announced || !self.surplus.is_empty(),
            205 => !self.body.is_empty() || !self.surplus.is_empty(),
            _ => false,
        }
    }

    /// Whether it says nothing about the request: too many requests, or a server that is overloaded
    /// and says for how long (RFC 6585 §4, RFC 9110 §15.6.4).
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let promised = || self.header("retry-after").next().is_some();
        self.status == 429 || (self.status == 503 && promised())
    }

    /// Whether the body is said to have a content coding (RFC 9110 §8.4).
    #[must_use]
    pub fn is_coded(&self) -> bool {
        self.header("content-encoding")
            .any(|it| !it.trim().eq_ignore_ascii_case("identity"))
    }

    /// The `Content-Type`, if there is exactly one.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        let mut values = self.header("content-type");
        let first = values.next();
        first.filter(|_| values.next().is_none())
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered(answer) => write!(f, "{}", answer.status),
            Self::Failed(failure) => write!(f, "{}", failure.kind),
        }
    }
}

impl fmt::Display for FailureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSendable => "nothing could be sent",
            Self::Refused => "no connection",
            Self::TimedOut => "no answer in time",
            Self::Dripped => "no whole body in time",
            Self::ClosedEarly => "connection closed before an answer",
            Self::Truncated => "connection closed in the middle of the body",
            Self::TooLarge => "a body beyond the size limit",
            Self::NotHttp => "something that is not HTTP",
            Self::Transport => "transport error",
        })
    }
}

impl fmt::Debug for SentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentRequest")
            .field("method", &self.method)
            .field("url", &self.shown_url())
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish()
    }
}

impl fmt::Debug for SentHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.shown_value())
    }
}
