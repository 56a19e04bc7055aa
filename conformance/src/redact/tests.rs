//! Every form, everywhere, and nothing else.

use serde_json::json;

use super::*;
use crate::compose;
use crate::report::sample;
use crate::secret::Secret;

fn check(secret: &str, text: &str, expected: &str) {
    let mut secrets = Secrets::default();
    secrets.given.insert("key".to_owned(), Secret::new(secret));
    assert_eq!(Redactor::new(&secrets).unwrap().text(text), expected);
}

#[test]
fn a_credential_is_replaced_wherever_it_stands() {
    check(
        "abc-1234",
        "got abc-1234, and abc-1234!",
        "got $TALLY_KEY, and $TALLY_KEY!",
    );
}

#[test]
fn other_case_and_a_cut_end_are_replaced_too() {
    check(
        "abc-1234",
        "got ABC-1234 and abc-123.",
        "got $TALLY_KEY and $TALLY_KEY.",
    );
}

#[test]
fn encoded_forms_are_replaced() {
    check("a b/c\"d=", "a%20b%2Fc%22d%3D", "$TALLY_KEY");
    check("a b/c\"d=", r#"{"m":"a b/c\"d="}"#, r#"{"m":"$TALLY_KEY"}"#);
    check(
        "user:pass-word",
        "Basic dXNlcjpwYXNzLXdvcmQ=",
        "Basic $TALLY_KEY",
    );
    check(
        "user:pass-w0rd",
        "pass-w0rd is wrong",
        "$TALLY_KEY is wrong",
    );
}

/// As it is and in each wrong way that is made from it.
fn sent(right: &str) -> [String; 4] {
    let other = right.chars().map(|c| match c.is_ascii_uppercase() {
        true => c.to_ascii_lowercase(),
        false => c.to_ascii_uppercase(),
    });
    let other = other.collect();
    let shorter = right[..right.len() - 1].to_owned();
    [right.to_owned(), shorter, format!("{right}x"), other]
}

#[test]
fn a_wrong_credential_is_replaced_in_base64_of_every_alphabet() {
    use base64::Engine;
    use base64::engine::general_purpose as alphabets;
    for text in sent("user:pass>word?~~") {
        for alphabet in [
            alphabets::STANDARD,
            alphabets::STANDARD_NO_PAD,
            alphabets::URL_SAFE,
            alphabets::URL_SAFE_NO_PAD,
        ] {
            let said = format!("Basic {}", alphabet.encode(&text));
            check("user:pass>word?~~", &said, "Basic $TALLY_KEY");
            let slashed = said.replace('/', "\\/");
            check("user:pass>word?~~", &slashed, "Basic $TALLY_KEY");
        }
        let hex: String = text.bytes().map(|byte| format!("{byte:02X}")).collect();
        check("user:pass>word?~~", &hex, "$TALLY_KEY");
    }
}

#[test]
fn what_tally_itself_percent_encodes_is_replaced() {
    for text in sent("abc-def/ghi==") {
        let sent = compose::encoded(&text);
        assert!(sent.contains('-') && sent.contains("%2F"), "{sent}");
        check("abc-def/ghi==", &sent, "$TALLY_KEY");
        check("abc-def/ghi==", &sent.to_lowercase(), "$TALLY_KEY");
        check("abc-def/ghi==", &sent.replace('%', "%25"), "$TALLY_KEY");
    }
    check("a+b c/d", "a%2Bb+c%2Fd", "$TALLY_KEY");
    check("a+b c/d", "a%2Bb%20c/d", "$TALLY_KEY");
}

#[test]
fn strings_of_json_however_written_are_replaced() {
    for said in [
        r"a\/b&c'\u00fc<d",
        r"a/b\u0026c'ü\u003Cd",
        r"a/b\u0026c\u0027\u00FC\u003Cd",
        r"a\\\/b&c'\\u00fc<d",
        r"a\\/b&c'ü<d",
    ] {
        check("a/b&c'ü<d", said, "$TALLY_KEY");
    }
}

#[test]
fn markup_is_replaced() {
    for said in [
        "a&amp;b'c&lt;d&gt;&quot;=/e",
        "a&amp;b&#39;c&lt;d&gt;&quot;=/e",
        "a&amp;b&#39;c&lt;d&gt;&#34;=/e",
        "a&amp;b&#x27;c&lt;d&gt;&quot;&#x3D;&#x2F;e",
    ] {
        check("a&b'c<d>\"=/e", said, "$TALLY_KEY");
    }
}

#[test]
fn what_a_header_line_holds_is_replaced_alone() {
    let mut secrets = Secrets::default();
    for (name, line) in [
        ("Authorization", "Basic dXNlcjpwYXNzLXcwcmQ="),
        ("Cookie", "theme=dark1; sid=s3ss10n-1"),
    ] {
        secrets.headers.push((name.to_owned(), Secret::new(line)));
    }
    let redactor = Redactor::new(&secrets).unwrap();
    assert_eq!(
        redactor.text("pass-w0rd and s3ss10n-1"),
        "$TALLY_HEADER_AUTHORIZATION and $TALLY_HEADER_COOKIE"
    );
}

#[test]
fn text_beyond_ascii_keeps_its_boundaries() {
    check(
        "schlüssel-1",
        "der SCHLüSSEL-1 passt — nicht",
        "der $TALLY_KEY passt — nicht",
    );
}

#[test]
fn a_short_or_ordinary_credential_does_not_spoil_the_text() {
    check("a", "a banana", "a banana");
    check("text", "a text, or TEXT", "a text, or TEXT");
    let role = r#"{"role":"administrator"}"#;
    check("administrator", role, role);
    check("user:content-type", "no content-type", "no content-type");
    // What is made of it to be sent is sure.
    check("user:text", "Basic dXNlcjp0ZXh0", "Basic $TALLY_KEY");
}

#[test]
fn structured_data_is_redacted_in_names_and_values() {
    let mut secrets = Secrets::default();
    for (scheme, secret) in [
        ("key", "abc-1234"),
        ("pin", "2020202020202020"),
        ("flag", "true"),
    ] {
        let secret = Secret::new(secret);
        secrets.given.insert(scheme.to_owned(), secret);
    }
    let mut value = json!({"abc-1234": ["x abc-1234"], "ABC-1234": 2_020_202_020_202_020_u64, "n": [20_202_020_202_020_201_u64, true]});
    Redactor::new(&secrets).unwrap().value(&mut value);
    let redacted = json!({
        "$TALLY_KEY": ["x $TALLY_KEY"],
        "$TALLY_KEY_": "$TALLY_PIN",
        "n": ["$TALLY_PIN1", true],
    });
    assert_eq!(value, redacted);
}

#[test]
fn credentials_that_overlap_leave_nothing_of_either() {
    let mut secrets = Secrets::default();
    for (scheme, secret) in [("one", "12345abcdef"), ("two", "defghijk6789")] {
        let secret = Secret::new(secret);
        secrets.given.insert(scheme.to_owned(), secret);
    }
    let redactor = Redactor::new(&secrets).unwrap();
    assert_eq!(redactor.text("x 12345abcdefghijk6789 y"), "x $TALLY_TWO y");
    assert_eq!(
        redactor.text("12345abcdefdefghijk6789"),
        "$TALLY_ONE$TALLY_TWO"
    );
}

#[test]
fn a_text_that_was_cut_does_not_end_with_the_beginning_of_a_credential() {
    let mut secrets = Secrets::default();
    for (scheme, secret) in [
        ("one", "abc1+xyz"),
        ("two", "abc1+xyz-def2-ghi3"),
        ("three", "xxabc1+xyz-"),
    ] {
        let secret = Secret::new(secret);
        secrets.given.insert(scheme.to_owned(), secret);
    }
    let redactor = Redactor::new(&secrets).unwrap();
    let check = |text: &str, cut: &str, broken: &str| {
        let shown = |redacted: Option<String>| redacted.unwrap_or(text.to_owned());
        assert_eq!(shown(redactor.replaced_before_cut(text)), cut);
        assert_eq!(shown(redactor.replaced_before_break(text)), broken);
    };
    check("and a", "and ", "and a");
    check("and abc1+xyz-DE", "and ", "and $TALLY_TWO");
    check("xxabc1+xyz-de", "$TALLY_THREE", "$TALLY_THREE");
    check(
        "abc1+xyz and so.",
        "$TALLY_ONE and so.",
        "$TALLY_ONE and so.",
    );
    check("nothing.", "nothing.", "nothing.");
    check("abc1+xyz-def2-gh\u{fffd}", "", "$TALLY_TWO");
}

/// Every text that stands anywhere in the value: names of members, tags, values.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                found.push(name.clone());
                texts(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::String(text) => found.push(text.clone()),
        Value::Number(number) => found.push(number.to_string()),
        Value::Bool(bool) => found.push(bool.to_string()),
        Value::Null => {}
    }
}

/// The names of all members, in their order.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| [vec![name.clone()], names(value)].concat())
            .collect(),
        Value::Array(items) => items.iter().flat_map(names).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn no_credential_changes_what_an_event_is() {
    let runs = [
        sample::events(),
        sample::unreachable(),
        sample::never_accepted(),
    ];
    let events = runs.concat();
    let mut credentials = vec!["http://".to_owned()];
    for event in &events {
        texts(&serde_json::to_value(event).unwrap(), &mut credentials);
    }
    credentials.sort();
    credentials.dedup();
    assert!(credentials.iter().any(|it| it == "operation"));
    for text in credentials {
        let mut secrets = Secrets::default();
        let secret = Secret::new(text.clone());
        secrets.given.insert("key".to_owned(), secret);
        let redactor = Redactor::new(&secrets).unwrap();
        for event in &events {
            let mut redacted = event.clone();
            redactor.event(&mut redacted);
            let (was, is) = (
                serde_json::to_value(event).unwrap(),
                serde_json::to_value(&redacted).unwrap(),
            );
            assert_eq!(names(&was), names(&is), "{text}");
            assert_eq!(serde_json::from_value::<Event>(is).unwrap(), redacted);
        }
    }
}
