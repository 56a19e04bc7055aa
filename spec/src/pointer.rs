//! JSON Pointers (RFC 6901) as text: split, joined, escaped.

use std::borrow::Cow;

use serde_json::Value;

/// Escapes one reference token: `~` as `~0`, `/` as `~1`.
///
/// # Example
///
/// ```
/// assert_eq!(tally_spec::pointer::escape("a/b~c"), "a~1b~0c");
/// ```
#[must_use]
pub fn escape(token: &str) -> Cow<'_, str> {
    match token.contains(['~', '/']) {
        true => Cow::Owned(token.replace('~', "~0").replace('/', "~1")),
        false => Cow::Borrowed(token),
    }
}

/// Undoes [`escape`].
#[must_use]
pub fn unescape(token: &str) -> Cow<'_, str> {
    match token.contains('~') {
        true => Cow::Owned(token.replace("~1", "/").replace("~0", "~")),
        false => Cow::Borrowed(token),
    }
}

/// The reference tokens of a pointer, unescaped.
///
/// # Example
///
/// ```
/// use tally_spec::pointer;
///
/// assert_eq!(pointer::tokens("/a~1b/0"), ["a/b", "0"]);
/// assert!(pointer::tokens("").is_empty());
/// ```
#[must_use]
pub fn tokens(pointer: &str) -> Vec<String> {
    let tokens = pointer.split('/').skip(1);
    tokens.map(|token| unescape(token).into_owned()).collect()
}

/// The value that a pointer names: as [`Value::pointer`], which makes two texts of each token.
#[must_use]
pub fn get<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    let mut found = value;
    if pointer.is_empty() {
        return Some(found);
    }
    for token in pointer.strip_prefix('/')?.split('/') {
        let token = unescape(token);
        found = match found {
            Value::Object(members) => members.get(&*token)?,
            Value::Array(items) => items.get(index(&token)?)?,
            _ => return None,
        };
    }
    Some(found)
}

/// The index that a token is (RFC 6901 section 4): without a sign or leading zeros.
fn index(token: &str) -> Option<usize> {
    let is_written_so = token == "0" || !token.starts_with(['0', '+']);
    is_written_so.then(|| token.parse().ok()).flatten()
}

/// The pointer with one more token, which is escaped.
#[must_use]
pub fn join(pointer: &str, token: &str) -> String {
    let mut joined = String::with_capacity(pointer.len() + 1 + token.len());
    joined.push_str(pointer);
    push(&mut joined, token);
    joined
}

/// Adds a token, which is escaped, to a pointer.
pub fn push(pointer: &mut String, token: &str) {
    pointer.push('/');
    pointer.push_str(&escape(token));
}

/// The pointer made of these tokens, which are escaped.
#[must_use]
pub fn of(tokens: &[impl AsRef<str>]) -> String {
    tokens
        .iter()
        .map(|token| format!("/{}", escape(token.as_ref())))
        .collect()
}

/// The pointer without its last token, and that token unescaped; none for the empty pointer.
#[must_use]
pub fn split_last(pointer: &str) -> Option<(&str, String)> {
    let (parent, last) = pointer.rsplit_once('/')?;
    Some((parent, unescape(last).into_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_is_found_as_serde_json_finds_it() {
        let value = json!({ "a/b": [{ "~": 1 }, 2], "": { "01": 3 }, "0": 4 });
        for pointer in [
            "",
            "/",
            "/a~1b",
            "/a~1b/0/~0",
            "/a~1b/1",
            "/a~1b/01",
            "/a~1b/+1",
            "/a~1b/-",
            "/a~1b/2",
            "//01",
            "/0",
            "a",
            "/a~1b/0/~0/x",
            "/none",
        ] {
            assert_eq!(get(&value, pointer), value.pointer(pointer), "{pointer}");
        }
    }
}
