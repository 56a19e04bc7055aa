//! Records: exchanges as they may leave the process, bounded and without credentials.

use serde::{Deserialize, Serialize};
use tally_spec::contract::OperationKey;

use crate::case::CaseId;
use crate::exchange::{Answer, Exchange, FailureKind, Outcome, SentRequest};
use crate::reproduce;

/// The longest text of a body that a record keeps, in bytes.
pub const LONGEST_BODY: usize = 16 * 1024;

/// An exchange as it may be shown and kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The case.
    pub case: CaseId,
    /// What is special about the case.
    pub about: String,
    /// The operation.
    pub operation: OperationKey,
    /// The bound resource that it was about, counted from 0.
    pub resource: usize,
    /// What was sent.
    pub request: RequestRecord,
    /// What came back, possibly only a part of it.
    pub answer: Option<AnswerRecord>,
    /// Why the answer is missing or not whole.
    pub failure: Option<FailureRecord>,
    /// Milliseconds from the first byte sent to the last one read.
    pub milliseconds: u64,
    /// A command line for a POSIX shell that sends the same request; none when it would be longer
    /// than [`LONGEST_BODY`], and for reads and drawn requests that broke nothing.
    pub curl: Option<String>,
}

/// A request as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRecord {
    /// The method.
    pub method: String,
    /// The URL, placeholders for credentials.
    pub url: String,
    /// Header lines, placeholders for credentials.
    pub headers: Vec<(String, String)>,
    /// The body, if one was sent.
    pub body: Option<Text>,
}

/// An answer as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRecord {
    /// The status code.
    pub status: u16,
    /// Header lines, names lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Text,
}

impl AnswerRecord {
    /// Whether it says nothing about the request ([`Answer::is_busy`]).
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let promised = || self.headers.iter().any(|(name, _)| name == "retry-after");
        self.status == 429 || (self.status == 503 && promised())
    }
}

/// Why an answer is missing or not whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailureRecord {
    /// What kind of trouble it was.
    pub kind: FailureKind,
    /// The error in the words of the library that met it.
    pub detail: String,
}

/// Bytes as text: what is not UTF-8 replaced by U+FFFD, cut at [`LONGEST_BODY`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The text.
    pub text: String,
    /// How many bytes there were.
    pub bytes: usize,
    /// Whether the text leaves out the end.
    pub cut: bool,
}

impl Text {
    /// Bytes as bounded text. A credential that stands across the end loses its end: the
    /// [`Redactor`](crate::redact::Redactor) takes the beginning away.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        let mut end = bytes.len().min(LONGEST_BODY);
        // No character is cut in two: UTF-8 has up to three bytes after the first of one.
        for _ in 0..3 {
            if bytes.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
                end -= 1;
            }
        }
        let kept = &bytes[..end];
        Self {
            text: match std::str::from_utf8(kept) {
                Ok(text) => text.to_owned(),
                Err(_) => String::from_utf8_lossy(kept).into_owned(),
            },
            bytes: bytes.len(),
            cut: kept.len() < bytes.len(),
        }
    }
}

impl Record {
    /// The record of an exchange. Credentials are replaced where they were placed; what a server
    /// says back is replaced by the [`Redactor`](crate::redact::Redactor) that every event passes.
    #[must_use]
    pub fn new(exchange: &Exchange) -> Self {
        let curl = reproduce::curl(&exchange.request);
        Self {
            curl: curl.filter(|line| line.len() <= LONGEST_BODY),
            ..Self::brief(exchange)
        }
    }

    /// The same without a command line.
    #[must_use]
    pub fn brief(exchange: &Exchange) -> Self {
        let (answer, failure) = match &exchange.outcome {
            Outcome::Answered(answer) => (Some(record(answer)), None),
            Outcome::Failed(failure) => (
                failure.partial.as_ref().map(record),
                Some(FailureRecord {
                    kind: failure.kind,
                    detail: failure.detail.clone(),
                }),
            ),
        };
        Self {
            case: exchange.case.id.clone(),
            about: exchange.case.about.clone(),
            operation: exchange.case.operation.clone(),
            resource: exchange.resource,
            request: RequestRecord::new(&exchange.request),
            answer,
            failure,
            milliseconds: u64::try_from(exchange.took.as_millis()).unwrap_or(u64::MAX),
            curl: None,
        }
    }
}

impl RequestRecord {
    fn new(request: &SentRequest) -> Self {
        Self {
            method: request.method.clone(),
            url: request.shown_url(),
            headers: request
                .headers
                .iter()
                .map(|it| (it.name.clone(), it.shown_value()))
                .collect(),
            body: request.body.as_deref().map(Text::new),
        }
    }
}

fn record(answer: &Answer) -> AnswerRecord {
    AnswerRecord {
        status: answer.status,
        headers: answer.headers.clone(),
        body: Text::new(&answer.body),
    }
}
