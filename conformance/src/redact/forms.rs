//! The forms in which a server, a library or tally itself may write a credential.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use super::unmistakable;
use crate::compose::{self, RESERVED, UNRESERVED};
use crate::reproduce;

/// What the components of a URL are encoded with by JavaScript's `encodeURIComponent`.
const COMPONENT: &AsciiSet = &UNRESERVED
    .remove(b'!')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// JavaScript's `encodeURI`.
const WHOLE: &AsciiSet = &RESERVED
    .remove(b'&')
    .remove(b'#')
    .remove(b'+')
    .remove(b'\'');

/// A path as most libraries encode it.
const PATH: &AsciiSet = &UNRESERVED.remove(b'/');

/// The query of a URL (WHATWG URL, "special-query percent-encode set").
const QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\'');

/// Writers of JSON strings: what each escapes as `\uXXXX` beside what it must, whether it escapes
/// `/`, and whether it escapes everything beyond ASCII.
const JSON: [(&str, bool, bool); 8] = [
    ("", false, false),
    ("", false, true),
    ("", true, false),
    ("", true, true),
    ("<>&", false, false),
    ("<>&", false, true),
    ("<>&='", false, false),
    ("\"&'+<>`", false, true),
];

/// Writers of HTML and XML: what each writes for `&`, `<`, `>`, `"`, `'` and, some, `/`, `=` and
/// `` ` ``.
const MARKUP: [&[(char, &str)]; 6] = [
    &[('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;")],
    &[
        ('&', "&amp;"),
        ('<', "&lt;"),
        ('>', "&gt;"),
        ('"', "&quot;"),
    ],
    &[
        ('&', "&amp;"),
        ('<', "&lt;"),
        ('>', "&gt;"),
        ('"', "&quot;"),
        ('\'', "&#39;"),
    ],
    &[
        ('&', "&amp;"),
        ('<', "&lt;"),
        ('>', "&gt;"),
        ('"', "&#34;"),
        ('\'', "&#39;"),
    ],
    &[
        ('&', "&amp;"),
        ('<', "&lt;"),
        ('>', "&gt;"),
        ('"', "&quot;"),
        ('\'', "&apos;"),
    ],
    &[
        ('&', "&amp;"),
        ('<', "&lt;"),
        ('>', "&gt;"),
        ('"', "&quot;"),
        ('\'', "&#x27;"),
    ],
];

/// Markup of the libraries that escape more than HTML asks for.
const CAREFUL: [(char, &str); 3] = [('/', "&#x2F;"), ('=', "&#x3D;"), ('`', "&#x60;")];

/// What of a credential is secret in itself: the whole, the password of `user:password`, the token
/// after an authentication scheme, what that says in Base64.
pub(super) fn secrets(given: &str) -> Vec<String> {
    let mut secrets = Vec::new();
    let token = given.split_once(' ').map(|(_, token)| token.trim());
    let decoded = token.and_then(|it| STANDARD.decode(it).ok());
    let decoded = decoded.and_then(|it| String::from_utf8(it).ok());
    let texts = [Some(given), token, decoded.as_deref()];
    for text in texts.into_iter().flatten() {
        secrets.push(text.to_owned());
        let password = text.split_once(':').map(|(_, password)| password);
        secrets.extend(password.map(str::to_owned));
    }
    secrets
}

/// The same of a header line: the values of cookies are secret, too.
pub(super) fn of_header(name: &str, value: &str) -> Vec<String> {
    let mut secrets = secrets(value);
    if name.eq_ignore_ascii_case("cookie") {
        let cookies = value.split(';').filter_map(|it| it.split_once('='));
        secrets.extend(cookies.map(|(_, value)| value.trim().to_owned()));
    }
    secrets
}

/// The secret as it is and in every wrong way that is made from it, each in every form in which it may
/// be written: all of them if the secret is surely one, else those that are by themselves.
pub(super) fn recognised(secret: &str) -> Vec<String> {
    let is_sure = unmistakable::is_sure(secret);
    let texts = [vec![secret.to_owned()], compose::wrong(secret)].concat();
    let mut forms: Vec<String> = texts.iter().flat_map(|text| forms(text)).collect();
    forms.retain(|form| is_sure || unmistakable::is_sure(form));
    forms
}

/// The text in every form in which it may be written. ASCII case is not distinguished by who searches.
fn forms(text: &str) -> Vec<String> {
    let mut forms = escaped(text);
    forms.extend(escaped(&STANDARD.encode(text)));
    forms.extend(escaped(&STANDARD_NO_PAD.encode(text)));
    forms.push(URL_SAFE.encode(text));
    forms.push(URL_SAFE_NO_PAD.encode(text));
    forms.push(text.bytes().map(|byte| format!("{byte:02x}")).collect());
    // UTF-8 in a header line, which is read as Latin-1.
    forms.push(text.bytes().map(char::from).collect());
    forms
}

fn escaped(text: &str) -> Vec<String> {
    let mut forms = vec![text.to_owned()];
    for set in [
        NON_ALPHANUMERIC,
        UNRESERVED,
        RESERVED,
        COMPONENT,
        WHOLE,
        PATH,
        QUERY,
    ] {
        let once = utf8_percent_encode(text, set).to_string();
        // A URL in the query of a URL.
        forms.push(utf8_percent_encode(&once, UNRESERVED).to_string());
        forms.push(once);
    }
    forms.push(url::form_urlencoded::byte_serialize(text.as_bytes()).collect());
    for (more, slash, ascii) in JSON {
        let once = json(text, more, slash, ascii);
        // A JSON text that stands as a string in a JSON text.
        forms.push(json(&once, "", false, ascii));
        forms.push(json(&once, more, slash, ascii));
        forms.push(once);
    }
    for table in MARKUP {
        forms.push(markup(text, &[table]));
        forms.push(markup(text, &[table, &CAREFUL[..1]]));
        forms.push(markup(text, &[table, &CAREFUL]));
    }
    // A JSON Pointer (RFC 6901 §3), and what a command line makes of text.
    forms.push(text.replace('~', "~0").replace('/', "~1"));
    forms.push(text.replace('\'', r"'\''"));
    let octal = reproduce::octal(text.as_bytes());
    forms.push(octal[1..octal.len() - 1].to_owned());
    forms
}

/// The text between the quotes of a JSON string.
fn json(text: &str, more: &str, slash: bool, ascii: bool) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let code = |out: &mut String| {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        };
        match c {
            c if more.contains(c) => code(&mut out),
            '"' | '\\' => out.extend(['\\', c]),
            '/' if slash => out.push_str("\\/"),
            '\t' => out.push_str("\\t"),
            c if c.is_ascii_control() => code(&mut out),
            c if ascii && !c.is_ascii() => code(&mut out),
            c => out.push(c),
        }
    }
    out
}

fn markup(text: &str, tables: &[&[(char, &str)]]) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let mut rows = tables.iter().copied().flatten();
        match rows.find(|(it, _)| *it == c) {
            Some((_, written)) => out.push_str(written),
            None => out.push(c),
        }
    }
    out
}
