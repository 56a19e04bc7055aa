//! Header lines as they came.

use http::{HeaderName, HeaderValue};

/// A header line as text; bytes beyond ASCII are Latin-1 (RFC 9110 §5.5).
pub(super) fn line((name, value): (&HeaderName, &HeaderValue)) -> (String, String) {
    let value = match value.to_str() {
        Ok(text) => text.to_owned(),
        Err(_) => value.as_bytes().iter().copied().map(char::from).collect(),
    };
    (name.as_str().to_owned(), value)
}
