//! Finds credentials in requests.

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;

use super::percent::percent_decode;
use super::secret::Secret;

/// The value of a header that carries an API key; an empty one counts as none.
#[must_use]
pub fn header(headers: &HeaderMap, name: &str) -> Option<Secret> {
    filled(headers.get(name)?.to_str().ok()?)
}

/// The value of a query parameter that carries an API key; an empty one counts as none.
#[must_use]
pub fn query(parts: &Parts, name: &str) -> Option<Secret> {
    let pairs = parts
        .uri
        .query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    let mut named = pairs.filter(|(key, _)| percent_decode(key) == name);
    filled(&percent_decode(named.next()?.1))
}

/// The value of a cookie that carries an API key; an empty one counts as none.
#[must_use]
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<Secret> {
    let values = headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = values
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    filled(pairs.find(|(key, _)| *key == name)?.1)
}

/// What follows a scheme in `Authorization`; the scheme's case is of no importance (RFC 9110
/// section 11.1).
#[must_use]
pub fn authorization(headers: &HeaderMap, scheme: &str) -> Option<Secret> {
    let (found, credential) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if found.eq_ignore_ascii_case(scheme) {
        filled(credential.trim())
    } else {
        None
    }
}

/// The name and the password of `Authorization: Basic` (RFC 7617 section 2).
#[must_use]
pub fn basic(headers: &HeaderMap) -> Option<(String, Secret)> {
    let encoded = authorization(headers, "basic")?;
    let decoded = String::from_utf8(base64(encoded.expose())?).ok()?;
    let (name, password) = decoded.split_once(':')?;
    Some((name.to_owned(), Secret::new(password)))
}

fn filled(value: &str) -> Option<Secret> {
    (!value.is_empty()).then(|| Secret::new(value))
}

/// Undoes base 64 (RFC 4648 section 4), with or without padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut bits, mut count) = (0_u32, 0);
    for symbol in text.trim_end_matches('=').bytes() {
        let value = match symbol {
            b'A'..=b'Z' => symbol - b'A',
            b'a'..=b'z' => symbol - b'a' + 26,
            b'0'..=b'9' => symbol - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            let [.., byte] = (bits >> count).to_be_bytes();
            bytes.push(byte);
        }
    }
    Some(bytes)
}
