use tally_reference::demo;

use super::generated::client::Error;
use super::generated::operations::update_task::{Request, Response};
use super::generated::security::{ApiKeyAuth, Credentials};
use super::generated::support::{Field, Secret};
use super::generated::types::UpdateTaskRequest;
use super::{api_key, bearer, call, client, config, server, update};

#[tokio::test]
async fn an_update_gives_the_task_and_null_is_not_absent() {
    let running = server(None).await;
    let client = client(&running.url(), config());
    let mut request = update();
    request.body.title = Some("Pulse “check” 日本".parse().unwrap());
    request.body.enabled = Field::Null;
    let Response::Ok(response) = client.update_task(&api_key(), &request).await.unwrap() else {
        panic!("the update is refused");
    };
    let task = &response.tasks[0];
    assert_eq!(task.id, Some(request.body.id));
    assert_eq!(task.title.as_deref(), Some("Pulse “check” 日本"));
    assert_eq!(task.enabled, Field::Null);

    let Response::Ok(later) = client.update_task(&bearer(), &update()).await.unwrap() else {
        panic!("the update is refused");
    };
    assert_eq!(later.tasks[0].title, task.title);
    assert_eq!(later.tasks[0].enabled, Field::Null);
}

#[tokio::test]
async fn a_refused_value_is_a_bad_request() {
    let mut request = update();
    request.body.schedule = Some("whenever".parse().unwrap());
    let Response::BadRequest(answer) = call(None, &request).await.unwrap() else {
        panic!("the schedule is accepted");
    };
    assert!(!answer.error.is_empty());
}

#[tokio::test]
async fn a_wrong_key_is_unauthorized() {
    let running = server(None).await;
    let client = client(&running.url(), config());
    let credentials = Credentials::ApiKeyAuth(ApiKeyAuth(Secret::new("wrong")));
    let response = client.update_task(&credentials, &update()).await.unwrap();
    assert!(
        matches!(response, Response::Unauthorized(_)),
        "{response:?}"
    );
}

#[tokio::test]
async fn a_foreign_account_is_forbidden() {
    let mut request = update();
    request.body.account_id = Some(demo().foreign_account_id);
    let response = call(None, &request).await.unwrap();
    assert!(matches!(response, Response::Forbidden(_)), "{response:?}");
}

#[tokio::test]
async fn an_unknown_id_is_not_found() {
    let body = UpdateTaskRequest::new(demo().missing_id);
    let response = call(None, &Request { body }).await.unwrap();
    assert!(matches!(response, Response::NotFound(_)), "{response:?}");
}

#[tokio::test]
async fn a_failure_is_documented_too() {
    let mut request = update();
    request.body.prompt = Some("🎸".parse().unwrap());
    let response = call(Some("emoji-fails"), &request).await.unwrap();
    assert!(
        matches!(response, Response::InternalServerError(_)),
        "{response:?}"
    );
}

#[tokio::test]
async fn a_key_that_no_header_can_hold_is_not_sent_and_not_shown() {
    let running = server(None).await;
    let client = client(&running.url(), config());
    let credentials = Credentials::ApiKeyAuth(ApiKeyAuth(Secret::new("swordfish\nx")));
    let error = client
        .update_task(&credentials, &update())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Unwritable(_)));
    let shown = format!("{error} {error:?} {credentials:?} {client:?}");
    assert!(!shown.contains("swordfish"), "{shown}");
}
