use std::error::Error as _;
use std::time::Duration;

use super::generated::client::{Config, Error, Undocumented};
use super::generated::operations::update_task::Request;
use super::{api_key, call, client, config, server, update};

/// Why an answer of a server with a fault is not documented, with its status and its body.
async fn undocumented(fault: &str, request: &Request) -> (u16, String, Undocumented) {
    match call(Some(fault), request).await {
        Err(Error::Undocumented { answer, reason }) => {
            assert!(answer.headers.contains_key("date") || !answer.headers.is_empty());
            let body = String::from_utf8_lossy(&answer.body).into_owned();
            (answer.status.as_u16(), body, reason)
        }
        other => panic!("{fault}: {other:?}"),
    }
}

#[tokio::test]
async fn a_status_that_is_not_documented_is_kept_with_its_body() {
    let (status, body, reason) = undocumented("created-instead-of-ok", &update()).await;
    assert_eq!((status, reason), (201, Undocumented::Status));
    assert!(body.contains("tasks"), "{body}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (status, _, reason) = undocumented("update-is-redirected", &update()).await;
    assert!((300..400).contains(&status), "{status}");
    assert_eq!(reason, Undocumented::Status);
}

#[tokio::test]
async fn another_media_type_is_not_documented() {
    let (status, _, reason) = undocumented("html-content-type", &update()).await;
    assert_eq!((status, reason), (200, Undocumented::MediaType));
}

#[tokio::test]
async fn malformed_json_is_told_by_line_and_column() {
    let (_, body, reason) = undocumented("cut-json", &update()).await;
    let expected = Undocumented::Malformed {
        line: 1,
        column: body.len(),
    };
    assert_eq!(reason, expected);
}

#[tokio::test]
async fn a_body_that_breaks_its_schema_is_told_by_its_issues() {
    let (_, _, reason) = undocumented("tasks-missing", &update()).await;
    let Undocumented::Invalid(issues) = &reason else {
        panic!("{reason:?}");
    };
    assert_eq!(issues.to_string(), "/tasks: is missing");
}

#[tokio::test]
async fn an_answer_that_never_comes_is_a_time_out() {
    let running = server(Some("hang")).await;
    let config = Config {
        timeout: Duration::from_millis(50),
        ..config()
    };
    let client = client(&running.url(), config);
    let error = client.update_task(&api_key(), &update()).await.unwrap_err();
    assert!(matches!(error, Error::TimedOut(_)), "{error:?}");
    assert!(error.is_timeout());
}

#[tokio::test]
async fn an_endless_answer_is_cut_at_the_limit() {
    let error = call(Some("endless-answer"), &update()).await.unwrap_err();
    let Error::TooLarge { answer, limit } = &error else {
        panic!("{error:?}");
    };
    assert_eq!((answer.body.len(), *limit), (64 * 1024, 64 * 1024));
    assert_eq!(answer.status.as_u16(), 200);
}

#[tokio::test]
async fn an_answer_that_ends_too_early_is_incomplete() {
    let error = call(Some("truncated-answer"), &update()).await.unwrap_err();
    assert!(matches!(error, Error::Incomplete { .. }), "{error:?}");
    assert_eq!(error.answer().unwrap().status.as_u16(), 200);
    assert!(!error.answer().unwrap().body.is_empty());
}

#[tokio::test]
async fn a_connection_that_is_closed_is_no_answer() {
    let error = call(Some("connection-closed"), &update())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Unanswered(_)), "{error:?}");
    assert!(error.source().is_some() && !error.is_timeout());
}
