//! Reads requests and writes answers.
//!
//! Everything that a client can get wrong ends in a [`Rejection`]: no text of the framework
//! reaches it.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, HttpBody};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;

use super::rejection::Rejection;
use super::secret::Secret;

/// What a server takes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The greatest number of bytes in the body of a request.
    pub body: usize,
}

/// 1 MiB.
impl Default for Limits {
    fn default() -> Self {
        Self { body: 1024 * 1024 }
    }
}

/// The value of a header that carries an API key; an empty one counts as none.
#[must_use]
pub fn api_key(headers: &HeaderMap, name: &str) -> Option<Secret> {
    let key = headers.get(name)?.to_str().ok()?;
    (!key.is_empty()).then(|| Secret::new(key))
}

/// The token of `Authorization: Bearer` (RFC 6750 section 2.1); the scheme's case is of no
/// importance (RFC 9110 section 11.1).
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<Secret> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then(|| Secret::new(token))
}

/// Finds the first declared media type that `Content-Type` names; its parameters and the case of
/// its letters are of no importance (RFC 9110 section 8.3.1). A body without `Content-Type` is
/// taken for the first one.
///
/// # Errors
///
/// [`Rejection::UnsupportedMediaType`] if there is none.
pub fn media_type(headers: &HeaderMap, declared: &[&str]) -> Result<usize, Rejection> {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return Ok(0);
    };
    let content_type = String::from_utf8_lossy(value.as_bytes()).into_owned();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let position = declared
        .iter()
        .position(|declared| declared.eq_ignore_ascii_case(essence));
    position.ok_or(Rejection::UnsupportedMediaType { content_type })
}

/// Reads a body as far as the limits permit.
///
/// # Errors
///
/// [`Rejection::TooLarge`], and [`Rejection::Incomplete`] if the connection ended too early.
pub async fn read(mut body: Body, limits: Limits) -> Result<Vec<u8>, Rejection> {
    let too_large = Rejection::TooLarge { limit: limits.body };
    let announced = body.size_hint().lower();
    if usize::try_from(announced).map_or(true, |announced| announced > limits.body) {
        return Err(too_large);
    }
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| Rejection::Incomplete)?;
        let Some(data) = frame.data_ref() else {
            continue;
        };
        if data.len() > limits.body - bytes.len() {
            return Err(too_large);
        }
        bytes.extend_from_slice(data);
    }
    Ok(bytes)
}

/// Reads a body that must be JSON. Of members with the same name the last one counts.
///
/// # Errors
///
/// Those of [`media_type`] and [`read`]; [`Rejection::MissingBody`] if it is empty;
/// [`Rejection::Malformed`] if it is not JSON.
pub async fn read_json(
    headers: &HeaderMap,
    body: Body,
    limits: Limits,
    declared: &[&str],
) -> Result<Value, Rejection> {
    if headers.get(CONTENT_TYPE).is_none() && body.is_end_stream() {
        return Err(Rejection::MissingBody);
    }
    media_type(headers, declared)?;
    let bytes = read(body, limits).await?;
    if bytes.is_empty() {
        return Err(Rejection::MissingBody);
    }
    serde_json::from_slice(&bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Rejection::Malformed { line, column }
    })
}

/// An answer without a body.
#[must_use]
pub fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// An answer with a body of JSON.
#[must_use]
pub fn json<T: Serialize>(status: StatusCode, media_type: &'static str, body: &T) -> Response {
    let Ok(bytes) = serde_json::to_vec(body) else {
        // Generated types always serialise; a hand-written one that does not is a defect.
        return empty(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}
