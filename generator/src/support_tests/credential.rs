use axum::http::{HeaderMap, HeaderValue, Request};

use crate::support::credential::{authorization, basic, cookie, header, query};
use crate::support::secret::Secret;

fn headers(name: &'static str, value: &'static str) -> HeaderMap {
    HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_static(value))])
}

#[track_caller]
fn check(found: Option<Secret>, expected: Option<&str>) {
    assert_eq!(found.as_ref().map(Secret::expose), expected);
}

#[test]
fn an_empty_key_is_none() {
    check(header(&headers("x-api-key", "k"), "x-api-key"), Some("k"));
    check(header(&headers("x-api-key", ""), "x-api-key"), None);
    check(header(&headers("x-api-key", "k"), "x-other"), None);
}

#[test]
fn keys_are_found_in_cookies_and_in_the_query() {
    check(
        cookie(&headers("cookie", "a=1; key=k; b=2"), "key"),
        Some("k"),
    );
    let (parts, ()) = Request::get("/?a=1&key=k%2F")
        .body(())
        .unwrap()
        .into_parts();
    check(query(&parts, "key"), Some("k/"));
}

#[test]
fn a_scheme_has_no_case_and_another_scheme_does_not_count() {
    check(
        authorization(&headers("authorization", "BEARER  t"), "bearer"),
        Some("t"),
    );
    check(
        authorization(&headers("authorization", "Basic t"), "bearer"),
        None,
    );
    check(
        authorization(&headers("authorization", "Bearer"), "bearer"),
        None,
    );
    check(
        authorization(&headers("authorization", "Bearer "), "bearer"),
        None,
    );
}

#[test]
fn basic_has_a_name_and_a_password() {
    let (name, password) = basic(&headers(
        "authorization",
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    ))
    .unwrap();
    assert_eq!(
        (name.as_str(), password.expose()),
        ("Aladdin", "open sesame")
    );
    assert!(basic(&headers("authorization", "Basic !")).is_none());
}

#[test]
fn secrets_are_not_shown() {
    assert_eq!(format!("{:?}", Secret::new("hidden")), "[redacted]");
}
