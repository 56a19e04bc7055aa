//! What a request says beside its body, for credentials that only the implementation can find.

use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Method, Uri};

/// The head of a request, with whatever the layers before the router know of it: `extensions` hold
/// what the connection knows, such as the certificate of the client.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The method.
    pub method: Method,
    /// The path and the query.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
    /// What layers and the connection added.
    pub extensions: Extensions,
}

impl Head {
    /// The head of a request.
    #[must_use]
    pub fn of(parts: &Parts) -> Self {
        Self {
            method: parts.method.clone(),
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
            extensions: parts.extensions.clone(),
        }
    }
}

/// Extensions cannot be compared: two heads are equal if they were written alike.
impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.method == other.method && self.uri == other.uri && self.headers == other.headers
    }
}

impl Eq for Head {}
