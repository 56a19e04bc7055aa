use axum::body::Body;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;

use crate::support::message::{Limits, required};
use crate::support::rejection::Rejection;

async fn read(content_type: Option<&str>, body: &str) -> Result<(usize, String), Rejection> {
    let mut request = Request::post("/");
    if let Some(content_type) = content_type {
        request = request.header(CONTENT_TYPE, content_type);
    }
    let (parts, ()) = request.body(()).unwrap().into_parts();
    let declared = ["application/json", "text/*"];
    let body = Body::from(body.to_owned());
    let content = required(&parts, body, Limits { body: 8 }, &declared).await?;
    Ok((content.media_type, content.text()?))
}

#[track_caller]
fn check(content_type: Option<&str>, body: &str, expected: Result<usize, Rejection>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let found = runtime
        .block_on(read(content_type, body))
        .map(|(media_type, _)| media_type);
    assert_eq!(found, expected);
}

#[test]
fn media_types_are_compared_without_case_and_parameters() {
    check(Some("Application/JSON; charset=utf-8"), "1", Ok(0));
    check(Some("text/csv"), "1", Ok(1));
    check(None, "1", Ok(0));
    let content_type = "application/xml".to_owned();
    let refused = Rejection::UnsupportedMediaType { content_type };
    check(Some("application/xml"), "1", Err(refused));
}

#[test]
fn bodies_are_limited_and_not_empty() {
    check(None, "12345678", Ok(0));
    check(None, "123456789", Err(Rejection::TooLarge { limit: 8 }));
    check(None, "", Err(Rejection::MissingBody));
    check(Some("text/plain"), "", Err(Rejection::MissingBody));
}
