//! Servers that refuse or fail for one reason: what is to blame is named, once, and nothing else.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::HashSet;

use serde_json::{Map, Value, json};
use tally_conformance::event::Event;
use tally_conformance::rule_id::RuleId;

use crate::server::{Asked, Does, Told, against};

/// A document of one operation.
fn document(path: &str, method: &str, operation: &Value) -> String {
    let mut operation = operation.clone();
    let responses = json!({
        "200": { "description": "done" }, "400": { "description": "not valid" },
    });
    let members = operation.as_object_mut().unwrap();
    members.entry("responses").or_insert(responses);
    json!({
        "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
        "paths": { path: { method: operation } },
    })
    .to_string()
}

/// A JSON body of these members, each of a type.
fn body(members: &Value) -> Value {
    json!({ "required": true, "content": { "application/json": { "schema": {
        "type": "object", "properties": members,
    } } } })
}

fn answers(status: u16) -> Does {
    Does::Answers(status, "", String::new())
}

/// The members of a JSON object that was sent, if each text is one and each integer is one.
fn members(asked: &Asked, texts: &[&str], integers: &[&str]) -> Option<Map<String, Value>> {
    let value: Value = serde_json::from_slice(&asked.body).ok()?;
    let members = value.as_object().cloned()?;
    let whole = |it: &Value| it.as_f64().is_some_and(|it| it.fract() == 0.0);
    let is_text = |name: &&str| members.get(*name).is_none_or(Value::is_string);
    let is_integer = |name: &&str| members.get(*name).is_none_or(whole);
    (texts.iter().all(is_text) && integers.iter().all(is_integer)).then(|| members.clone())
}

#[track_caller]
fn finds(told: &Told, expected: &[&str]) {
    assert_eq!(told.findings(), expected);
}

#[tokio::test]
async fn a_header_that_is_refused_whatever_the_body_is_blamed_and_no_member() {
    let document = document(
        "/notes",
        "post",
        &json!({
            "parameters": [{ "name": "x-version", "in": "header", "schema": { "type": "string" } }],
            "requestBody": body(&json!({ "title": { "type": "string" }, "text": { "type": "string" } })),
        }),
    );
    let told = against(&document, &[], |asked| {
        let version = asked.headers.get("x-version");
        let numbered = version.is_none_or(|it| it.bytes().all(|it| it.is_ascii_digit()));
        answers(
            match (
                asked.method.as_str(),
                members(asked, &["title", "text"], &[]),
            ) {
                ("POST", Some(_)) if numbered => 200,
                ("POST", _) => 400,
                _ => 405,
            },
        )
    })
    .await;
    finds(
        &told,
        &["valid_refused POST /notes request.header.x-version#/type: accepted → 400"],
    );
}

#[tokio::test]
async fn a_member_that_is_needed_and_said_to_be_optional_is_one_finding() {
    let content = json!({ "required": true, "content": { "application/json": {
        "schema": { "type": "object", "properties": {
            "title": { "type": "string" }, "stars": { "type": "integer" }, "text": { "type": "string" },
        } },
        "example": { "title": "Milk" },
    } } });
    let document = document("/notes", "post", &json!({ "requestBody": content }));
    let told = against(&document, &[], |asked| {
        let sent = members(asked, &["title", "text"], &["stars"]);
        answers(match (asked.method.as_str(), sent) {
            ("POST", Some(sent)) if sent.contains_key("title") => 200,
            ("POST", _) => 400,
            _ => 405,
        })
    })
    .await;
    finds(
        &told,
        &[
            "valid_refused POST /notes request.body#/properties/title/type: accepted → 400 without it",
        ],
    );
}

#[tokio::test]
async fn a_server_that_a_value_broke_is_one_finding_that_blames_no_other_value() {
    let members_of = json!({ "port": { "type": "string" }, "host": { "type": "string" } });
    let document = document(
        "/settings",
        "patch",
        &json!({ "requestBody": body(&members_of) }),
    );
    let mut port = "1".to_owned();
    let told = against(&document, &[], move |asked| {
        if asked.method != "PATCH" {
            return answers(405);
        }
        if !port.bytes().all(|it| it.is_ascii_digit()) {
            return answers(500);
        }
        let Some(sent) = members(asked, &["port", "host"], &[]) else {
            return answers(400);
        };
        if let Some(Value::String(new)) = sent.get("port") {
            port.clone_from(new);
        }
        answers(200)
    })
    .await;
    finds(
        &told,
        &[
            "server_error PATCH /settings http#/no-server-error: no server error → 500 to every request",
        ],
    );
}

#[tokio::test]
async fn a_value_that_is_taken_only_once_is_fresh_and_no_finding() {
    let mut of_members = body(&json!({
        "email": { "type": "string" }, "nick": { "type": "string" }, "age": { "type": "integer" },
    }));
    of_members["content"]["application/json"]["schema"]["required"] = json!(["email"]);
    let document = document("/members", "post", &json!({ "requestBody": of_members }));
    let mut taken = HashSet::new();
    let told = against(&document, &[], move |asked| {
        let sent = members(asked, &["email", "nick"], &["age"]);
        answers(match (asked.method.as_str(), sent) {
            ("POST", Some(sent)) => match sent.get("email") {
                Some(Value::String(email)) if taken.insert(email.clone()) => 200,
                _ => 400,
            },
            ("POST", None) => 400,
            _ => 405,
        })
    })
    .await;
    finds(&told, &[]);
    assert!(told.judged().accepted);
}

#[tokio::test]
async fn two_optional_parameters_that_are_refused_together_are_found_without_a_body() {
    let number = json!({ "type": "integer", "minimum": 1, "maximum": 9 });
    let parameter = |name: &str| json!({ "name": name, "in": "query", "schema": number });
    let document = document(
        "/pages",
        "get",
        &json!({ "parameters": [parameter("first"), parameter("last")] }),
    );
    let told = against(&document, &[], |asked| {
        let query = asked.path.split_once('?').map_or("", |(_, query)| query);
        let values: Vec<&str> = query
            .split('&')
            .filter_map(|it| Some(it.split_once('=')?.1))
            .collect();
        let valid = |it: &&str| it.parse::<i64>().is_ok_and(|it| (1..=9).contains(&it));
        answers(match values.iter().all(valid) {
            _ if !["GET", "HEAD"].contains(&asked.method.as_str()) => 405,
            true if values.len() < 2 => 200,
            _ => 400,
        })
    })
    .await;
    finds(
        &told,
        &[
            "valid_refused GET /pages request.query.first#/type: accepted → \
           400 to `/query/first` and `/query/last` together",
        ],
    );
}

#[tokio::test]
async fn a_get_that_refuses_every_valid_request_is_a_finding() {
    let document = document("/pages", "get", &json!({}));
    let told = against(&document, &[], |_| answers(400)).await;
    finds(
        &told,
        &["valid_refused GET /pages responses#/status: accepted → 400"],
    );
}

#[tokio::test]
async fn a_check_that_is_skipped_beside_another_member_is_found() {
    let of_members = json!({ "size": { "type": "integer" }, "color": { "type": "string" } });
    let document = document(
        "/shirts",
        "post",
        &json!({ "requestBody": body(&of_members) }),
    );
    let told = against(&document, &[], |asked| {
        let beside = serde_json::from_slice::<Value>(&asked.body)
            .is_ok_and(|it| it.get("color").is_some_and(Value::is_string));
        let valid = members(asked, &["color"], &["size"]).is_some();
        answers(match asked.method.as_str() {
            "POST" if valid || beside => 200,
            "POST" => 400,
            _ => 405,
        })
    })
    .await;
    finds(
        &told,
        &["invalid_accepted POST /shirts request.body#/properties/size/type: a refusal → accepted"],
    );
}

#[tokio::test]
async fn a_failure_of_an_operation_that_accepts_nothing_is_found() {
    let of_members = json!({ "name": { "type": "string" } });
    let document = document(
        "/jobs",
        "post",
        &json!({ "requestBody": body(&of_members) }),
    );
    let told = against(&document, &[], |asked| {
        answers(match serde_json::from_slice::<Value>(&asked.body) {
            Ok(Value::Object(members)) if members.values().all(Value::is_string) => 403,
            _ => 500,
        })
    })
    .await;
    assert!(!told.judged().accepted);
    let findings = told.findings();
    let failed = "server_error POST /jobs http#/no-server-error: no server error → 500";
    assert_eq!(findings, [failed]);
}

#[tokio::test]
async fn a_server_that_ends_is_told_of_with_the_request_after_which_it_was_gone() {
    let of_members = json!({ "name": { "type": "string" } });
    let document = document(
        "/jobs",
        "post",
        &json!({ "requestBody": body(&of_members) }),
    );
    let told = against(&document, &[], |asked| {
        match serde_json::from_slice::<Value>(&asked.body) {
            Ok(Value::Object(_)) => answers(200),
            Ok(Value::Array(_)) => Does::Dies,
            _ => answers(400),
        }
    })
    .await;
    let findings = told.findings();
    let gone = "no_answer POST /jobs http#/answered: a server that goes on → the server was gone";
    assert!(findings.contains(&gone.to_owned()), "{findings:?}");
    let found = told.events.iter().find_map(|event| match event {
        Event::Found(finding) if finding.rule == RuleId::NoAnswer => Some(finding),
        _ => None,
    });
    let detail = found.unwrap().detail.clone().unwrap();
    assert!(detail.contains("array"), "{detail}");
}

#[tokio::test]
async fn a_resource_that_an_update_renames_is_followed() {
    let thing = json!({ "type": "object", "properties": {
        "name": { "type": "string" }, "note": { "type": "string" },
    } });
    let content = json!({ "application/json": { "schema": thing } });
    let answer = json!({ "200": { "description": "it", "content": content }, "404": { "description": "none" },
                         "400": { "description": "not valid" } });
    let document = json!({
        "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
        "paths": { "/boxes/{name}": {
            "parameters": [{ "name": "name", "in": "path", "required": true, "schema": { "type": "string" } }],
            "get": { "responses": answer },
            "patch": { "requestBody": { "required": true, "content": content }, "responses": answer },
        } },
    })
    .to_string();
    let mut thing = json!({ "name": "alpha", "note": "n" });
    let told = against(&document, &[("/path/name", json!("alpha"))], move |asked| {
        let json = "content-type: application/json\r\n";
        let name = asked.path.rsplit('/').next().unwrap_or_default();
        let here = thing["name"] == *name;
        match asked.method.as_str() {
            _ if !here => answers(404),
            "GET" | "HEAD" => Does::Answers(200, json, thing.to_string()),
            "PATCH" => match members(asked, &["name", "note"], &[]) {
                Some(sent) => {
                    let known = sent
                        .into_iter()
                        .filter(|(name, _)| name == "name" || name == "note");
                    thing.as_object_mut().unwrap().extend(known);
                    Does::Answers(200, json, thing.to_string())
                }
                None => answers(400),
            },
            _ => answers(405),
        }
    })
    .await;
    finds(&told, &[]);
}

#[tokio::test]
async fn a_put_that_conflicts_by_its_body_blames_no_key() {
    let mut of_members = body(&json!({ "barcode": { "type": "string" } }));
    of_members["content"]["application/json"]["schema"]["required"] = json!(["barcode"]);
    let document = document(
        "/products/{sku}",
        "put",
        &json!({
            "parameters": [{ "name": "sku", "in": "path", "required": true, "schema": { "type": "string" } }],
            "requestBody": of_members,
            "responses": {
                "200": { "description": "there" }, "400": { "description": "not valid" },
                "422": { "description": "the barcode is another product's" },
            },
        }),
    );
    let mut products: std::collections::HashMap<String, Value> = std::collections::HashMap::new();
    let told = against(&document, &[], move |asked| {
        if asked.method != "PUT" {
            return answers(405);
        }
        let barcode = members(asked, &["barcode"], &[]).and_then(|it| it.get("barcode").cloned());
        let Some(barcode) = barcode else {
            return answers(400);
        };
        let others = products.iter().filter(|(sku, _)| **sku != asked.path);
        if others.into_iter().any(|(_, taken)| *taken == barcode) {
            return answers(422);
        }
        products.insert(asked.path.clone(), barcode);
        answers(200)
    })
    .await;
    finds(&told, &[]);
}
