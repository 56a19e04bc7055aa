//! Requests while they are written.

use std::fmt;

use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;

use super::issue::Part;
use super::media_body::MediaBody;
use super::media_type::{is_of_range, lacks_boundary};
use super::percent::percent_encode;
use super::secret::Secret;
use super::unwritable::{Reason, Unwritable};
use super::wire::Wire;
use super::wire_write::{plain, query, segment};

/// A request while it is written. `Debug` shows method and path only.
pub struct Outgoing {
    /// The method.
    pub method: Method,
    /// The path, encoded; what is not written yet stands in braces.
    pub path: String,
    /// The query string, encoded.
    pub query: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Outgoing {
    /// A request that nothing was written to, with the path of the document.
    #[must_use]
    pub fn new(method: Method, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            query: String::new(),
            headers: HeaderMap::new(),
            body: Vec::new(),
        }
    }

    /// Writes a parameter.
    ///
    /// # Errors
    ///
    /// [`Unwritable`] if its place cannot hold the value.
    pub fn required<T: Serialize>(
        &mut self,
        part: Part,
        name: &str,
        wire: &Wire,
        value: &T,
    ) -> Result<(), Unwritable> {
        let value = serde_json::to_value(value).map_err(|_| Reason::NotJson);
        let written = value.and_then(|value| {
            match part {
                Part::Path => {
                    let segment = segment(wire, name, &value)?;
                    self.path = self.path.replace(&format!("{{{name}}}"), &segment);
                }
                Part::Query => {
                    for (name, value) in query(wire, name, &value)? {
                        self.pair(&name, &value);
                    }
                }
                Part::Header => self.header(name, &plain(wire, &value)?, false)?,
                Part::Cookie => self.cookie(name, &plain(wire, &value)?)?,
                Part::Body => {}
            }
            Ok(())
        });
        written.map_err(unwritable(part, name))
    }

    /// Writes a parameter if there is a value.
    ///
    /// # Errors
    ///
    /// [`Unwritable`] if its place cannot hold the value.
    pub fn optional<T: Serialize>(
        &mut self,
        part: Part,
        name: &str,
        wire: &Wire,
        value: Option<&T>,
    ) -> Result<(), Unwritable> {
        value.map_or(Ok(()), |value| self.required(part, name, wire, value))
    }

    /// Writes a body of JSON.
    ///
    /// # Errors
    ///
    /// [`Unwritable`] if its `Serialize` fails, which that of a generated type never does.
    pub fn json<T: Serialize>(&mut self, media_type: &str, body: &T) -> Result<(), Unwritable> {
        let bytes = serde_json::to_vec(body).map_err(|_| Reason::NotJson);
        let bytes = bytes.map_err(unwritable(Part::Body, ""))?;
        self.bytes(media_type, &bytes)
    }

    /// Writes a body of text or bytes.
    ///
    /// # Errors
    ///
    /// [`Unwritable`] if the media type is none that a header can hold.
    pub fn bytes(&mut self, media_type: &str, body: &[u8]) -> Result<(), Unwritable> {
        let written = self.header(CONTENT_TYPE.as_str(), media_type, false);
        written.map_err(unwritable(Part::Header, CONTENT_TYPE.as_str()))?;
        self.body = body.to_vec();
        Ok(())
    }

    /// Writes a body that says its media type, which is within a range.
    ///
    /// # Errors
    ///
    /// [`Unwritable`] if the media type is not of the range, lacks the boundary of a multipart body,
    /// or is none that a header can hold.
    pub fn ranged(&mut self, range: &str, body: &MediaBody) -> Result<(), Unwritable> {
        let (part, name) = (Part::Header, CONTENT_TYPE.as_str());
        if !is_of_range(&body.media_type, range) {
            return Err(unwritable(part, name)(Reason::MediaType));
        }
        if lacks_boundary(&body.media_type) {
            return Err(unwritable(part, name)(Reason::Boundary));
        }
        self.bytes(&body.media_type, &body.bytes)
    }

    /// Writes a key where the document wants it.
    ///
    /// # Errors
    ///
    /// [`Unwritable`] if its place cannot hold it.
    pub fn secret(&mut self, part: Part, name: &str, key: &Secret) -> Result<(), Unwritable> {
        let written = match part {
            Part::Query => {
                self.pair(&percent_encode(name), &percent_encode(key.expose()));
                Ok(())
            }
            Part::Cookie => self.cookie(name, key.expose()),
            Part::Path | Part::Header | Part::Body => self.header(name, key.expose(), true),
        };
        written.map_err(unwritable(part, name))
    }

    /// Writes `Authorization` with a scheme and what follows it.
    ///
    /// # Errors
    ///
    /// [`Unwritable`] if a header cannot hold it.
    pub fn authorization(&mut self, scheme: &str, credential: &Secret) -> Result<(), Unwritable> {
        let value = format!("{scheme} {}", credential.expose());
        let written = self.header(AUTHORIZATION.as_str(), &value, true);
        written.map_err(unwritable(Part::Header, AUTHORIZATION.as_str()))
    }

    /// Writes `Authorization: Basic` (RFC 7617 section 2).
    ///
    /// # Errors
    ///
    /// [`Unwritable`] if the name holds a colon, which ends it.
    pub fn basic(&mut self, name: &str, password: &Secret) -> Result<(), Unwritable> {
        if name.contains(':') {
            let (part, name) = (Part::Header, AUTHORIZATION.as_str());
            return Err(unwritable(part, name)(Reason::Separator));
        }
        let pair = format!("{name}:{}", password.expose());
        self.authorization("Basic", &Secret::new(base64(pair.as_bytes())))
    }

    fn pair(&mut self, name: &str, value: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(name);
        self.query.push('=');
        self.query.push_str(value);
    }

    fn cookie(&mut self, name: &str, value: &str) -> Result<(), Reason> {
        if value.contains(';') || value.trim() != value {
            return Err(Reason::Character);
        }
        let before = self.headers.get(COOKIE).and_then(|before| before.to_str().ok());
        let before = before.map(|before| format!("{before}; ")).unwrap_or_default();
        self.header(COOKIE.as_str(), &format!("{before}{name}={value}"), true)
    }

    fn header(&mut self, name: &str, value: &str, secret: bool) -> Result<(), Reason> {
        if value.trim() != value || !value.is_ascii() {
            return Err(Reason::Character);
        }
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| Reason::Character)?;
        let mut value = HeaderValue::from_str(value).map_err(|_| Reason::Character)?;
        value.set_sensitive(secret);
        self.headers.insert(name, value);
        Ok(())
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

fn unwritable(part: Part, name: &str) -> impl Fn(Reason) -> Unwritable {
    move |reason| Unwritable {
        part,
        name: name.to_owned(),
        reason,
    }
}

/// Base 64 (RFC 4648 section 4), with padding.
fn base64(bytes: &[u8]) -> String {
    const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let [first, second, third] = [0, 1, 2].map(|place| group.get(place).copied());
        let bits = u32::from(first.unwrap_or(0)) << 16
            | u32::from(second.unwrap_or(0)) << 8
            | u32::from(third.unwrap_or(0));
        for place in 0..=group.len() {
            let symbol = (bits >> (18 - 6 * place)) & 63;
            text.push(SYMBOLS[symbol as usize].into());
        }
        for _ in group.len()..3 {
            text.push('=');
        }
    }
    text
}
