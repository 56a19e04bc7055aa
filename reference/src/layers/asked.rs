//! The request, as it came and as it goes on.

use std::fmt;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::task::Changes;

/// A request, with its whole body. `Debug` shows nothing of what may hold a credential.
#[derive(Clone)]
pub struct Asked {
    /// The method.
    pub method: Method,
    /// The target.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Asked {
    /// Whether it asks for the one operation of the document, whatever else is wrong with it.
    #[must_use]
    pub fn is_update(&self) -> bool {
        self.method == Method::PATCH && self.uri.path() == "/api/tasks"
    }

    /// The body as JSON; none when it is not JSON.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The members of the body; none at all when it is no JSON object.
    #[must_use]
    pub fn members(&self) -> Map<String, Value> {
        match self.json() {
            Some(Value::Object(members)) => members,
            _ => Map::new(),
        }
    }

    /// A member of the body.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<Value> {
        self.members().remove(name)
    }

    /// A member of the body that is a string.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        match self.member(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    /// A member of the body that is a uuid of the form of RFC 9562 section 4.
    #[must_use]
    pub fn uuid(&self, name: &str) -> Option<Uuid> {
        let text = self.text(name).filter(|text| text.len() == 36)?;
        Uuid::try_parse(&text).ok()
    }

    /// What stands in the header `x-api-key`.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.headers.get("x-api-key")?.to_str().ok()
    }

    /// The scheme and the credential of `Authorization`.
    #[must_use]
    pub fn authorization(&self) -> Option<(&str, &str)> {
        let value = self.headers.get(AUTHORIZATION)?.to_str().ok()?;
        let (scheme, credential) = value.split_once(' ').unwrap_or((value, ""));
        Some((scheme, credential.trim_start_matches(' ')))
    }

    /// The token of `Authorization: Bearer`.
    #[must_use]
    pub fn bearer(&self) -> Option<&str> {
        let (scheme, token) = self.authorization()?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token)
    }

    /// The media type of the body, without its parameters.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        let value = self.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        Some(value.split(';').next().unwrap_or_default().trim())
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asked")
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A request on its way in, which *before* may change.
#[derive(Clone, Debug)]
pub struct Inbound {
    /// The request as it goes on.
    pub asked: Asked,
    /// What the store is to write instead of what the request says, if it comes that far: a fault
    /// that accepts what the faithful server refuses takes it out of the request and puts it here.
    pub forced: Changes,
}

impl Inbound {
    /// Sets a header.
    pub fn set_header(&mut self, name: HeaderName, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.asked.headers.insert(name, value);
        }
    }

    /// Replaces the body.
    pub fn set_body(&mut self, body: Vec<u8>) {
        self.asked.headers.remove(http::header::CONTENT_LENGTH);
        self.asked.body = body.into();
    }

    /// Replaces the body by this JSON.
    pub fn set_json(&mut self, body: &Value) {
        self.set_body(body.to_string().into_bytes());
    }

    /// Replaces a member of the body; nothing when the body is no object.
    pub fn set_member(&mut self, name: &str, value: Value) {
        if let Some(Value::Object(mut members)) = self.asked.json() {
            members.insert(name.to_owned(), value);
            self.set_json(&Value::Object(members));
        }
    }

    /// Takes a member out of the body when `unwanted` says so.
    pub fn take_member(&mut self, name: &str, unwanted: fn(&Value) -> bool) -> Option<Value> {
        let mut members = self.asked.members();
        if !members.get(name).is_some_and(unwanted) {
            return None;
        }
        let taken = members.shift_remove(name);
        self.set_json(&Value::Object(members));
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(authorization: &'static str) -> Asked {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, HeaderValue::from_static(authorization));
        Asked {
            method: Method::PATCH,
            uri: Uri::from_static("/api/tasks?key=hush"),
            headers,
            body: Bytes::from_static(b"{}"),
        }
    }

    #[test]
    fn a_bearer_token_is_found_in_any_case_of_its_scheme() {
        assert_eq!(asked("bEarer hush").bearer(), Some("hush"));
        assert_eq!(asked("Bearer  hush").bearer(), Some("hush"));
        assert_eq!(asked("Bearer").bearer(), Some(""));
        assert_eq!(asked("Basic hush").bearer(), None);
    }

    #[test]
    fn nothing_that_may_be_secret_is_in_debug_output() {
        let shown = format!("{:?}", asked("Bearer hush"));
        assert!(
            shown.contains("/api/tasks") && !shown.contains("hush"),
            "{shown}"
        );
    }
}
