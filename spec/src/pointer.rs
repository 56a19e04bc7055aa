//! JSON Pointers (RFC 6901) as text: split, joined, escaped.

use std::borrow::Cow;

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

/// The pointer with one more token, which is escaped.
#[must_use]
pub fn join(pointer: &str, token: &str) -> String {
    format!("{pointer}/{}", escape(token))
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
