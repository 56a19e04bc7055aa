//! Requests that do not reach an operation.

use std::fmt;

use axum::http::StatusCode;

use super::issue::Issues;

/// Why a request does not reach its operation. The implementation of a server turns each into an
/// answer that the document declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// Who asks is not known.
    Unauthorized(Unauthorized),
    /// The body is of a media type that the operation does not declare.
    UnsupportedMediaType {
        /// `Content-Type` as it came, as far as it can be read.
        content_type: String,
    },
    /// The body is larger than [`Limits`](super::message::Limits) permit.
    TooLarge {
        /// The greatest number of bytes.
        limit: usize,
    },
    /// The body ended before it was complete.
    Incomplete,
    /// There is no body where one is required.
    MissingBody,
    /// The body is not what its media type says: JSON (RFC 8259), or text in UTF-8.
    Malformed {
        /// The line on which that shows, counted from 1.
        line: usize,
        /// The column in bytes, counted from 1.
        column: usize,
    },
    /// Parameters or body break their schemas.
    Invalid(Issues),
}

/// Why credentials do not suffice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unauthorized {
    /// There are none of a kind that the operation accepts.
    Missing,
    /// There are some, and the implementation refused them.
    Refused,
}

impl Rejection {
    /// The status that RFC 9110 section 15 has for it. An answer may use another one.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::UnsupportedMediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Incomplete | Self::MissingBody | Self::Malformed { .. } | Self::Invalid(_) => {
                StatusCode::BAD_REQUEST
            }
        }
    }
}

/// One sentence without a full stop. It holds nothing of the request's content.
impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unauthorized(Unauthorized::Missing) => f.write_str("credentials are missing"),
            Self::Unauthorized(Unauthorized::Refused) => f.write_str("credentials were refused"),
            Self::UnsupportedMediaType { .. } => {
                f.write_str("the media type of the body is not supported")
            }
            Self::TooLarge { limit } => write!(f, "the body is larger than {limit} bytes"),
            Self::Incomplete => f.write_str("the body is incomplete"),
            Self::MissingBody => f.write_str("the body is missing"),
            Self::Malformed { line, column } => {
                write!(f, "the body is malformed (line {line}, column {column})")
            }
            Self::Invalid(issues) => issues.fmt(f),
        }
    }
}

impl std::error::Error for Rejection {}

impl From<Issues> for Rejection {
    fn from(issues: Issues) -> Self {
        Self::Invalid(issues)
    }
}
