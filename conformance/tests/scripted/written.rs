//! Bodies that are no JSON: a form, a multipart form and bytes.

use std::collections::BTreeMap;

use tally_conformance::recorded_findings::ReplayOutcome;
use tally_conformance::summary::Conclusion;
use tally_conformance::verdict::Verdict;

use crate::server::{Asked, Does, Told, against, replayed};

const ANSWER: &str = r#""200": { "description": "made", "content": { "application/json": { "schema": {
    "type": "object", "required": ["id"], "properties": { "id": { "type": "integer" } } } } } },
  "400": { "description": "not valid" }"#;

/// A document with one operation that takes a body of this kind.
fn document(content: &str) -> String {
    format!(
        r#"{{
  "openapi": "3.1.0", "info": {{ "title": "Uploads", "version": "1" }},
  "paths": {{ "/things": {{ "post": {{
    "parameters": [{{ "name": "n", "in": "query", "schema": {{ "type": "integer", "minimum": 1 }} }}],
    "requestBody": {{ "required": true, "content": {{ {content} }} }},
    "responses": {{ {ANSWER} }}
  }} }} }}
}}"#
    )
}

const FORM: &str = r#""application/x-www-form-urlencoded": { "schema": {
  "type": "object", "required": ["name", "age"], "properties": {
    "name": { "type": "string", "minLength": 1 }, "age": { "type": "integer", "minimum": 0 } } } }"#;

const MULTIPART: &str = r#""multipart/form-data": { "schema": {
  "type": "object", "required": ["title", "file"], "properties": {
    "title": { "type": "string", "minLength": 1 }, "file": { "type": "string", "format": "binary" } } } }"#;

const BYTES: &str =
    r#""application/octet-stream": { "schema": { "type": "string", "format": "binary" } }"#;

/// Whether the query is one that the document permits.
fn is_asked_well(asked: &Asked) -> bool {
    let (path, query) = asked.path.split_once('?').unwrap_or((&asked.path, ""));
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    path == "/things"
        && pairs.all(|(name, value)| name != "n" || value.parse::<i64>().is_ok_and(|it| it >= 1))
}

fn is_form(body: &[u8]) -> bool {
    let pairs: BTreeMap<_, _> = url::form_urlencoded::parse(body).collect();
    let has =
        |name: &str, right: &dyn Fn(&str) -> bool| pairs.get(name).is_some_and(|it| right(it));
    has("name", &|it| !it.is_empty()) && has("age", &|it| it.parse::<u32>().is_ok())
}

fn is_multipart(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    let Some((boundary, _)) = text.split_once("\r\n") else {
        return false;
    };
    let parts: Vec<&str> = text.split(boundary).collect();
    let has = |head: &str| parts.iter().any(|part| part.contains(head));
    has("name=\"title\"\r\n\r\n")
        && has("name=\"file\"; filename=\"tally.bin\"\r\nContent-Type: application/octet-stream")
        && parts.last() == Some(&"--\r\n")
}

/// A run against a server that takes what `is_valid` says, and answers this.
async fn check(
    content: &str,
    is_valid: impl Fn(&[u8]) -> bool + Send + 'static,
    answer: &'static str,
) -> Told {
    let script = move |asked: &Asked| match asked.method.as_str() {
        "POST" if !is_asked_well(asked) || !is_valid(&asked.body) => {
            Does::Answers(400, "", String::new())
        }
        "POST" => Does::Answers(200, "content-type: application/json\r\n", answer.to_owned()),
        _ => Does::Answers(405, "", String::new()),
    };
    against(&document(content), &[], script).await
}

/// The verdict of the clause whose identity ends so.
fn verdict<'t>(told: &'t Told, end: &str) -> &'t Verdict {
    let mut verdicts = told.judged().verdicts.iter();
    let clause = verdicts.find(|it| it.clause.0.ends_with(end));
    &clause
        .unwrap_or_else(|| panic!("no clause ends with {end}"))
        .verdict
}

fn is_upheld(told: &Told, end: &str) -> bool {
    matches!(verdict(told, end), Verdict::Upheld { .. })
}

/// All of the operation but the keywords of the body is exercised, and nothing is found.
fn is_exercised(told: &Told) {
    assert_eq!(told.findings(), Vec::<String>::new());
    assert_eq!(told.summary.conclusion(), Conclusion::Clean);
    assert!(is_upheld(told, "response.200.body#/required/id"));
    assert!(is_upheld(told, "request.query.n#/minimum"));
    assert!(is_upheld(told, "responses#/status"));
}

fn is_not_exercised(told: &Told, end: &str, expected: &str) {
    let Verdict::NotExercised { why } = verdict(told, end) else {
        panic!("{:?}", verdict(told, end));
    };
    assert_eq!(why, expected);
}

#[tokio::test]
async fn a_server_of_a_form_is_exercised_and_silent() {
    let told = check(FORM, is_form, r#"{"id":1}"#).await;
    is_exercised(&told);
    assert!(is_upheld(&told, "request.body#/present"));
    is_not_exercised(
        &told,
        "request.body#/properties/name/minLength",
        "only JSON bodies are broken clause by clause: one valid \
         `application/x-www-form-urlencoded` is sent",
    );
}

#[tokio::test]
async fn a_server_of_a_multipart_form_is_exercised_and_silent() {
    is_exercised(&check(MULTIPART, is_multipart, r#"{"id":1}"#).await);
}

#[tokio::test]
async fn a_server_of_bytes_is_exercised_and_silent() {
    let told = check(BYTES, |body| !body.is_empty(), r#"{"id":1}"#).await;
    is_exercised(&told);
    is_not_exercised(
        &told,
        "request.body#/present",
        "no body at all may be taken for an empty one",
    );
}

#[tokio::test]
async fn an_answer_of_another_shape_is_found() {
    for content in [FORM, MULTIPART, BYTES] {
        let told = check(content, |body| !body.is_empty(), r#"{"id":"1"}"#).await;
        let findings = told.findings();
        let expected = "schema_mismatch POST /things response.200.body#/properties/id/type";
        assert!(findings[0].starts_with(expected), "{findings:?}");
        assert_eq!(findings.len(), 1, "{findings:?}");
    }
}

#[tokio::test]
async fn what_a_form_has_shown_is_seen_again_from_a_recording() {
    let script = |asked: &Asked| match is_form(&asked.body) && is_asked_well(asked) {
        true => Does::Answers(200, "content-type: application/json\r\n", "{}".to_owned()),
        false => Does::Answers(400, "", String::new()),
    };
    let outcomes = replayed(&document(FORM), script).await;
    assert_eq!(outcomes, [ReplayOutcome::StillBroken]);
}

#[tokio::test]
async fn a_form_that_may_be_missing_though_it_must_be_sent_is_found() {
    let told = check(FORM, |body| body.is_empty() || is_form(body), r#"{"id":1}"#).await;
    assert_eq!(
        told.findings(),
        ["invalid_accepted POST /things request.body#/present: a refusal → accepted"]
    );
}

#[tokio::test]
async fn bytes_that_are_refused_are_no_finding_and_leave_all_open() {
    for content in [BYTES, MULTIPART] {
        let told = check(content, |_| false, r#"{"id":1}"#).await;
        assert_eq!(told.findings(), Vec::<String>::new());
        assert_eq!(told.summary.conclusion(), Conclusion::NeverAccepted);
        let Verdict::Inconclusive { why } = verdict(&told, "request.query.n#/minimum") else {
            panic!("{:?}", verdict(&told, "request.query.n#/minimum"));
        };
        assert_eq!(why, "no request was ever accepted (400)");
    }
}

/// What bytes must be may depend on the parameters: of that no document speaks.
#[tokio::test]
async fn bytes_that_are_refused_beside_some_parameters_are_no_finding() {
    let script = |asked: &Asked| match (asked.method.as_str(), asked.path.as_str()) {
        ("POST", "/things") => Does::Answers(
            200,
            "content-type: application/json\r\n",
            r#"{"id":1}"#.to_owned(),
        ),
        ("POST", _) => Does::Answers(400, "", String::new()),
        _ => Does::Answers(405, "", String::new()),
    };
    let told = against(&document(BYTES), &[], script).await;
    assert_eq!(told.findings(), Vec::<String>::new());
    let told = against(&document(FORM), &[], script).await;
    let findings = told.findings();
    let found = |it: &String| it.starts_with("valid_refused POST /things request.query.n#/");
    assert!(findings.iter().any(found), "{findings:?}");
}
