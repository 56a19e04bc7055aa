//! Servers that are not there, go away, hang or accept nothing; runs that are stopped.

use tally_conformance::event::{Event, RunAborted};
use tally_conformance::summary::Conclusion;
use tally_conformance::verdict::Verdict;

use crate::server::{Does, Told, against, drive, stopped};

const DOCUMENT: &str = r#"{
  "openapi": "3.1.0", "info": { "title": "Echo", "version": "1" },
  "paths": { "/echo": { "put": {
    "requestBody": { "required": true, "content": { "application/json": {
      "schema": { "type": "object", "required": ["n"], "properties": { "n": { "type": "integer" } } } } } },
    "responses": { "200": { "description": "done" }, "400": { "description": "not valid" } }
  } } }
}"#;

fn ends_as_it_should(told: &Told) {
    assert!(matches!(told.events.last(), Some(Event::RunFinished(_))));
    let judged = told
        .events
        .iter()
        .filter(|it| matches!(it, Event::OperationJudged(_)));
    assert_eq!(judged.count(), 1);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unreachable() {
    let told = drive(DOCUMENT, &[], "http://127.0.0.1:1", usize::MAX).await;
    ends_as_it_should(&told);
    assert_eq!(told.summary.conclusion(), Conclusion::Unreachable);
    assert!(matches!(
        told.summary.aborted,
        Some(RunAborted::Unreachable { .. })
    ));
    assert_eq!(told.summary.requests, 0);
}

#[tokio::test]
async fn what_was_found_before_a_server_goes_is_told() {
    let mut count = 0;
    let told = against(DOCUMENT, &[], move |_| {
        count += 1;
        match count {
            // Everything is accepted, until it dies.
            1..=12 => Does::Answers(200, "", String::new()),
            _ => Does::Dies,
        }
    });
    let told = told.await;
    ends_as_it_should(&told);
    assert!(matches!(
        told.summary.aborted,
        Some(RunAborted::ServerGone { .. })
    ));
    let findings = told.findings();
    assert!(
        findings.iter().any(|it| it.starts_with("invalid_accepted")),
        "{findings:?}"
    );
    assert_eq!(told.summary.conclusion(), Conclusion::Violated);
}

#[tokio::test]
async fn a_run_that_is_stopped_tells_what_it_has_seen() {
    let all = |_: &crate::server::Asked| Does::Answers(200, "", String::new());
    let told = stopped(DOCUMENT, &[], all, 12).await;
    ends_as_it_should(&told);
    assert_eq!(told.summary.aborted, Some(RunAborted::Stopped));
    assert!(!told.findings().is_empty());
    let whole = against(DOCUMENT, &[], all).await;
    assert!(told.summary.requests < whole.summary.requests);
}

#[tokio::test]
async fn a_path_that_would_name_another_host_is_not_sent() {
    let document = DOCUMENT.replace("\"/", "\"9/");
    assert_ne!(document, DOCUMENT);
    let told = against(&document, &[], |_| Does::Answers(200, "", String::new())).await;
    assert_eq!(told.summary.requests, 0);
    let of_request = told.judged().verdicts.iter();
    let reasons = of_request.filter_map(|it| match &it.verdict {
        Verdict::Inconclusive { why } => Some(why.as_str()),
        _ => None,
    });
    let reasons: Vec<_> = reasons.collect();
    assert!(!reasons.is_empty());
    let expected = "no request could be sent: the path `9/";
    assert!(
        reasons.iter().all(|why| why.starts_with(expected)),
        "{reasons:?}"
    );
}

#[tokio::test]
async fn an_operation_that_accepts_nothing_is_inconclusive() {
    let told = against(DOCUMENT, &[], |_| Does::Answers(401, "", String::new())).await;
    ends_as_it_should(&told);
    assert_eq!(told.findings(), Vec::<String>::new());
    assert_eq!(told.summary.conclusion(), Conclusion::NeverAccepted);
    let judged = told.judged();
    assert!(!judged.accepted);
    let of_body = judged
        .verdicts
        .iter()
        .filter(|it| it.clause.0.contains("request.body"));
    for clause in of_body {
        let Verdict::Inconclusive { why } = &clause.verdict else {
            panic!("{clause:?}");
        };
        assert_eq!(why, "no request was ever accepted (401)");
    }
}

#[tokio::test]
async fn an_operation_that_hangs_is_given_up_after_three_time_outs() {
    let told = against(DOCUMENT, &[], |_| Does::Hangs).await;
    ends_as_it_should(&told);
    assert_eq!(
        told.findings(),
        ["no_answer PUT /echo http#/answered: an answer in time → no answer in time"]
    );
    assert!(told.summary.requests <= 3, "{}", told.summary.requests);
}

#[tokio::test]
async fn a_server_that_never_answers_is_not_asked_for_every_operation() {
    let put = DOCUMENT.find("\"put\"").unwrap();
    let get = "\"get\": { \"responses\": { \"200\": { \"description\": \"it\" } } }, ";
    let document = format!("{}{get}{}", &DOCUMENT[..put], &DOCUMENT[put..]);
    let told = against(&document, &[], |_| Does::Hangs).await;
    assert!(told.summary.requests <= 3, "{}", told.summary.requests);
    assert_eq!(told.findings().len(), 1);
    let aborted = told.summary.aborted;
    assert!(
        matches!(aborted, Some(RunAborted::ServerGone { .. })),
        "{aborted:?}"
    );
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let told = against(DOCUMENT, &[], |asked| match asked.path.as_str() {
        "/echo" => Does::Answers(307, "location: /elsewhere\r\n", String::new()),
        _ => Does::Answers(200, "", String::new()),
    });
    let told = told.await;
    assert!(!told.judged().accepted);
    let findings = told.findings();
    let expected = "undocumented_status PUT /echo responses#/status: a declared status → 307";
    assert_eq!(findings, [expected]);
}
