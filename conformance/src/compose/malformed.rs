//! Spoils the text of a JSON body.

use serde_json::Value;

use crate::case::Malformed;

/// The bytes of a JSON value, spoilt. A way that the value has no place for (a duplicate member of
/// an array) leaves it as it is, but for truncation, which always takes something away.
pub(super) fn text(value: &Value, how: &Malformed) -> Vec<u8> {
    let text = value.to_string();
    match how {
        Malformed::Not => text.into_bytes(),
        Malformed::Empty => Vec::new(),
        // Without its last character: the least that a lenient reader would have to add.
        Malformed::Truncated => text.as_bytes()[..text.len().saturating_sub(1)].to_vec(),
        Malformed::Trailing => format!("{text}{text}").into_bytes(),
        Malformed::SingleQuotes => text.replace('"', "'").into_bytes(),
        Malformed::TrailingComma => before_the_end(&text, ",").into_bytes(),
        Malformed::NotUtf8 => not_utf8(value, &text),
        Malformed::ByteOrderMark => format!("\u{feff}{text}").into_bytes(),
        Malformed::DuplicateMember { second } => match first_name(value) {
            Some(name) => before_the_end(&text, &format!(",{}:{second}", Value::from(name))),
            None => text,
        }
        .into_bytes(),
        Malformed::UnknownMember { text: member } => unknown(value, &text, member).into_bytes(),
        Malformed::Text { at, text: other } => instead(value, at, other).into_bytes(),
        Malformed::Padded { to } => {
            let padding = "x".repeat(to.saturating_sub(text.len()));
            unknown(value, &text, &format!("\"{padding}\"")).into_bytes()
        }
    }
}

/// The text with another one for the value at a pointer.
fn instead(value: &Value, at: &str, other: &str) -> String {
    let mut marked = value.clone();
    let text = marked.to_string();
    // A mark that is nowhere in the text.
    let mut mark = "tally".to_owned();
    while text.contains(&mark) {
        mark.push('-');
    }
    let Some(place) = marked.pointer_mut(at) else {
        return text;
    };
    *place = Value::from(mark.as_str());
    let quoted = format!("\"{mark}\"");
    marked.to_string().replacen(&quoted, other, 1)
}

/// The name of the member that `UnknownMember` and `Padded` add.
const UNKNOWN: &str = "x-tally-unknown";

fn unknown(value: &Value, text: &str, member: &str) -> String {
    match value {
        Value::Object(members) if members.is_empty() => format!("{{\"{UNKNOWN}\":{member}}}"),
        Value::Object(_) => before_the_end(text, &format!(",\"{UNKNOWN}\":{member}")),
        _ => text.to_owned(),
    }
}

fn first_name(value: &Value) -> Option<&str> {
    value.as_object()?.keys().next().map(String::as_str)
}

/// The text with something put before its last character.
fn before_the_end(text: &str, what: &str) -> String {
    match text.char_indices().next_back() {
        Some((end, _)) => format!("{}{what}{}", &text[..end], &text[end..]),
        None => what.to_owned(),
    }
}

/// A byte that is not UTF-8 in the last string of the text: of an unknown member, so that nothing
/// else is wrong with the value.
fn not_utf8(value: &Value, text: &str) -> Vec<u8> {
    let mut bytes = match value {
        Value::Object(_) => unknown(value, text, "\"\""),
        _ => text.to_owned(),
    }
    .into_bytes();
    let quote = bytes.iter().rposition(|&byte| byte == b'"');
    bytes.insert(quote.unwrap_or(bytes.len()), 0xff);
    bytes
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(how: Malformed, expected: &[u8]) {
        let spoilt = text(&json!({"id": "ä", "n": 1}), &how);
        assert_eq!(spoilt, expected, "{}", String::from_utf8_lossy(&spoilt));
    }

    #[test]
    fn each_way_spoils_only_what_it_names() {
        check(Malformed::Not, "{\"id\":\"ä\",\"n\":1}".as_bytes());
        check(Malformed::Empty, b"");
        check(Malformed::Truncated, "{\"id\":\"ä\",\"n\":1".as_bytes());
        check(
            Malformed::TrailingComma,
            "{\"id\":\"ä\",\"n\":1,}".as_bytes(),
        );
        check(Malformed::SingleQuotes, "{'id':'ä','n':1}".as_bytes());
        check(
            Malformed::ByteOrderMark,
            "\u{feff}{\"id\":\"ä\",\"n\":1}".as_bytes(),
        );
        check(
            Malformed::NotUtf8,
            b"{\"id\":\"\xc3\xa4\",\"n\":1,\"x-tally-unknown\":\"\xff\"}",
        );
        check(
            Malformed::DuplicateMember {
                second: "null".to_owned(),
            },
            "{\"id\":\"ä\",\"n\":1,\"id\":null}".as_bytes(),
        );
        check(
            Malformed::UnknownMember {
                text: "1e400".to_owned(),
            },
            "{\"id\":\"ä\",\"n\":1,\"x-tally-unknown\":1e400}".as_bytes(),
        );
        check(
            Malformed::Text {
                at: "/n".to_owned(),
                text: "-1e400".to_owned(),
            },
            "{\"id\":\"ä\",\"n\":-1e400}".as_bytes(),
        );
    }

    #[test]
    fn padding_reaches_the_size() {
        let spoilt = text(&json!({"id": "a"}), &Malformed::Padded { to: 70_000 });
        assert!(spoilt.len() >= 70_000, "{}", spoilt.len());
        assert!(serde_json::from_slice::<Value>(&spoilt).is_ok());
    }
}
