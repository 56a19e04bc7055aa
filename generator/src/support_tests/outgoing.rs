use http::Method;
use serde_json::{Value, json};

use crate::support::issue::{IssueSink, Part};
use crate::support::json_type::JsonType;
use crate::support::media_body::MediaBody;
use crate::support::outgoing::Outgoing;
use crate::support::parameter::Parameters;
use crate::support::secret::Secret;
use crate::support::unwritable::Reason;
use crate::support::wire::{Style, Wire};

const TEXT: &[JsonType] = &[JsonType::String];
const SCALAR: Wire = Wire::Scalar(TEXT);
const NAMES: &[(&str, &[JsonType])] = &[("a", &[JsonType::Integer]), ("b&=", TEXT)];

fn array(style: Style, explode: bool) -> Wire {
    Wire::Array {
        items: TEXT,
        style,
        explode,
    }
}

fn object(style: Style, explode: bool) -> Wire {
    Wire::Object {
        members: NAMES,
        further: &[JsonType::String],
        others: None,
        style,
        explode,
    }
}

/// Writes a parameter and gives what the server reads.
async fn round(part: Part, wire: &Wire, value: &Value) -> Result<Option<Value>, Reason> {
    let mut outgoing = Outgoing::new(Method::GET, "/");
    outgoing
        .required(part, "x y", wire, value)
        .map_err(|unwritable| unwritable.reason)?;
    let uri = format!("{}?{}", outgoing.path, outgoing.query);
    let (mut parts, ()) = http::Request::get(uri).body(()).unwrap().into_parts();
    parts.headers = outgoing.headers;
    let parameters = Parameters::read(&mut parts).await;
    let mut sink = IssueSink::default();
    let read = parameters.optional(part, "x y", wire, &mut sink);
    Ok(sink.conclude(read).unwrap())
}

#[track_caller]
fn check(part: Part, wire: Wire, value: Value, expected: Result<(), Reason>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let found = runtime.block_on(round(part, &wire, &value));
    assert_eq!(found, expected.map(|()| Some(value)));
}

#[test]
fn a_query_is_read_back_as_it_was_written() {
    let nasty = "a b+c&d=e,f%20;ü🎸|[x]#?/";
    check(Part::Query, SCALAR, json!(nasty), Ok(()));
    check(Part::Query, SCALAR, json!(""), Ok(()));
    for wire in [
        array(Style::Form, true),
        array(Style::Form, false),
        Wire::Json,
    ] {
        check(Part::Query, wire, json!([nasty, "", "x"]), Ok(()));
    }
    for wire in [
        object(Style::Form, true),
        object(Style::Form, false),
        object(Style::Deep, true),
    ] {
        check(Part::Query, wire, json!({"a": 1, "b&=": nasty}), Ok(()));
    }
    let spaced = array(Style::Space, false);
    check(Part::Query, spaced, json!(["a|b", "c"]), Ok(()));
    let piped = array(Style::Pipe, false);
    check(Part::Query, piped, json!(["a b", "c"]), Ok(()));
}

#[test]
fn what_would_be_read_as_something_else_is_not_written() {
    let spaced = array(Style::Space, false);
    check(Part::Query, spaced, json!(["a b"]), Err(Reason::Separator));
    let simple = array(Style::Simple, false);
    check(Part::Query, simple, json!([["a"]]), Err(Reason::Nested));
    let deep = object(Style::Deep, true);
    check(Part::Query, deep, json!({"a": [1]}), Err(Reason::Nested));
}

/// Writes a header or a cookie without a space in its name.
#[track_caller]
fn plain(part: Part, wire: Wire, value: &Value, expected: Result<&str, Reason>) {
    let mut outgoing = Outgoing::new(Method::GET, "/");
    let written = outgoing.required(part, "x", &wire, value);
    let name = if part == Part::Header { "x" } else { "cookie" };
    let found = written.map(|()| outgoing.headers[name].to_str().unwrap());
    assert_eq!(found.map_err(|unwritable| unwritable.reason), expected);
}

#[test]
fn headers_and_cookies_hold_no_more_than_ascii() {
    plain(Part::Header, SCALAR, &json!("a, b"), Ok("a, b"));
    plain(Part::Header, SCALAR, &json!("ü"), Err(Reason::Character));
    plain(
        Part::Header,
        SCALAR,
        &json!("a\r\nb: c"),
        Err(Reason::Character),
    );
    plain(Part::Header, SCALAR, &json!(" a"), Err(Reason::Character));
    plain(Part::Cookie, SCALAR, &json!("a;b"), Err(Reason::Character));
    plain(
        Part::Header,
        array(Style::Simple, false),
        &json!(["a", 1, true]),
        Ok("a,1,true"),
    );
    plain(
        Part::Header,
        array(Style::Simple, false),
        &json!(["a,b"]),
        Err(Reason::Separator),
    );
    let text = r#"x={"a":"\u00fc\u003b\ud83c\udfb8"}"#;
    plain(Part::Cookie, Wire::Json, &json!({"a": "ü;🎸"}), Ok(text));
}

#[track_caller]
fn path(wire: Wire, value: &Value, expected: Result<&str, Reason>) {
    let mut outgoing = Outgoing::new(Method::GET, "/a/{x}/{y}");
    let written = outgoing.required(Part::Path, "x", &wire, value);
    let found = written.map(|()| outgoing.path.as_str());
    assert_eq!(found.map_err(|unwritable| unwritable.reason), expected);
}

#[test]
fn a_path_is_written_by_the_style() {
    path(
        SCALAR,
        &json!("b/c ü{y}"),
        Ok("/a/b%2Fc%20%C3%BC%7By%7D/{y}"),
    );
    let items = json!([1, "b,c"]);
    path(array(Style::Simple, false), &items, Ok("/a/1,b%2Cc/{y}"));
    path(array(Style::Label, true), &items, Ok("/a/.1.b%2Cc/{y}"));
    path(array(Style::Matrix, false), &items, Ok("/a/;x=1,b%2Cc/{y}"));
    path(
        array(Style::Matrix, true),
        &items,
        Ok("/a/;x=1;x=b%2Cc/{y}"),
    );
    let members = json!({"a": 1});
    path(object(Style::Simple, false), &members, Ok("/a/a,1/{y}"));
    path(object(Style::Simple, true), &members, Ok("/a/a=1/{y}"));
    path(object(Style::Matrix, true), &members, Ok("/a/;a=1/{y}"));
}

#[test]
fn no_value_leaves_its_segment() {
    for value in ["", ".", ".."] {
        path(SCALAR, &json!(value), Err(Reason::Segment));
    }
    path(SCALAR, &json!("..."), Ok("/a/.../{y}"));
    path(
        array(Style::Label, true),
        &json!([1.5]),
        Err(Reason::Separator),
    );
}

#[test]
fn a_body_of_a_range_says_its_media_type() {
    let sent = |media_type: &str, range: &str| {
        let mut outgoing = Outgoing::new(http::Method::PUT, "/");
        let body = MediaBody::new(media_type, *b"x");
        let written = outgoing.ranged(range, &body);
        written.map(|()| outgoing.headers["content-type"].clone())
    };
    assert_eq!(sent("image/png", "image/*").unwrap(), "image/png");
    assert_eq!(
        sent("Image/SVG+xml; charset=utf-8", "image/*").unwrap(),
        "Image/SVG+xml; charset=utf-8"
    );
    assert_eq!(sent("text/plain", "*/*").unwrap(), "text/plain");
    for wrong in ["text/png", "image/*", "image", "image/", "*/*", ""] {
        let refused = sent(wrong, "image/*").unwrap_err();
        assert_eq!(refused.reason, Reason::MediaType, "{wrong}");
    }
    assert_eq!(sent("*/*", "*/*").unwrap_err().reason, Reason::MediaType);
    assert_eq!(sent("a/b\n", "*/*").unwrap_err().reason, Reason::Character);
}

#[test]
fn credentials_stand_where_the_document_wants_them_and_are_not_shown() {
    let mut outgoing = Outgoing::new(Method::GET, "/");
    let key = Secret::new("sword&fish");
    outgoing.secret(Part::Query, "k", &key).unwrap();
    outgoing.secret(Part::Cookie, "k", &key).unwrap();
    outgoing.secret(Part::Cookie, "l", &key).unwrap();
    outgoing.secret(Part::Header, "x-k", &key).unwrap();
    outgoing
        .basic("Aladdin", &Secret::new("open sesame"))
        .unwrap();
    assert_eq!(outgoing.query, "k=sword%26fish");
    assert_eq!(outgoing.headers["cookie"], "k=sword&fish; l=sword&fish");
    assert_eq!(outgoing.headers["x-k"], "sword&fish");
    let basic = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
    assert_eq!(outgoing.headers["authorization"], basic);
    let shown = format!("{outgoing:?} {:?}", outgoing.headers);
    assert!(
        !shown.contains("sword") && !shown.contains("QWx"),
        "{shown}"
    );
    let error = outgoing.basic("a:b", &key).unwrap_err();
    assert_eq!(error.reason, Reason::Separator);
}

#[test]
fn base_64_is_padded() {
    for (name, expected) in [("a", "YTo="), ("ab", "YWI6"), ("abc", "YWJjOg==")] {
        let mut outgoing = Outgoing::new(Method::GET, "/");
        outgoing.basic(name, &Secret::new("")).unwrap();
        let value = format!("Basic {expected}");
        assert_eq!(outgoing.headers["authorization"], value.as_str());
    }
}
