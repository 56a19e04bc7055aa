//! Values that a request cannot hold.

use std::error::Error;
use std::fmt;

use super::issue::Part;

/// A value that its place in a request cannot hold. Its message does not show the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritable {
    /// The part of the request.
    pub part: Part,
    /// The name of the parameter; empty for the body.
    pub name: String,
    /// Why it cannot be written there.
    pub reason: Reason,
}

/// Why a value cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It would change the path: as a segment it is empty, `.` or `..`.
    Segment,
    /// It holds what separates values.
    Separator,
    /// It holds a character that headers and cookies cannot hold: one that is not in ASCII, a
    /// control character, `;` in a cookie, or white space at its end.
    Character,
    /// It is an array or an object where only a single value can stand.
    Nested,
    /// It is no media type of the range that the document declares.
    MediaType,
    /// It is a multipart media type without its boundary.
    Boundary,
    /// Its `Serialize` failed.
    NotJson,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Segment => "would change the path",
            Self::Separator => "holds what separates values",
            Self::Character => "holds a character that cannot stand there",
            Self::Nested => "is nested where only a single value can stand",
            Self::Boundary => "has no boundary",
            Self::MediaType => "is no media type of the range that is declared",
            Self::NotJson => "cannot be written as JSON",
        })
    }
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, name, reason } = self;
        match part {
            Part::Path => write!(f, "the path parameter `{name}` {reason}"),
            Part::Query => write!(f, "the query parameter `{name}` {reason}"),
            Part::Header => write!(f, "the header `{name}` {reason}"),
            Part::Cookie => write!(f, "the cookie `{name}` {reason}"),
            Part::Body => write!(f, "the body {reason}"),
        }
    }
}

impl Error for Unwritable {}
