use serde_json::{Value, json};

use crate::support::decode::Decode;
use crate::support::issue::{IssueSink, Part};
use crate::support::json_type::JsonType;
use crate::support::parameter::Parameters;
use crate::support::wire::{Style, Wire};

const NUMBERS: &[JsonType] = &[JsonType::Integer];
const MEMBERS: &[(&str, &[JsonType])] = &[("a", NUMBERS), ("b", &[JsonType::String])];

async fn read(uri: &str, part: Part, wire: &Wire) -> Option<Value> {
    let request = axum::http::Request::get(uri)
        .header("x", "1, 2")
        .header("x", "3")
        .header("cookie", "other=0; x=5,6")
        .body(())
        .unwrap();
    let (mut parts, ()) = request.into_parts();
    let parameters = Parameters::read(&mut parts).await;
    let mut sink = IssueSink::default();
    let value: Option<Option<Value>> = parameters.optional(part, "x", wire, &mut sink);
    value.unwrap_or_else(|| Some(json!(sink.conclude(None::<()>).unwrap_err().to_string())))
}

#[track_caller]
fn check(uri: &str, part: Part, wire: Wire, expected: Option<Value>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    assert_eq!(runtime.block_on(read(uri, part, &wire)), expected);
}

#[test]
fn scalars_are_of_the_first_type_that_fits() {
    let wire = Wire::Scalar(&[JsonType::Integer, JsonType::Boolean, JsonType::String]);
    check("/?x=12", Part::Query, wire, Some(json!(12)));
    check("/?x=true", Part::Query, wire, Some(json!(true)));
    check(
        "/?x=a%20b+c%C3%A9",
        Part::Query,
        wire,
        Some(json!("a b cé")),
    );
    check("/?y=1", Part::Query, wire, None);
    check(
        "/?x=abc",
        Part::Query,
        Wire::Scalar(NUMBERS),
        Some(json!("abc")),
    );
}

#[test]
fn arrays_are_joined_by_their_style() {
    let array = |style, explode| Wire::Array {
        items: NUMBERS,
        style,
        explode,
    };
    check(
        "/?x=1&x=2",
        Part::Query,
        array(Style::Form, true),
        Some(json!([1, 2])),
    );
    check(
        "/?x=1,2",
        Part::Query,
        array(Style::Form, false),
        Some(json!([1, 2])),
    );
    check(
        "/?x=1%2C2,3",
        Part::Query,
        array(Style::Form, false),
        Some(json!(["1,2", 3])),
    );
    check(
        "/?x=1%202",
        Part::Query,
        array(Style::Space, false),
        Some(json!([1, 2])),
    );
    check(
        "/?x=1|2",
        Part::Query,
        array(Style::Pipe, false),
        Some(json!([1, 2])),
    );
    check(
        "/",
        Part::Header,
        array(Style::Simple, false),
        Some(json!([1, 2, 3])),
    );
    check(
        "/",
        Part::Cookie,
        array(Style::Form, false),
        Some(json!([5, 6])),
    );
}

#[test]
fn objects_are_joined_by_their_style() {
    let object = |style, explode| Wire::Object {
        members: MEMBERS,
        further: &[JsonType::String],
        others: None,
        style,
        explode,
    };
    check(
        "/?a=1&b=2&c=3",
        Part::Query,
        object(Style::Form, true),
        Some(json!({"a": 1, "b": "2"})),
    );
    check(
        "/?x=a,1,b,2",
        Part::Query,
        object(Style::Form, false),
        Some(json!({"a": 1, "b": "2"})),
    );
    check(
        "/?x[a]=1&x%5Bb%5D=2&x[c]=3",
        Part::Query,
        object(Style::Deep, true),
        Some(json!({"a": 1, "b": "2", "c": "3"})),
    );
}

#[test]
fn json_that_is_none_is_an_issue() {
    check(
        "/?x=%7B%22a%22:1%7D",
        Part::Query,
        Wire::Json,
        Some(json!({"a": 1})),
    );
    check(
        "/?x=%7B",
        Part::Query,
        Wire::Json,
        Some(json!("/x: is not a valid JSON")),
    );
}

#[test]
fn a_value_is_decoded_like_any_other() {
    assert_eq!(String::from_value(json!(1)).unwrap_err().first().path, []);
}
