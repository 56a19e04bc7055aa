//! Composes the request that is sent from a planned one: the server's own values are bound into
//! it, its parts written as the contract says, credentials placed.
//!
//! A pure function: the same case, values and credentials give the same bytes.

mod binding;
mod credentials;
mod malformed;
mod parameters;
mod style;
mod user_headers;

use bytes::Bytes;
use tally_spec::Contract;
use tally_spec::contract::Operation;
use url::Url;

pub use binding::Values;
pub use credentials::available;
pub(crate) use credentials::{others, wrong};
#[cfg(test)]
pub(crate) use parameters::encoded;
pub(crate) use style::{RESERVED, UNRESERVED};

use crate::case::{Body, PlannedRequest};
use crate::exchange::{Piece, SentHeader, SentRequest, Shown};
use crate::secret::Secrets;

/// Why a case cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSendable {
    /// The run has no credential for a scheme that the case needs.
    #[error("no credential is given for the scheme `{scheme}`")]
    NoCredential {
        /// The scheme.
        scheme: String,
    },
    /// The scheme cannot be used over plain requests.
    #[error("the scheme `{scheme}` cannot be sent: {reason}")]
    UnsupportedScheme {
        /// The scheme.
        scheme: String,
        /// Why.
        reason: &'static str,
    },
    /// A wrong credential of this kind cannot be made from the right one.
    #[error("no such wrong credential can be made for the scheme `{scheme}`")]
    NoWrongCredential {
        /// The scheme.
        scheme: String,
    },
    /// A value cannot be written where the contract puts it.
    #[error("the value of `{pointer}` cannot be sent: {reason}")]
    Parameter {
        /// Pointer into the request.
        pointer: String,
        /// Why.
        reason: &'static str,
    },
    /// The operation is on another host than the run.
    #[error("it is served by {servers}, which is not the host of --url")]
    Elsewhere {
        /// Its servers.
        servers: String,
    },
    /// The URL would not be the one that is meant.
    #[error("the path `{path}` cannot be written as a URL")]
    Path {
        /// The path.
        path: String,
    },
}

/// Composes a planned request, the server's own values bound into it ([`Values::bind`]).
///
/// # Errors
///
/// When the request cannot be sent as planned: see [`NotSendable`]. That says nothing about the
/// server.
pub fn compose(
    base: &Url,
    contract: &Contract,
    operation: &Operation,
    planned: &PlannedRequest,
    secrets: &Secrets,
) -> Result<SentRequest, NotSendable> {
    let method = planned
        .method
        .as_deref()
        .unwrap_or(operation.key.method.as_str());
    let credentials = credentials::place(contract, operation, &planned.credentials, secrets)?;

    let path = parameters::path(operation, planned)?;
    let mut query = parameters::query(operation, planned)?;
    let mut shown_url = Shown::default();
    let mut text = absolute_text(base, &path, &query);
    for (name, value, shown) in &credentials.query {
        text.push(if query.is_empty() { '?' } else { '&' });
        text.push_str(&parameters::encoded(name));
        text.push('=');
        let shown = match parameters::encoded(value) == *value {
            true => Piece::Placeholder(shown.clone()),
            false => Piece::Encoded(shown.clone()),
        };
        shown_url
            .0
            .extend([Piece::Text(std::mem::take(&mut text)), shown]);
        query.push(parameters::encoded_pair(name, value));
    }
    let url = absolute(base, &path, &query)?;

    let mut headers = parameters::headers(operation, planned)?;
    headers.extend(credentials.headers);
    if let Some(cookie) = parameters::cookies(operation, planned, &credentials.cookies)? {
        headers.push(cookie);
    }
    let (media, body) = body(&planned.body);
    let raw = |name: &str| {
        planned
            .raw_headers
            .iter()
            .any(|(it, _)| it.eq_ignore_ascii_case(name))
    };
    if let Some(media) = media.filter(|_| !raw("content-type")) {
        headers.push(SentHeader::plain("content-type", media));
    }
    user_headers::add(&mut headers, contract, operation, planned, secrets);
    headers.retain(|header| !raw(&header.name));
    for (name, value) in &planned.raw_headers {
        headers.push(SentHeader::plain(name, value.clone()));
    }
    Ok(SentRequest {
        method: method.to_owned(),
        url,
        shown_url: (!shown_url.0.is_empty()).then_some(shown_url),
        headers,
        body,
    })
}

/// Media type and bytes of a body.
fn body(body: &Body) -> (Option<String>, Option<Bytes>) {
    match body {
        Body::None => (None, None),
        Body::Json { media, value } => (Some(media.clone()), Some(value.to_string().into())),
        Body::Malformed { media, value, how } => {
            (media.clone(), Some(malformed::text(value, how).into()))
        }
        Body::Text { media, text, .. } => (Some(media.clone()), Some(text.clone().into())),
    }
}

/// The absolute URL of a path under the base.
fn absolute(base: &Url, path: &str, query: &[String]) -> Result<String, NotSendable> {
    let text = absolute_text(base, path, query);
    // What no reader of URLs touches (RFC 3986 §2.3), but for the dots of `.` and `..`.
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~' | b'/');
    // Without a slash before it, it would be more of the host or port.
    let unchanged = path.starts_with('/')
        && (path.bytes().all(plain)
            || Url::parse(&text).is_ok_and(|url| {
                let meant = format!("{}{path}", base.path().trim_end_matches('/'));
                url.path() == meant && url.origin() == base.origin()
            }));
    match unchanged {
        true => Ok(text),
        // A segment `.` or `..` would be resolved away, whichever way it is written.
        false => Err(NotSendable::Path {
            path: path.to_owned(),
        }),
    }
}

fn absolute_text(base: &Url, path: &str, query: &[String]) -> String {
    let base = base.as_str().trim_end_matches('/');
    match query.is_empty() {
        true => format!("{base}{path}"),
        false => format!("{base}{path}?{}", query.join("&")),
    }
}

impl SentHeader {
    /// A header line that holds no credential.
    #[must_use]
    pub fn plain(name: &str, value: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            value: value.into(),
            shown: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_on_the_host_and_under_the_base() {
        let base = Url::parse("http://h:80/base").unwrap();
        let check = |path: &str| absolute(&base, path, &[]).ok();
        assert_eq!(check("/x-1/y").as_deref(), Some("http://h/base/x-1/y"));
        assert_eq!(check("/x%2Fy/ä"), None);
        assert_eq!(check("/x/.."), None);
        let root = Url::parse("http://h:2910").unwrap();
        assert!(absolute(&root, "9/x", &[]).is_err());
        assert!(absolute(&root, "@elsewhere/x", &[]).is_err());
    }
}
