//! Laws where the document has a GET for the resource, and a PATCH that answers nothing.

use serde_json::{Map, Value, json};
use tally_conformance::event::{Event, Purpose};
use tally_conformance::verdict::Verdict;

use crate::server::{Asked, Does, Told, against};

const DOCUMENT: &str = r##"{
  "openapi": "3.1.0", "info": { "title": "Notes", "version": "1" },
  "paths": { "/notes/{key}": {
    "parameters": [{ "name": "key", "in": "path", "required": true, "schema": { "type": "string", "enum": ["n1"] } }],
    "get": { "responses": { "200": { "description": "the note",
      "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Note" } } } },
      "404": { "description": "no such note" } } },
    "patch": {
      "requestBody": { "required": true, "content": { "application/json": {
        "schema": { "$ref": "#/components/schemas/Note" } } } },
      "responses": {
        "204": { "description": "done" },
        "400": { "description": "not valid" },
        "404": { "description": "no such note" } }
    }
  } },
  "components": { "schemas": { "Note": { "type": "object", "properties": {
    "text": { "type": "string", "minLength": 1 },
    "pinned": { "type": "boolean" },
    "seen": { "type": "integer", "minimum": 0 }
  } } } }
}"##;

/// A server that keeps one note; `store` says what an accepted PATCH does to it.
async fn check(
    mut store: impl FnMut(&mut Map<String, Value>, &Map<String, Value>) + Send + 'static,
) -> Told {
    let mut note = Map::new();
    note.insert("text".to_owned(), json!("first"));
    note.insert("pinned".to_owned(), json!(false));
    note.insert("seen".to_owned(), json!(0));
    let json = "content-type: application/json\r\n";
    let script = move |asked: &Asked| {
        if asked.path != "/notes/n1" {
            return Does::Answers(404, "", String::new());
        }
        match asked.method.as_str() {
            "GET" => Does::Answers(200, json, Value::Object(note.clone()).to_string()),
            "PATCH" => match valid(&asked.body) {
                Some(members) => {
                    store(&mut note, &members);
                    Does::Answers(204, "", String::new())
                }
                None => Does::Answers(400, "", String::new()),
            },
            _ => Does::Answers(405, "", String::new()),
        }
    };
    against(DOCUMENT, &[], script).await
}

fn valid(body: &[u8]) -> Option<Map<String, Value>> {
    let Ok(Value::Object(members)) = serde_json::from_slice(body) else {
        return None;
    };
    let right = |(name, value): (&String, &Value)| match name.as_str() {
        "text" => value.as_str().is_some_and(|text| !text.is_empty()),
        "pinned" => value.is_boolean(),
        "seen" => value
            .as_f64()
            .is_some_and(|it| it >= 0.0 && it.fract() == 0.0),
        _ => true,
    };
    members.iter().all(right).then_some(members)
}

fn merge(note: &mut Map<String, Value>, members: &Map<String, Value>) {
    for (name, value) in members {
        note.insert(name.clone(), value.clone());
    }
}

#[tokio::test]
async fn a_server_that_answers_nothing_and_keeps_the_laws_is_silent() {
    let told = check(merge).await;
    assert_eq!(told.findings(), Vec::<String>::new());
    let patch = told.events.iter().find_map(|event| match event {
        Event::OperationJudged(judged) if judged.operation.method.as_str() == "PATCH" => {
            Some(judged)
        }
        _ => None,
    });
    for law in ["keeps", "persists", "refuses-atomically"] {
        let mut verdicts = patch.unwrap().verdicts.iter();
        let verdict = verdicts
            .find(|it| it.clause.0.ends_with(&format!("law#/{law}")))
            .unwrap();
        assert!(
            matches!(verdict.verdict, Verdict::Upheld { .. }),
            "{verdict:?}"
        );
    }
    let reads = told.events.iter().filter_map(|event| match event {
        Event::ExchangeDone(done) if done.purpose == Purpose::Read => Some(&done.record),
        _ => None,
    });
    assert!(
        reads
            .map(|it| it.request.method.as_str())
            .all(|method| method == "GET")
    );
}

#[tokio::test]
async fn what_was_changed_is_changed_back() {
    let told = check(merge).await;
    let last = told.events.iter().rev().find_map(|event| match event {
        Event::ExchangeDone(done) if done.record.request.method == "GET" => {
            Some(done.record.answer.as_ref().unwrap().body.text.clone())
        }
        _ => None,
    });
    let state: Value = serde_json::from_str(&last.unwrap()).unwrap();
    assert_eq!(state["text"], "first");
    assert_eq!(state["pinned"], false);
    let left = told
        .events
        .iter()
        .any(|event| matches!(event, Event::NotRestored(_)));
    assert!(!left);
}

#[tokio::test]
async fn a_member_that_is_not_stored_is_found_by_reading() {
    let told = check(|note, members| {
        let mut members = members.clone();
        members.remove("pinned");
        merge(note, &members);
    });
    let findings = told.await.findings();
    let expected = "persists PATCH /notes/{key} law#/persists: \
                    `pinned` as it was answered → another value";
    assert_eq!(findings, [expected]);
}

#[tokio::test]
async fn a_member_that_moves_by_itself_is_not_compared() {
    let mut count = 0;
    let told = check(move |note, members| {
        merge(note, members);
        count += 1;
        note.insert("seen".to_owned(), json!(count));
    });
    // `seen` is changed by every PATCH, and does not move between two reads.
    let findings = told.await.findings();
    assert!(
        findings.iter().any(|it| it.contains("`seen`")),
        "{findings:?}"
    );
}
