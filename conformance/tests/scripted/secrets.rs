//! Credentials against servers that say them back.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::{Arc, Mutex};

use serde_json::json;
use tally_conformance::record::LONGEST_BODY;
use tally_conformance::report::{Jsonl, Report};
use tally_conformance::secret::{Secret, Secrets};
use tally_conformance::summary::Conclusion;

use crate::server::{Asked, Does, Told, with_secrets};

const DOCUMENT: &str = r#"{
  "openapi": "3.1.0", "info": { "title": "Page", "version": "1" },
  "security": [{ "k": [] }],
  "paths": { "/page": { "get": { "responses": {
    "200": { "description": "a page", "content": { "application/json": { "schema": {
      "type": "object", "properties": { "a": { "type": "integer" } } } } } },
    "401": { "description": "who are you?" }
  } } } },
  "components": { "securitySchemes": { "k": { "type": "apiKey", "in": "query", "name": "k" } } }
}"#;

const JSON: &str = "content-type: application/json\r\n";

/// A run with a credential against a server that answers so.
async fn check(
    document: &str,
    credential: &str,
    script: impl FnMut(&Asked) -> Does + Send + 'static,
) -> Told {
    let mut secrets = Secrets::default();
    secrets
        .given
        .insert("k".to_owned(), Secret::new(credential));
    with_secrets(document, secrets, script).await
}

#[tokio::test]
async fn no_credential_swallows_what_is_found() {
    let document = DOCUMENT.replace(r#""in": "query""#, r#""in": "header""#);
    let run = async |credential: &'static str| {
        let script = move |asked: &Asked| match asked.headers.get("k") {
            _ if asked.method != "GET" => Does::Answers(405, "", String::new()),
            Some(key) if key == credential => {
                Does::Answers(200, JSON, r#"{"a":"operation"}"#.to_owned())
            }
            _ => Does::Answers(401, "", String::new()),
        };
        check(&document, credential, script).await
    };
    let plain = run("c0ffee-c0ffee").await;
    assert_eq!(plain.findings().len(), 1);
    let credentials = [
        "operation",
        "clause",
        "kind",
        "event",
        "found",
        "200",
        "true",
        "http://x",
    ];
    for credential in credentials {
        let told = run(credential).await;
        assert_eq!(told.summary.conclusion(), Conclusion::Violated);
        assert_eq!(told.findings().len(), 1, "{credential}");
        assert_eq!(told.summary.clauses, plain.summary.clauses, "{credential}");
    }
}

/// Everything that is written of a run, and that a program may print of it.
fn written(told: &Told) -> String {
    let mut written = Vec::new();
    let mut jsonl = Jsonl::new(&mut written);
    for event in &told.events {
        jsonl.event(event).unwrap();
    }
    String::from_utf8(written).unwrap() + &format!("{:?}", told.events)
}

#[tokio::test]
async fn a_server_that_says_back_its_url_gives_no_credential_away() {
    let keys = [
        "qwzx-rtyu/ghjk==",
        "wxyz.vuts_rqpo~nmlk-jihg/zyxw=yxwv&xwvu",
        "hjkl zxqw+qwjk-vbnz",
    ];
    for key in keys {
        let script = |asked: &Asked| {
            let url = asked.path.clone();
            let slashed = url.replace('/', "\\/");
            let body = json!({ "a": "x", "self": url, "slashed": slashed }).to_string();
            Does::Answers(200, JSON, body)
        };
        let told = check(DOCUMENT, key, script).await;
        let written = written(&told);
        assert!(written.contains("page?k=$TALLY_K"));
        let lower = written.to_lowercase();
        for part in key.split(|c: char| !c.is_alphanumeric()) {
            let at = lower.find(part).filter(|_| !part.is_empty());
            assert_eq!(at.map(|at| &lower[at - 20..at + 20]), None, "{key}");
        }
    }
}

/// The run of a search that takes no order but `id`, and says back the header of the credential.
async fn searched(credential: &'static str) -> Told {
    let document = r#"{
      "openapi": "3.1.0", "info": { "title": "Search", "version": "1" },
      "security": [{ "k": [] }],
      "paths": { "/search": { "post": {
        "requestBody": { "required": true, "content": { "application/json": { "schema": {
          "type": "object", "properties": { "sort": { "type": "string" } } } } } },
        "responses": {
          "200": { "description": "found" },
          "400": { "description": "not valid" }, "401": { "description": "who are you?" } }
      } } },
      "components": { "securitySchemes": { "k": { "type": "apiKey", "in": "header", "name": "k" } } }
    }"#;
    let script = move |asked: &Asked| {
        if asked.method != "POST" {
            return Does::Answers(405, "allow: POST\r\n", String::new());
        }
        if asked.headers.get("k").map(String::as_str) != Some(credential) {
            return Does::Answers(401, "", String::new());
        }
        let body: Option<serde_json::Value> = serde_json::from_slice(&asked.body).ok();
        let body = body.filter(serde_json::Value::is_object);
        let sort = body
            .as_ref()
            .map(|it| it.get("sort").cloned().unwrap_or(json!("id")));
        match sort {
            Some(sort) if sort == "id" => Does::Answers(200, "", String::new()),
            _ => Does::Answers(400, JSON, json!({ "by": credential }).to_string()),
        }
    };
    check(document, credential, script).await
}

#[tokio::test]
async fn an_ordinary_credential_rewrites_nothing_but_its_own_place() {
    let told = searched("text").await;
    assert!(!told.findings().is_empty());
    let written = written(&told);
    assert!(
        written.contains(r#"\"sort\":\"text\""#),
        "no value of its own is sent"
    );
    assert!(written.contains(r#"\"by\":\"text\""#));
    assert!(written.contains(r#"["k","$TALLY_K"]"#));
    assert!(written.contains(r#"-H \"k: $TALLY_K\""#));
    assert!(!written.contains(r#"["k","text"]"#));
    assert!(!written.contains(r#"\"sort\":\"$TALLY"#));
}

#[tokio::test]
async fn a_credential_that_is_surely_one_is_replaced_where_a_server_says_it_back() {
    let written = written(&searched("t3xt-7890").await);
    assert!(!written.contains("t3xt-7890"));
    assert!(written.contains(r#"\"by\":\"$TALLY_K\""#));
}

#[tokio::test]
async fn a_body_that_is_cut_in_a_credential_shows_no_beginning_of_it() {
    let key = "qwzx-rty4-ghjk";
    for kept in [1, 4, 12] {
        let script = move |_: &Asked| {
            let before = "p".repeat(LONGEST_BODY - kept - 6);
            Does::Answers(200, JSON, format!(r#"{{"a":"{before}{key}"}}"#))
        };
        let written = written(&check(DOCUMENT, key, script).await);
        assert!(written.contains("ppp\",\"bytes\":"), "nothing was cut");
        assert!(!written.contains(&format!("p{}", &key[..1])), "{kept}");
    }
}

#[tokio::test]
async fn a_header_with_a_credential_is_not_sent_where_none_or_another_is() {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&sent);
    let script = move |asked: &Asked| {
        let authorized = asked.headers.contains_key("authorization");
        let mut seen = seen.lock().unwrap();
        seen.push((
            asked.method.clone(),
            authorized,
            asked.headers.contains_key("x-tenant"),
        ));
        match authorized || asked.path.ends_with("?k=qwzx-rtyu") {
            true => Does::Answers(200, JSON, r#"{"a":1}"#.to_owned()),
            false => Does::Answers(401, "", String::new()),
        }
    };
    let mut secrets = Secrets::default();
    for (name, value) in [("Authorization", "Token zyxw"), ("X-Tenant", "one-tenant")] {
        secrets.headers.push((name.to_owned(), Secret::new(value)));
    }
    secrets
        .given
        .insert("k".to_owned(), Secret::new("qwzx-rtyu"));
    let told = with_secrets(DOCUMENT, secrets, script).await;
    assert_eq!(told.findings(), Vec::<String>::new());
    let sent = sent.lock().unwrap();
    assert!(sent.iter().all(|(_, _, tenant)| *tenant));
    assert!(sent.iter().any(|(_, authorized, _)| *authorized));
    let authorized = |method: &str| {
        let mut of_method = sent.iter().filter(|it| it.0 == method).peekable();
        assert!(of_method.peek().is_some(), "{method}");
        of_method.any(|it| it.1)
    };
    // What the document does not declare may change something: it is not asked for with credentials.
    assert!(!authorized("DELETE"));
    assert!(authorized("HEAD"));
}
