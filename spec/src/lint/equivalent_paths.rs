//! Two path templates that match the same paths.
//!
//! "Templated paths with the same hierarchy but different templated names MUST NOT exist as they
//! are identical" (OpenAPI 3.1 section 4.8.8), and a sign is the same whether or not it is
//! percent-encoded (RFC 3986 section 6.2.2). Fires at the second one.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::Findings;
use crate::Severity;
use crate::contract::Contract;
use crate::tree::View;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let mut met: HashMap<String, &str> = HashMap::new();
    let paths = contract.root().get("paths");
    let paths = paths.and_then(|paths| contract.document.follow(paths));
    for (path, item) in paths.into_iter().flat_map(View::members) {
        if path.starts_with("x-") {
            continue;
        }
        if let Some(first) = met.insert(decoded(&anonymous(path)), path) {
            let message = format!("this matches the same paths as `{first}`");
            findings.add(
                Severity::Error,
                item,
                message,
                Some("describe them in one path item"),
            );
        }
    }
}

/// The path without the names in its braces.
fn anonymous(path: &str) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for letter in path.chars() {
        inside &= letter != '}';
        if !inside {
            kept.push(letter);
        }
        inside |= letter == '{';
    }
    kept
}

/// The path with every sign that may stand as itself in a path written so, and all others encoded.
fn decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut made = String::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).filter(|_| byte == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let encoded = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        at += if encoded.is_some() { 3 } else { 1 };
        let plain = encoded.unwrap_or(byte);
        let itself = plain.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&plain);
        if itself || (encoded.is_none() && plain.is_ascii()) {
            made.push(char::from(plain));
        } else {
            let _ = write!(made, "%{plain:02X}");
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    #[test]
    fn templates_that_differ_in_names_only_fire() {
        check(
            "equivalent-paths",
            "paths: {'/a/{b}': {}, '/a/{c}': {}}",
            &["this matches the same paths as `/a/{b}`"],
        );
    }

    #[test]
    fn templates_that_are_equal_when_decoded_fire() {
        check(
            "equivalent-paths",
            "paths: {'/a%62': {}, '/%61b': {}, /ü: {}, '/%c3%BC': {}, '/a%2Fb': {}, '/a/b': {}}",
            &[
                "this matches the same paths as `/a%62`",
                "this matches the same paths as `/ü`",
            ],
        );
    }

    #[test]
    fn other_templates_are_silent() {
        silent(
            "equivalent-paths",
            "paths: {'/a/{b}': {}, '/a/b': {}, '/a/{b}/c': {}, '/a/{b}c': {}}",
        );
    }
}
