//! Answers as they came, and how documented ones are made of them.

use std::fmt;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::decode::Decode;
use super::issue::{At, IssueKind, IssueSink, Issues, Part};
use super::media_type::position;
use super::status::StatusIn;
use super::wire::Wire;

/// An answer as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as far as it was read.
    pub body: Vec<u8>,
}

/// What a documented answer is made of.
pub trait FromAnswer: Sized {
    /// What `Accept` says: the media types that the document declares.
    const ACCEPT: &'static str;

    /// Makes a documented answer of one that came.
    ///
    /// # Errors
    ///
    /// [`Undocumented`] if the document declares no such answer.
    fn from_answer(answer: &Answer) -> Result<Self, Undocumented>;
}

/// Why an answer is none that the document declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undocumented {
    /// It has another status.
    Status,
    /// Its body is of another media type than the document declares for its status.
    MediaType,
    /// Its body is not what its media type says: JSON (RFC 8259), or text in UTF-8.
    Malformed {
        /// The line on which that shows, counted from 1.
        line: usize,
        /// The column in bytes, counted from 1.
        column: usize,
    },
    /// Its headers or its body break their schemas.
    Invalid(Issues),
}

impl From<Issues> for Undocumented {
    fn from(issues: Issues) -> Self {
        Self::Invalid(issues)
    }
}

impl fmt::Display for Undocumented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status => f.write_str("the status is not documented"),
            Self::MediaType => f.write_str("the media type is not documented for the status"),
            Self::Malformed { line, column } => {
                write!(f, "the body is malformed (line {line}, column {column})")
            }
            Self::Invalid(issues) => write!(f, "it breaks its schema: {issues}"),
        }
    }
}

impl std::error::Error for Undocumented {}

impl Answer {
    /// The media type as it was sent; without one, that of bytes about which nothing is known (RFC
    /// 9110 section 8.3).
    #[must_use]
    pub fn content_type(&self) -> String {
        let value = self.headers.get(CONTENT_TYPE);
        value.map_or_else(
            || "application/octet-stream".to_owned(),
            |value| String::from_utf8_lossy(value.as_bytes()).into_owned(),
        )
    }

    /// The number of the declared media type that the body is of; without `Content-Type` the first.
    ///
    /// # Errors
    ///
    /// [`Undocumented::MediaType`] if it is of none of them.
    pub fn media_type(&self, declared: &[&str]) -> Result<usize, Undocumented> {
        if self.headers.get(CONTENT_TYPE).is_none() {
            return Ok(0);
        }
        position(&self.content_type(), declared).ok_or(Undocumented::MediaType)
    }

    /// The status as one of a class.
    ///
    /// # Errors
    ///
    /// [`Undocumented::Status`] if it is of another one.
    pub fn status_in<const CLASS: u16>(&self) -> Result<StatusIn<CLASS>, Undocumented> {
        StatusIn::new(self.status).map_err(|_| Undocumented::Status)
    }

    /// The body of a media type of JSON.
    ///
    /// # Errors
    ///
    /// [`Undocumented`] if it is of another media type, no JSON, or breaks its schema.
    pub fn json<T: Decode>(&self, media_type: &str) -> Result<T, Undocumented> {
        self.media_type(&[media_type])?;
        let value = serde_json::from_slice(&self.body).map_err(|error| Undocumented::Malformed {
            line: error.line(),
            column: error.column(),
        })?;
        Ok(T::from_value(value)?)
    }

    /// The body of a media type of text.
    ///
    /// # Errors
    ///
    /// [`Undocumented`] if it is of another media type, or not UTF-8.
    pub fn text(&self, media_type: &str) -> Result<String, Undocumented> {
        let bytes = self.bytes(media_type)?;
        String::from_utf8(bytes).map_err(|error| {
            let before = error.as_bytes().get(..error.utf8_error().valid_up_to());
            let lines = before.unwrap_or_default().split(|byte| *byte == b'\n');
            let (line, last) = lines.enumerate().last().unwrap_or_default();
            Undocumented::Malformed {
                line: line + 1,
                column: last.len() + 1,
            }
        })
    }

    /// The body of any other media type.
    ///
    /// # Errors
    ///
    /// [`Undocumented::MediaType`] if it is of another one.
    pub fn bytes(&self, media_type: &str) -> Result<Vec<u8>, Undocumented> {
        self.media_type(&[media_type])?;
        Ok(self.body.clone())
    }

    /// A header that must be there.
    ///
    /// # Errors
    ///
    /// [`Undocumented::Invalid`] if it is missing or breaks its schema.
    pub fn header<T: Decode>(&self, name: &str, wire: &Wire) -> Result<T, Undocumented> {
        let value = self.optional_header(name, wire)?;
        let mut sink = IssueSink::default();
        if value.is_none() {
            sink.add(At::Member(&At::Root(Part::Header), name), IssueKind::Missing);
        }
        Ok(sink.conclude(value)?)
    }

    /// A header that may be absent.
    ///
    /// # Errors
    ///
    /// [`Undocumented::Invalid`] if it breaks its schema.
    pub fn optional_header<T: Decode>(
        &self,
        name: &str,
        wire: &Wire,
    ) -> Result<Option<T>, Undocumented> {
        let values = self.headers.get_all(name).into_iter();
        let values = values.map(|value| String::from_utf8_lossy(value.as_bytes()));
        let values: Vec<_> = values.collect();
        if values.is_empty() {
            return Ok(None);
        }
        let (root, mut sink) = (At::Root(Part::Header), IssueSink::default());
        let at = At::Member(&root, name);
        // Several headers of one name are one list (RFC 9110 section 5.3).
        let decoded = if let Ok(value) = wire.read(&values.join(", ")) {
            T::decode(value, at, &mut sink)
        } else {
            sink.add(at, IssueKind::NotOfFormat { format: "JSON" });
            None
        };
        Ok(Some(sink.conclude(decoded)?))
    }
}

/// Shows the length of the body only, and of the headers what is no secret.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}
