//! Servers that limit how often they are asked, that redirect, and that never end an answer.

use serde_json::json;
use tally_conformance::summary::Conclusion;
use tally_conformance::verdict::Verdict;

use crate::server::{Does, against};

fn items(responses: &serde_json::Value) -> String {
    json!({
        "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
        "paths": { "/items": { "get": {
            "parameters": [{ "name": "n", "in": "query", "schema": { "type": "integer", "minimum": 1 } }],
            "responses": responses,
        } } },
    })
    .to_string()
}

#[tokio::test]
async fn a_server_that_is_always_too_busy_is_not_clean() {
    let document =
        items(&json!({ "200": { "description": "all" }, "429": { "description": "slowly" } }));
    let told = against(&document, &[], |_| {
        Does::Answers(429, "retry-after: 3600\r\n", String::new())
    })
    .await;
    assert_eq!(told.findings(), Vec::<String>::new());
    assert_eq!(told.summary.conclusion(), Conclusion::RateLimited);
    let upheld = |it: &&tally_conformance::verdict::ClauseVerdict| {
        matches!(it.verdict, Verdict::Upheld { .. })
    };
    assert_eq!(told.judged().verdicts.iter().filter(upheld).count(), 0);
}

#[tokio::test]
async fn a_redirect_that_the_document_declares_is_an_acceptance() {
    let document =
        items(&json!({ "303": { "description": "there" }, "400": { "description": "no" } }));
    let told = against(&document, &[], |asked| {
        let n = asked.path.split_once("n=").map(|(_, n)| n.parse::<i64>());
        match (asked.method.as_str(), n) {
            ("GET" | "HEAD", None | Some(Ok(1..))) => {
                Does::Answers(303, "location: /there\r\n", String::new())
            }
            ("GET" | "HEAD", _) => Does::Answers(400, "", String::new()),
            _ => Does::Answers(405, "", String::new()),
        }
    })
    .await;
    assert_eq!(told.findings(), Vec::<String>::new());
    assert!(told.judged().accepted);
    assert_eq!(told.summary.conclusion(), Conclusion::Clean);
}

#[tokio::test]
async fn one_half_of_a_clause_alone_does_not_uphold_it() {
    let document = items(&json!({ "200": { "description": "all" } }));
    let told = against(&document, &[], |asked| {
        let n = asked.path.split_once("n=").map(|(_, n)| n.parse::<i64>());
        match (asked.method.as_str(), n) {
            ("GET" | "HEAD", None | Some(Ok(1..))) => Does::Answers(200, "", String::new()),
            // A lawful server may say so of anything that it does not find.
            ("GET" | "HEAD", _) => Does::Answers(404, "", String::new()),
            _ => Does::Answers(405, "", String::new()),
        }
    })
    .await;
    let judged = told.judged();
    let minimum = judged
        .verdicts
        .iter()
        .find(|it| it.clause.0.ends_with("query.n#/minimum"));
    let verdict = minimum.map(|it| &it.verdict);
    assert!(
        matches!(verdict, Some(Verdict::Inconclusive { why }) if why.contains("refused")),
        "{verdict:?}"
    );
}
