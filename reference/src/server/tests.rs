//! What the faithful server answers.

use serde_json::{Value, json};

use super::Options;
use crate::clock::Clock;
use crate::demo::demo;
use crate::probe::{Got, Sent, answers, api_key, bearer_token, patch, raw, update};
use crate::store::Database;

fn faithful(request: Sent) -> Got {
    let options = Options {
        clock: Clock::Fixed("2026-03-01T12:00:00Z".parse().unwrap()),
        ..Options::default()
    };
    answers(options, &[request], false).remove(0)
}

#[track_caller]
fn check(request: Sent, status: u16, body: &Value) {
    let got = faithful(request);
    assert_eq!((got.status, &got.json()), (status, body));
    assert_eq!(got.header("content-type"), Some("application/json"));
}

#[track_caller]
fn accepted(request: Sent) -> Got {
    let got = faithful(request);
    assert_eq!(got.status, 200, "{}", got.text());
    got
}

/// The members of a 400, its text aside.
#[track_caller]
fn refused(request: Sent, missing_fields: &Value) {
    let got = faithful(request);
    let mut body = got.json();
    let error = body.as_object_mut().unwrap().remove("error").unwrap();
    assert!(!error.as_str().unwrap().is_empty());
    let expected = json!({"status": "error", "missing_fields": missing_fields});
    assert_eq!((got.status, body), (400, expected), "{error}");
}

#[test]
fn an_update_is_merged_and_answered_whole() {
    let got = accepted(update(json!({"title": "new", "enabled": null})));
    let task = got.task();
    assert_eq!(got.json()["status"], "success");
    assert_eq!(task["title"], "new");
    assert_eq!(task["enabled"], Value::Null);
    assert_eq!(task["schedule"], "0 10 * * 4");
    assert_eq!(task["model"], "claude-sonnet-4-20250514");
    assert_eq!(task["owner_email"], "label@example.com");
    assert_eq!(task["upcoming"][0], "2026-03-05T10:00:00Z");
    assert_eq!(task["upcoming"].as_array().unwrap().len(), 5);
    assert_eq!(task["recent_runs"].as_array().unwrap().len(), 5);
}

#[test]
fn a_run_is_answered_as_it_is() {
    let got = accepted(update(json!({})));
    let runs = &crate::demo::configuration().tasks[0].recent_runs;
    assert_eq!(got.task()["recent_runs"], json!(runs));
}

#[test]
fn a_task_that_is_switched_off_has_no_upcoming_runs() {
    let got = accepted(update(json!({"enabled": false})));
    assert_eq!(got.task()["upcoming"], json!([]));
}

#[test]
fn every_lawful_value_is_accepted() {
    let text = "\0 \u{1} \u{7f} ' \" \\ é 𝄞 \u{10FFFF} \u{FEFF} null ".repeat(5_000);
    let id = demo().known_ids[0].to_string().to_uppercase();
    let sent = json!({
        "id": id, "title": text, "prompt": text, "model": text, "schedule": " @daily ",
        "account_id": demo().account_id.to_string().to_uppercase(),
        "artist_account_id": "ffffffff-ffff-ffff-ffff-ffffffffffff", "enabled": null,
        "other": {"title": ""}, "": 1
    });
    let task = accepted(patch(&sent)).task();
    for member in ["title", "prompt", "model", "schedule", "artist_account_id"] {
        assert_eq!(task[member], sent[member]);
    }
    assert_eq!(task["id"], demo().known_ids[0].to_string());
}

#[test]
fn either_credential_suffices() {
    let bearer = format!("bEARER {}", bearer_token());
    accepted(update(json!({})).with_authorization(bearer.clone()));
    accepted(update(json!({})).header("authorization", "Bearer wrong"));
    accepted(
        update(json!({}))
            .with_key("wrong")
            .header("authorization", bearer),
    );
}

#[test]
fn without_credentials_nothing_else_is_looked_at() {
    let unauthorized = json!({"error": 401, "message": "Unauthorized"});
    let (key, token) = (api_key(), bearer_token());
    for request in [raw("{"), raw(""), update(json!({}))] {
        for request in [
            request.clone().without("x-api-key"),
            request.clone().with_key(""),
            request.clone().with_key(&key[1..]),
            request.clone().with_key(key.to_lowercase()),
            request.clone().with_key(token.clone()),
            request.clone().with_authorization(key.clone()),
            request.clone().with_authorization(format!("Basic {token}")),
            request
                .clone()
                .with_authorization(format!("Bearer {}", token.to_uppercase())),
            request.clone().with_authorization("Bearer"),
        ] {
            check(request, 401, &unauthorized);
        }
    }
}

#[test]
fn the_first_member_that_fails_is_named() {
    refused(patch(&json!({})), &json!(["id"]));
    refused(patch(&json!({"id": "1", "title": ""})), &json!(["id"]));
    refused(patch(&json!({"model": "", "enabled": 1})), &json!(["id"]));
    refused(
        update(json!({"model": "", "enabled": 1})),
        &json!(["enabled"]),
    );
    for (member, wrong) in [
        ("title", json!("")),
        ("title", json!(1)),
        ("title", Value::Null),
        ("prompt", json!("")),
        ("schedule", json!("")),
        ("schedule", json!("every day")),
        ("account_id", json!("848cd58d700f4b38ab4cd9f52a1b2c3d")),
        (
            "artist_account_id",
            json!("{1873859c-dd37-4e9a-9bac-80d35a1b2c3d}"),
        ),
        ("enabled", json!("true")),
        ("model", json!([])),
    ] {
        refused(update(json!({member: wrong})), &json!([member]));
    }
}

#[test]
fn a_body_that_is_no_object_names_no_member() {
    for text in ["", "{", "[]", "null", "\"id\"", "{\"id\": 1,}", "{} {}"] {
        refused(raw(text), &json!([]));
    }
    refused(raw(b"{\"id\": \"\xff\"}"), &json!([]));
}

#[test]
fn what_is_foreign_is_forbidden_and_what_is_missing_is_not_found() {
    let demo = demo();
    let foreign_account = update(json!({"account_id": demo.foreign_account_id}));
    let foreign_task = patch(&json!({"id": demo.foreign_task_id}));
    for request in [foreign_account, foreign_task] {
        let got = faithful(request);
        assert_eq!((got.status, &got.json()["error"]), (403, &json!(403)));
    }
    let body = json!({"status": "error", "error": "Task not found"});
    check(patch(&json!({"id": demo.missing_id})), 404, &body);
}

#[test]
fn updates_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        database: Database::File(folder.path().join("tasks.sqlite")),
        ..Options::default()
    };
    let written = answers(
        options.clone(),
        &[update(json!({"title": "kept 🎸"}))],
        false,
    );
    let read = answers(options, &[update(json!({}))], false);
    assert_eq!(read[0].task()["title"], "kept 🎸");
    assert_eq!(read[0].task(), written[0].task());
}

#[test]
fn nothing_of_a_credential_is_in_debug_output() {
    let shown = format!("{:?}", Options::default());
    assert!(!shown.contains(&api_key()) && !shown.contains(&bearer_token()));
}
