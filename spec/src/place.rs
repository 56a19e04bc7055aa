//! Where something stands in a document.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Where something stands in a document: what a report shows, never what identifies a clause.
///
/// Written `FILE:LINE:COLUMN`.
///
/// # Example
///
/// ```
/// use tally_spec::Place;
///
/// let place = Place { file: "spec/api.json".into(), pointer: "/paths".into(), line: 3, column: 5 };
/// assert_eq!(place.to_string(), "spec/api.json:3:5");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file as it was named: on the command line, or by the `$ref` that led to it.
    pub file: Arc<str>,
    /// JSON Pointer (RFC 6901) into that file; empty for the whole of it.
    pub pointer: String,
    /// Line, counted from 1.
    pub line: u32,
    /// Column in characters (Unicode scalar values), counted from 1.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
