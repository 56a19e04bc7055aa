//! Why a call gives no documented answer.

use std::fmt;

use super::answer::{Answer, Undocumented};
use super::unwritable::Unwritable;

/// Why a call gives no documented answer. No message shows a credential.
#[derive(Debug)]
pub enum Error {
    /// Nothing was sent: the request cannot hold a value.
    Unwritable(Unwritable),
    /// There was no answer in time.
    TimedOut(reqwest::Error),
    /// There was no answer: the server was not reached, or closed the connection.
    Unanswered(reqwest::Error),
    /// The answer ended before its body was whole, or was not whole in time.
    Incomplete {
        /// What came of it.
        answer: Box<Answer>,
        /// What ended it.
        source: reqwest::Error,
    },
    /// The body of the answer is larger than [`Config`](super::connection::Config) permits.
    TooLarge {
        /// The answer, its body cut at the limit.
        answer: Box<Answer>,
        /// The greatest number of bytes.
        limit: usize,
    },
    /// The document declares no such answer.
    Undocumented {
        /// The answer.
        answer: Box<Answer>,
        /// Why it is none of those that are declared.
        reason: Undocumented,
    },
}

impl Error {
    /// Whether the time was over.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::TimedOut(_) => true,
            Self::Incomplete { source, .. } => source.is_timeout(),
            _ => false,
        }
    }

    /// The answer, if at least its status and its headers came.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Unwritable(_) | Self::TimedOut(_) | Self::Unanswered(_) => None,
            Self::Incomplete { answer, .. }
            | Self::TooLarge { answer, .. }
            | Self::Undocumented { answer, .. } => Some(answer),
        }
    }
}

impl From<Unwritable> for Error {
    fn from(unwritable: Unwritable) -> Self {
        Self::Unwritable(unwritable)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unwritable(_) => f.write_str("the request cannot be written"),
            Self::TimedOut(_) => f.write_str("there was no answer in time"),
            Self::Unanswered(_) => f.write_str("there was no answer"),
            Self::Incomplete { answer, .. } => {
                write!(f, "the answer {} is incomplete", answer.status)
            }
            Self::TooLarge { answer, limit } => {
                write!(f, "the answer {} is larger than {limit} bytes", answer.status)
            }
            Self::Undocumented { answer, .. } => {
                write!(f, "the answer {} is not documented", answer.status)
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unwritable(unwritable) => Some(unwritable),
            Self::TimedOut(source)
            | Self::Unanswered(source)
            | Self::Incomplete { source, .. } => Some(source),
            Self::TooLarge { .. } => None,
            Self::Undocumented { reason, .. } => Some(reason),
        }
    }
}
