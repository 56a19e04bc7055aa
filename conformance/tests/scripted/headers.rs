//! Response headers, which the reference server's document does not declare.

use crate::server::{Does, against};

const DOCUMENT: &str = r#"{
  "openapi": "3.1.0", "info": { "title": "Page", "version": "1" },
  "paths": { "/page": { "get": { "responses": { "200": {
    "description": "a page",
    "headers": {
      "X-Total": { "required": true, "schema": { "type": "integer", "minimum": 0 } },
      "X-Names": { "schema": { "type": "array", "items": { "type": "string", "minLength": 1 } } }
    },
    "content": { "application/json": { "schema": { "type": "array" } } }
  } } } } }
}"#;

async fn check(headers: &'static str, expected: &[&str]) {
    let told = against(DOCUMENT, &[], move |asked| match asked.method.as_str() {
        "GET" => Does::Answers(200, headers, "[]".to_owned()),
        _ => Does::Answers(405, "", String::new()),
    });
    assert_eq!(told.await.findings(), expected);
}

#[tokio::test]
async fn a_server_that_sends_them_right_is_silent() {
    check(
        "content-type: application/json\r\nx-total: 0\r\nX-Names: a, b\r\n",
        &[],
    )
    .await;
    check("content-type: application/json\r\nX-TOTAL: 12\r\n", &[]).await;
}

#[tokio::test]
async fn a_required_header_that_is_missing_is_found() {
    check(
        "content-type: application/json\r\n",
        &[
            "missing_header GET /page response.200.header.x-total#/present: \
           the header `x-total` → no such header",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_header_that_breaks_its_schema_is_found() {
    check(
        "content-type: application/json\r\nx-total: many\r\n",
        &[
            "header_mismatch GET /page response.200.header.x-total#/type: \
           a header `x-total` that its schema accepts → a string",
        ],
    )
    .await;
    check(
        "content-type: application/json\r\nx-total: 1\r\nx-names: a,,b\r\n",
        &[
            "header_mismatch GET /page response.200.header.x-names#/items/minLength: \
           a header `x-names` that its schema accepts → a value that breaks `minLength`",
        ],
    )
    .await;
}
