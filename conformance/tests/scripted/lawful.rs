//! Servers that keep to their documents in ways that are easily taken for defects.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tally_conformance::event::Event;
use tally_spec::schema::Validator;

use crate::server::{Asked, Does, Told, against};

const DOCUMENT: &str = r##"{
  "openapi": "3.1.0", "info": { "title": "Things", "version": "1" },
  "paths": {
    "/things": { "post": {
      "requestBody": { "required": true, "content": { "application/json": {
        "schema": { "$ref": "#/components/schemas/Thing" } } } },
      "responses": {
        "200": { "description": "the thing", "content": { "application/json": {
          "schema": { "type": "object", "required": ["made"], "properties": { "made": { "type": "boolean" } } } } } },
        "400": { "description": "not valid" } } } },
    "/things/{key}": {
      "parameters": [{ "name": "key", "in": "path", "required": true, "schema": { "type": "string", "enum": ["t1"] } }],
      "get": { "responses": { "200": { "description": "the thing", "content": { "application/json": {
        "schema": { "$ref": "#/components/schemas/Thing" } } } },
        "404": { "description": "no such thing" } } },
      "patch": {
        "requestBody": { "required": true, "content": { "application/json": {
          "schema": { "allOf": [{ "$ref": "#/components/schemas/Thing" }], "minProperties": 1,
                      "anyOf": [{ "required": ["text"] }, { "required": ["due"] }, { "required": ["place"] }] } } } },
        "responses": {
          "200": { "description": "the thing", "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/Thing" } } } },
          "400": { "description": "not valid" },
          "404": { "description": "no such thing" },
          "409": { "description": "the thing is closed" } } } } },
  "components": { "schemas": { "Thing": { "type": "object", "properties": {
    "text": { "type": "string", "minLength": 1 },
    "open": { "type": "boolean", "writeOnly": true },
    "due": { "type": "array", "maxItems": 1, "minItems": 1, "items": { "type": "string", "format": "date-time" } },
    "place": { "type": "object", "properties": { "city": { "type": "string" }, "zip": { "type": ["string", "null"] } } }
  } } } }
}"##;

const JSON: &str = "content-type: application/json\r\n";

/// The members that are sent, if they are a thing.
fn members(thing: &Validator, body: &[u8]) -> Option<Map<String, Value>> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let members = value.as_object().cloned();
    members.filter(|_| thing.is_valid(&value))
}

/// Keeps of one thing what is described: times as the instants that they are, places merged.
fn store(thing: &mut Map<String, Value>, mut members: Map<String, Value>) {
    let texts = members.remove("due");
    for text in texts.iter().filter_map(Value::as_array).flatten() {
        let text = text.as_str().unwrap_or_default();
        let spelled = match text.parse::<jiff::Timestamp>() {
            Ok(instant) => instant.to_string(),
            Err(_) => text.to_owned(),
        };
        thing.insert("due".to_owned(), json!([spelled]));
    }
    if let Some(sent) = members.get("place") {
        for name in ["city", "zip"] {
            if let Some(value) = sent.get(name) {
                thing["place"][name] = value.clone();
            }
        }
    }
    if let Some(text) = members.remove("text") {
        thing.insert("text".to_owned(), text);
    }
}

async fn check() -> Told {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    let validator = Validator::new(&document["components"]["schemas"]["Thing"]).unwrap();
    let place = json!({ "city": "x", "zip": null });
    let mut thing = Map::from_iter([
        ("text".to_owned(), json!("first")),
        ("place".to_owned(), place),
    ]);
    let script = move |asked: &Asked| {
        let shown = |thing: &Map<String, Value>| {
            Does::Answers(200, JSON, Value::Object(thing.clone()).to_string())
        };
        match (asked.method.as_str(), asked.path.as_str()) {
            // Nobody asked what else there is.
            ("GET", "/things") => {
                Does::Answers(200, "content-type: text/html\r\n", "<p>hello".to_owned())
            }
            ("POST", "/things") => match members(&validator, &asked.body) {
                Some(_) => Does::Answers(200, JSON, "{\"made\":true}".to_owned()),
                None => Does::Answers(400, "", String::new()),
            },
            ("GET", "/things/t1") => shown(&thing),
            ("PATCH", "/things/t1") => match members(&validator, &asked.body) {
                Some(sent)
                    if ["text", "due", "place"]
                        .iter()
                        .any(|it| sent.contains_key(*it)) =>
                {
                    if sent.get("open") == Some(&json!(false)) {
                        return Does::Answers(409, "", String::new());
                    }
                    store(&mut thing, sent);
                    shown(&thing)
                }
                _ => Does::Answers(400, "", String::new()),
            },
            (_, "/things" | "/things/t1") => Does::Answers(405, "", String::new()),
            _ => Does::Answers(404, "", String::new()),
        }
    };
    against(DOCUMENT, &[], script).await
}

#[tokio::test]
async fn merging_spelling_conflicts_and_other_methods_are_no_findings() {
    let told = check().await;
    assert_eq!(told.findings(), Vec::<String>::new());
}

#[tokio::test]
async fn an_open_operation_gets_no_undeclared_method_that_could_change_something() {
    let told = check().await;
    let methods = told.events.iter().filter_map(|event| match event {
        Event::ExchangeDone(done) if done.record.case.0.starts_with("method/") => {
            Some(done.record.request.method.as_str())
        }
        _ => None,
    });
    let methods: BTreeSet<&str> = methods.collect();
    let expected = ["GET", "HEAD", "OPTIONS", "TALLY"];
    assert_eq!(methods, expected.into());
}
