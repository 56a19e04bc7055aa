//! How an answer is delivered.

use std::time::Duration;

use http::header::{CONNECTION, CONTENT_LENGTH};

use super::Answer;

/// An answer on its way out.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// What is delivered.
    pub answer: Answer,
    /// How long it is held back first.
    pub delay: Duration,
    /// In which manner it then goes out.
    pub manner: Manner,
}

/// The manner in which an answer goes out.
///
/// Those that have no end of their own end when the client closes the connection or the server
/// is stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Manner {
    /// With its length, in one piece.
    Whole,
    /// With `Transfer-Encoding: chunked`, in pieces of at most so many bytes.
    Chunked(usize),
    /// Its head and body, then white space without end, a block each time that the client can take
    /// one.
    Endless,
    /// Its head, then its body and then white space without end, a byte after each such interval.
    Dripping(Duration),
    /// Not at all; the connection stays open.
    Held,
    /// Not at all; the connection is closed.
    Closed,
    /// These bytes instead, after which the connection is closed.
    Raw(Vec<u8>),
}

impl Delivery {
    /// The head and body of the answer as HTTP/1.1 bytes that claim a body of `length` bytes.
    #[must_use]
    pub fn bytes_claiming(&self, length: usize) -> Vec<u8> {
        let mut bytes = self.head(&format!("content-length: {length}\r\n"));
        bytes.extend_from_slice(&self.answer.body);
        bytes
    }

    /// The head of the answer as HTTP/1.1 bytes with these lines for its framing, each with its
    /// line end; it announces the close of the connection.
    #[must_use]
    pub fn head(&self, framing: &str) -> Vec<u8> {
        let status = self.answer.status;
        let reason = status.canonical_reason().unwrap_or_default();
        let mut bytes = format!("HTTP/1.1 {} {reason}\r\n", status.as_u16()).into_bytes();
        for (name, value) in &self.answer.headers {
            if !matches!(*name, CONNECTION | CONTENT_LENGTH) {
                bytes.extend_from_slice(name.as_str().as_bytes());
                bytes.extend_from_slice(b": ");
                bytes.extend_from_slice(value.as_bytes());
                bytes.extend_from_slice(b"\r\n");
            }
        }
        bytes.extend_from_slice(framing.as_bytes());
        bytes.extend_from_slice(b"connection: close\r\n\r\n");
        bytes
    }
}
