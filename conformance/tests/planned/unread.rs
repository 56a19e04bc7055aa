//! Schemas that refer to what was not read.

use tally_conformance::plan::{GapKind, OperationPlan, Options, plan};
use tally_conformance::verdict::Verdict;

const REMOTE: &str = "{$ref: 'https://schemas.example.com/thing.json'}";

/// The plan of a document with one operation, whose parts are these.
fn planned(parameters: &str, body: &str, response: &str) -> OperationPlan {
    let document = format!(
        "
openapi: 3.1.0
info: {{title: t, version: '1'}}
paths:
  /things:
    post:
      parameters: [{parameters}]
      {body}
      responses:
        '200': {{description: ok, content: {{application/json: {{schema: {response}}}}}}}
"
    );
    let loaded = tally_spec::read_text("a.yaml", &document);
    let contract = loaded.contract.unwrap();
    plan(&contract, &Options::default()).operations.remove(0)
}

fn body(required: bool, schema: &str) -> String {
    format!(
        "requestBody: {{required: {required}, content: {{application/json: {{schema: {schema}, example: {{}}}}}}}}"
    )
}

/// The parts that are said to be unread.
fn unread(plan: &OperationPlan) -> Vec<String> {
    let unread = plan.gaps.iter().filter(|gap| gap.kind == GapKind::Unread);
    let mut parts: Vec<String> = unread
        .map(|gap| {
            let why = "`https://schemas.example.com/thing.json` was not read".to_owned();
            assert_eq!(gap.reason, why);
            assert_eq!(gap.verdict(), Verdict::Inconclusive { why });
            let clause = plan.clauses.iter().find(|it| it.id == gap.clause);
            clause.unwrap().part.to_string()
        })
        .collect();
    parts.dedup();
    parts
}

#[test]
fn what_must_be_sent_and_is_not_known_leaves_no_valid_and_no_invalid_request() {
    let within = format!(
        "{{type: object, required: [a], properties: {{a: {{type: string}}, b: {REMOTE}}}}}"
    );
    let parameter =
        |required| format!("{{name: q, in: query, required: {required}, schema: {REMOTE}}}");
    for plan in [
        planned("", &body(true, REMOTE), "{}"),
        planned("", &body(true, &within), "{}"),
        planned(&parameter(true), "", "{}"),
        planned("{$ref: 'https://schemas.example.com/thing.json'}", "", "{}"),
        planned(
            "",
            "requestBody: {$ref: 'https://schemas.example.com/thing.json'}",
            "{}",
        ),
    ] {
        assert_eq!(plan.candidates.len() + plan.cases.len(), 0);
        assert_eq!(plan.gaps.len(), plan.clauses.len());
        assert!(!unread(&plan).is_empty());
    }
}

#[test]
fn what_need_not_be_sent_and_is_not_known_is_left_out() {
    let parameter = format!("{{name: q, in: query, schema: {REMOTE}}}");
    let plan = planned(&parameter, &body(false, REMOTE), "{}");
    assert!(!plan.candidates.is_empty());
    for case in plan.candidates.iter().chain(&plan.cases) {
        assert!(case.request.query.is_empty(), "{}", case.id.0);
        let none = matches!(case.request.body, tally_conformance::case::Body::None);
        assert!(none, "{}", case.id.0);
    }
}

#[test]
fn of_answers_that_are_not_known_nothing_is_said() {
    let response = format!("{{type: object, required: [a], properties: {{a: {REMOTE}}}}}");
    let plan = planned("", "", &response);
    assert!(!plan.candidates.is_empty());
    assert_eq!(unread(&plan), ["response.200.body"]);
}
