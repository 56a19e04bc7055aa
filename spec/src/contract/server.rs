//! Servers: where an API is.

use crate::Place;

/// One entry of `servers`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The URL with its variables replaced by their defaults; possibly relative.
    pub url: String,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// Where it stands.
    pub place: Place,
}
