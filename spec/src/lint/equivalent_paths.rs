//! Two path templates that match the same paths.
//!
//! "Templated paths with the same hierarchy but different templated names MUST NOT exist as they
//! are identical" (OpenAPI 3.1 section 4.8.8), and a sign is the same whether or not it is
//! percent-encoded (RFC 3986 section 6.2.2). Fires at the second one.

use std::collections::HashMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

use super::Findings;
use crate::Severity;
use crate::contract::Contract;

/// What does not stand as itself in a segment of a path (RFC 3986 section 3.3).
const NOT_OF_SEGMENTS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');
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

/// The path with every sign that may stand as itself in a segment written so, and all others
/// encoded.
fn decoded(path: &str) -> String {
    let part = |part: &str| {
        let end = part.len() - usize::from(part.ends_with(['/', '{', '}']));
        let text: Vec<u8> = percent_decode_str(&part[..end]).collect();
        format!("{}{}", percent_encode(&text, NOT_OF_SEGMENTS), &part[end..])
    };
    path.split_inclusive(['/', '{', '}']).map(part).collect()
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
            "paths: {'/a/{b}': {}, '/a/b': {}, '/a/{b}/c': {}, '/a/{b}c': {}, '/a/%7B%7D': {}}",
        );
    }
}
