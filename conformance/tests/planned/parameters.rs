//! Parameters of every location and style: what is planned, and what cannot be written there.

use serde_json::{Value, json};
use tally_conformance::case::{Case, Expectation, Intent};
use tally_conformance::plan::{GapKind, NamedValue, OperationPlan, Options};

use super::{cases, planned};

const DOCUMENT: &str = "
paths:
  /things/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer, minimum: 1}}
        - {name: limit, in: query, schema: {type: integer, maximum: 100}}
        - {name: name, in: query, schema: {type: string, minLength: 2}}
        - {name: tags, in: query, style: pipeDelimited, explode: false,
           schema: {type: array, items: {enum: [a, b, c]}, maxItems: 2}}
        - {name: box, in: query, style: deepObject,
           schema: {type: object, required: [x], properties: {x: {type: integer}}}}
        - {name: X-Count, in: header, required: true, schema: {type: integer, minimum: 0}}
        - {name: session, in: cookie, schema: {type: string, pattern: '^[a-z]{4}$'}}
        - {name: flags, in: cookie, schema: {type: array, items: {type: integer}, maxItems: 1}}
        - {name: filter, in: query, content: {application/json: {schema: {type: object, required: [a]}}}}
      responses: {'200': {description: ok}, '400': {description: invalid}, '404': {description: none}}
";

/// The values that the broken cases of one clause send, and what is expected of them.
fn broken<'p>(plan: &'p OperationPlan, start: &str) -> Vec<(&'p Value, &'p Expectation)> {
    let sent = |case: &&'p Case| {
        let difference = case.difference.as_ref()?;
        Some((difference.sent.as_ref()?, &case.expectation))
    };
    let all = cases(plan, start).into_iter();
    all.filter(|case| matches!(case.intent, Intent::Breaks { .. }))
        .collect::<Vec<_>>()
        .iter()
        .filter_map(sent)
        .collect()
}

/// Whether a clause is a gap of this kind.
fn gap(plan: &OperationPlan, end: &str) -> Option<GapKind> {
    let gap = plan.gaps.iter().find(|gap| gap.clause.0.ends_with(end))?;
    Some(gap.kind)
}

#[test]
fn parameters_of_every_location_are_broken() {
    let plan = planned(DOCUMENT, &Options::default());
    for (start, value) in [
        ("path/id/minimum/", json!(0)),
        ("query/limit/maximum/", json!(101)),
        ("query/name/minLength/", json!("a")),
        ("query/box/x/type/", json!("text")),
        ("header/X-Count/minimum/", json!(-1)),
        ("query/filter/type/", json!(1)),
    ] {
        let sent = broken(&plan, start);
        assert!(
            sent.iter().any(|(sent, _)| **sent == value),
            "{start}: {sent:?}"
        );
    }
    assert!(!cases(&plan, "query/tags/maxItems/").is_empty());
    assert!(!cases(&plan, "cookie/session/pattern/").is_empty());
    assert_eq!(cases(&plan, "header/X-Count/present/absent").len(), 1);
}

#[test]
fn a_path_that_names_nothing_may_be_answered_as_such() {
    let plan = planned(DOCUMENT, &Options::default());
    let statuses = |start: &str| match broken(&plan, start)[0].1 {
        Expectation::Refused { statuses } => statuses.iter().map(ToString::to_string).collect(),
        other => panic!("{other:?}"),
    };
    let of_path: Vec<String> = statuses("path/id/minimum/");
    assert_eq!(of_path, ["400", "404"]);
    let of_query: Vec<String> = statuses("query/limit/maximum/");
    assert_eq!(of_query, ["400"]);
}

#[test]
fn what_a_text_can_always_be_is_no_gap_of_ours() {
    let plan = planned(DOCUMENT, &Options::default());
    // Every text is a string.
    assert_eq!(
        gap(&plan, "query.name#/type"),
        Some(GapKind::Implied),
        "{:#?}",
        plan.gaps
    );
    // An integer is broken by texts that are none, never by those that look like one.
    let sent = broken(&plan, "query/limit/type/");
    assert!(!sent.is_empty());
    for (value, _) in sent {
        assert!(*value != json!("1") && *value != json!(1), "{value}");
    }
}

#[test]
fn what_openapi_does_not_say_how_to_write_is_not_expressible() {
    let plan = planned(DOCUMENT, &Options::default());
    let kind = gap(&plan, "cookie.flags#/maxItems");
    assert_eq!(kind, Some(GapKind::NotExpressible));
    for case in plan.candidates.iter().chain(&plan.cases) {
        assert!(
            case.request
                .cookie
                .get("flags")
                .is_none_or(|it| !it.is_array())
        );
    }
}

const LOOKED_UP: &str = "
paths:
  /things/{id}:
    patch:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [owner, made]
              properties:
                owner: {type: string, format: uuid}
                made: {type: string, format: date-time, readOnly: true}
                note: {type: string, minLength: 3}
      responses:
        '204': {description: done}
        '400': {description: invalid}
        '403': {description: not yours}
        '404': {description: none}
";

fn at(pointer: &str, value: Value) -> Vec<NamedValue> {
    vec![(pointer.to_owned(), value).into()]
}

#[test]
fn known_values_stand_in_every_request_that_does_not_vary_them() {
    let options = Options {
        known: at("/path/id", json!("thing-1")),
        ..Options::default()
    };
    let plan = planned(LOOKED_UP, &options);
    assert!(plan.candidates[0].id.0.contains("smallest"));
    let all = plan.candidates.iter().chain(&plan.cases);
    for case in all.filter(|case| !case.id.0.starts_with("path/id/")) {
        assert_eq!(case.request.path["id"], "thing-1", "{}", case.id.0);
    }
}

#[test]
fn foreign_and_missing_values_are_looked_up_and_answered_as_documented() {
    let options = Options {
        foreign: at("/body/owner", json!("5f0c1d2e-9a8b-4c7d-8e6f-0a1b2c3d4e5f")),
        missing: at("/path/id", json!("nothing")),
        ..Options::default()
    };
    let plan = planned(LOOKED_UP, &options);
    for (start, expected) in [
        ("foreign/body/owner/", vec!["403", "404"]),
        ("missing/path/id/", vec!["404"]),
    ] {
        let found = cases(&plan, start);
        assert_eq!(found.len(), 1, "{start}");
        let Expectation::Answered { statuses } = &found[0].expectation else {
            panic!("{:?}", found[0].expectation);
        };
        let statuses: Vec<String> = statuses.iter().map(ToString::to_string).collect();
        assert_eq!(statuses, expected);
        assert!(
            !found[0]
                .request
                .bound
                .iter()
                .any(|it| start.ends_with(&format!("{it}/")))
        );
    }
}

#[test]
fn what_only_the_server_sets_is_neither_sent_nor_broken() {
    let plan = planned(LOOKED_UP, &Options::default());
    for case in plan.candidates.iter().chain(&plan.cases) {
        if let tally_conformance::case::Body::Json { value, .. } = &case.request.body {
            assert!(value.get("made").is_none(), "{}: {value}", case.id.0);
        }
    }
    assert_eq!(
        gap(&plan, "/properties/made/format"),
        Some(GapKind::Implied)
    );
    assert!(
        plan.gaps
            .iter()
            .all(|gap| !gap.clause.0.contains("required/made"))
    );
}

#[test]
fn cases_name_the_parameter_and_what_is_in_it() {
    let plan = planned(DOCUMENT, &Options::default());
    let about = |start: &str| -> Vec<String> {
        let all = cases(&plan, start).into_iter();
        all.map(|case| case.about.clone()).collect()
    };
    for start in ["query/name/", "query/tags/", "query/box/x/", "path/id/"] {
        let name = start.split('/').nth(1).unwrap();
        let all = about(start);
        let named = |it: &String| it.starts_with(&format!("`{name}"));
        assert!(
            !all.is_empty() && all.iter().all(named),
            "{start}: {all:#?}"
        );
    }
}
