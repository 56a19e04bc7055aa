//! Reads requests and writes answers.
//!
//! Everything that a client can get wrong ends in a [`Rejection`]: no text of the framework
//! reaches it.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, HttpBody};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;

use super::media_body::MediaBody;
use super::media_type::position;
use super::rejection::Rejection;

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

/// Finds the first declared media type that `Content-Type` names. A body without it is taken for
/// the first one.
///
/// # Errors
///
/// [`Rejection::UnsupportedMediaType`] if there is none.
pub fn media_type(headers: &HeaderMap, declared: &[&str]) -> Result<usize, Rejection> {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return Ok(0);
    };
    let content_type = String::from_utf8_lossy(value.as_bytes()).into_owned();
    let position = position(&content_type, declared);
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

/// A body, with the number of the declared media type that it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The number of the media type.
    pub media_type: usize,
    /// `Content-Type` as it came.
    pub content_type: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Reads a body of one of the declared media types; `None` if there is no body.
///
/// # Errors
///
/// Those of [`media_type`] and [`read`].
pub async fn optional(
    parts: &Parts,
    body: Body,
    limits: Limits,
    declared: &[&str],
) -> Result<Option<Content>, Rejection> {
    if parts.headers.get(CONTENT_TYPE).is_none() && body.is_end_stream() {
        return Ok(None);
    }
    let media_type = media_type(&parts.headers, declared)?;
    let content_type = parts.headers.get(CONTENT_TYPE);
    let content_type = content_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let bytes = read(body, limits).await?;
    Ok((!bytes.is_empty()).then_some(Content {
        media_type,
        content_type,
        bytes,
    }))
}

/// Reads a body that must be there, of one of the declared media types.
///
/// # Errors
///
/// Those of [`media_type`] and [`read`]; [`Rejection::MissingBody`] if there is none.
pub async fn required(
    parts: &Parts,
    body: Body,
    limits: Limits,
    declared: &[&str],
) -> Result<Content, Rejection> {
    optional(parts, body, limits, declared)
        .await?
        .ok_or(Rejection::MissingBody)
}

impl Content {
    /// The body as JSON. Of members with the same name the last one counts.
    ///
    /// # Errors
    ///
    /// [`Rejection::Malformed`] if it is not JSON.
    pub fn json(&self) -> Result<Value, Rejection> {
        serde_json::from_slice(&self.bytes).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            Rejection::Malformed { line, column }
        })
    }

    /// The body with its media type; `application/octet-stream` if none came (RFC 9110 section
    /// 8.3).
    #[must_use]
    pub fn ranged(self) -> MediaBody {
        let unknown = || "application/octet-stream".to_owned();
        MediaBody {
            media_type: self.content_type.unwrap_or_else(unknown),
            bytes: self.bytes,
        }
    }

    /// The body as text.
    ///
    /// # Errors
    ///
    /// [`Rejection::Malformed`] if it is not UTF-8.
    pub fn text(self) -> Result<String, Rejection> {
        String::from_utf8(self.bytes).map_err(|error| {
            let before = error.as_bytes().get(..error.utf8_error().valid_up_to());
            let lines = before.unwrap_or_default().split(|byte| *byte == b'\n');
            let (line, last) = lines.enumerate().last().unwrap_or_default();
            Rejection::Malformed {
                line: line + 1,
                column: last.len() + 1,
            }
        })
    }
}

/// An answer without a body.
#[must_use]
pub fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// An answer with a body of bytes.
#[must_use]
pub fn bytes(status: StatusCode, media_type: &str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    match HeaderValue::from_str(media_type) {
        Ok(media_type) => drop(response.headers_mut().insert(CONTENT_TYPE, media_type)),
        Err(_) => return empty(StatusCode::INTERNAL_SERVER_ERROR),
    }
    response
}

/// An answer with a body of JSON.
#[must_use]
pub fn json<T: Serialize>(status: StatusCode, media_type: &str, body: &T) -> Response {
    let Ok(bytes) = serde_json::to_vec(body) else {
        // Generated types always serialise; a hand-written one that does not is a defect.
        return empty(StatusCode::INTERNAL_SERVER_ERROR);
    };
    self::bytes(status, media_type, bytes)
}
