//! Runs that do not reach the API at once: credentials that the document forgets, base paths that
//! are wrong, servers of single paths.

use std::sync::{Arc, Mutex};

use tally_conformance::event::Event;
use tally_conformance::secret::{Secret, Secrets};
use tally_conformance::summary::Conclusion;

use crate::server::{Asked, Does, Told, against, with_secrets};

const JSON: &str = "content-type: application/json\r\n";

fn ok() -> Does {
    Does::Answers(200, JSON, "{}".to_owned())
}

fn notes(told: &Told) -> Vec<String> {
    let notes = told.events.iter().filter_map(|event| match event {
        Event::Noted(note) => Some(note.to_string()),
        _ => None,
    });
    notes.collect()
}

/// A document whose operation asks for what `security` says, with a basic and a bearer scheme.
fn secured(security: &str) -> String {
    format!(
        "
openapi: 3.1.0
info: {{title: Notes, version: '1'}}
paths:
  /notes:
    get:
      {security}
      responses:
        '200': {{description: ok, content: {{application/json: {{schema: {{type: object}}}}}}}}
        '401': {{description: who}}
components:
  securitySchemes:
    basic: {{type: http, scheme: basic}}
    token: {{type: http, scheme: bearer}}
"
    )
}

/// A run with credentials of both schemes against a server that takes the token alone.
async fn with_both(security: &str) -> Told {
    let mut secrets = Secrets::default();
    for (scheme, secret) in [("basic", "user:pass-word"), ("token", "open-sesame")] {
        secrets.given.insert(scheme.to_owned(), Secret::new(secret));
    }
    let script = |asked: &Asked| {
        let authorization = asked.headers.get("authorization").map(String::as_str);
        match (asked.method.as_str(), authorization) {
            (_, Some("Bearer open-sesame")) if asked.method != "GET" => {
                Does::Answers(405, "allow: GET\r\n", String::new())
            }
            (_, Some("Bearer open-sesame")) => ok(),
            _ => Does::Answers(401, "www-authenticate: Bearer\r\n", String::new()),
        }
    };
    with_secrets(&secured(security), secrets, script).await
}

#[tokio::test]
async fn credentials_that_no_security_asks_for_are_tried_one_by_one() {
    let told = with_both("").await;
    assert_eq!(told.findings(), Vec::<String>::new());
    assert_eq!(told.summary.conclusion(), Conclusion::Clean);
}

#[tokio::test]
async fn an_operation_that_needs_another_credential_than_the_document_says_is_accepted_with_it() {
    let told = with_both("security: [{}, {basic: []}]").await;
    let mut judged = told.summary.operations.iter();
    assert!(judged.all(|(_, accepted)| *accepted));
}

const SHOP: &str = "
openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: 'https://shop.example.com/shop/v2'}]
paths:
  /pets:
    get: {responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}}
  /orders:
    post:
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {'201': {description: made}}
";

#[tokio::test]
async fn a_wrong_base_path_is_said_and_nothing_is_blamed() {
    for status in [404, 405] {
        let told = against(SHOP, &[], move |asked: &Asked| {
            let status = if asked.method == "GET" { 404 } else { status };
            Does::Answers(
                status,
                "content-type: text/html\r\n",
                "<h1>none</h1>".to_owned(),
            )
        })
        .await;
        assert_eq!(told.findings(), Vec::<String>::new());
        assert_eq!(told.summary.conclusion(), Conclusion::NeverAccepted);
        assert_eq!(told.summary.clauses.upheld, 0);
        let notes = notes(&told);
        assert_eq!(notes.len(), 1);
        assert!(notes[0].contains("check --url"), "{notes:?}");
        assert!(notes[0].ends_with("/shop/v2"), "{notes:?}");
    }
}

#[tokio::test]
async fn one_operation_that_is_not_there_says_nothing_of_the_base_path() {
    let told = against(SHOP, &[], |asked: &Asked| match asked.path.as_str() {
        "/pets" if asked.method == "GET" => ok(),
        "/pets" => Does::Answers(405, "allow: GET\r\n", String::new()),
        _ => Does::Answers(404, "", String::new()),
    })
    .await;
    assert_eq!(notes(&told), Vec::<String>::new());
    let never: Vec<_> = told.summary.never_accepted().collect();
    assert_eq!(never.len(), 1);
    assert!(told.summary.clauses.upheld > 0);
}

/// A document whose `/files` has a server of its own.
fn apart(server: &str) -> String {
    let own = format!("  /files:\n    servers: [{{url: '{server}'}}]\n    get: *pets\n");
    SHOP.replace("get: {responses", "get: &pets {responses")
        .replace("  /orders:", &format!("{own}  /orders:"))
        .replace(
            "https://shop.example.com/shop/v2",
            "https://shop.example.com",
        )
}

/// A run against a server of `/pets`, `/orders` and `/upload/v1/files`: what it told, and the paths
/// that it asked.
async fn of_apart(server: &str) -> (Told, Vec<String>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    let told = against(&apart(server), &[], move |asked: &Asked| {
        if let Ok(mut seen) = seen.lock() {
            seen.push(asked.path.clone());
        }
        match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/pets" | "/upload/v1/files") => ok(),
            ("POST", "/orders") => Does::Answers(201, "", String::new()),
            (_, "/pets" | "/orders" | "/upload/v1/files") => {
                Does::Answers(405, "allow: GET, POST\r\n", String::new())
            }
            _ => Does::Answers(404, "", String::new()),
        }
    })
    .await;
    let asked = asked.lock().map(|it| it.clone()).unwrap_or_default();
    (told, asked)
}

#[tokio::test]
async fn a_path_with_servers_on_the_same_host_is_asked_there() {
    for server in ["/upload/v1", "https://shop.example.com/upload/v1/"] {
        let (told, asked) = of_apart(server).await;
        assert_eq!(notes(&told), Vec::<String>::new());
        assert!(asked.iter().any(|path| path == "/upload/v1/files"));
        assert!(!asked.iter().any(|path| path == "/files"));
        assert!(told.summary.never_accepted().all(|it| it.path != "/files"));
    }
}

#[tokio::test]
async fn a_path_with_servers_on_another_host_is_not_asked_and_said() {
    let (told, asked) = of_apart("https://files.example.com/upload/v1").await;
    assert!(!asked.iter().any(|path| path.ends_with("/files")));
    let notes = notes(&told);
    assert_eq!(notes.len(), 1);
    assert!(
        notes[0].contains("https://files.example.com/upload/v1"),
        "{notes:?}"
    );
    let blamed: Vec<_> = told
        .findings()
        .into_iter()
        .filter(|it| it.contains("/files"))
        .collect();
    assert_eq!(blamed, Vec::<String>::new());
    let mut never = told.summary.never_accepted();
    assert!(never.any(|it| it.path == "/files"));
}

#[tokio::test]
async fn an_answer_whose_schema_was_not_read_is_not_judged_and_that_is_said_once() {
    let either = "{oneOf: [{$ref: 'https://schemas.example.com/a.json'}, {type: object}]}";
    let document = SHOP
        .replacen("schema: {type: object}", &format!("schema: {either}"), 1)
        .replace("https://shop.example.com/shop/v2", "/");
    let told = against(&document, &[], |asked: &Asked| {
        match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/pets") => ok(),
            ("POST", "/orders") => Does::Answers(201, "", String::new()),
            _ => Does::Answers(405, "allow: GET, POST\r\n", String::new()),
        }
    })
    .await;
    let findings = told.findings().into_iter();
    let of_pets: Vec<_> = findings.filter(|it| it.contains("/pets")).collect();
    assert_eq!(of_pets, Vec::<String>::new());
    let notes = notes(&told);
    assert_eq!(notes.len(), 1);
    assert!(
        notes[0].contains("`https://schemas.example.com/a.json`"),
        "{notes:?}"
    );
}
