//! Several media types of one body.

use std::collections::HashSet;

use tally_conformance::case::{Body, Intent};
use tally_conformance::plan::Options;

use super::{cases, planned};

const DOCUMENT: &str = "
paths:
  /things/{id}:
    patch:
      parameters: [{name: id, in: path, required: true, schema: {type: integer, minimum: 1}}]
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [a], properties: {a: {type: string, minLength: 2}}}
          application/merge-patch+json:
            schema: {type: object, properties: {a: {type: [string, 'null'], maxLength: 5}}}
            example: {a: b}
          application/json-patch+json:
            schema: {type: array, items: {type: object}}
      responses: {'204': {description: done}, '400': {description: invalid}}
";

const OTHER: &str = "application/merge-patch+json";

#[test]
fn every_json_body_is_honoured_and_broken_as_its_own_schema_says() {
    let plan = planned(DOCUMENT, &Options::default());
    let other = cases(&plan, &format!("media/{OTHER}/"));
    assert!(other.len() > 10, "{}", other.len());
    for case in &other {
        assert!(
            matches!(&case.request.body, Body::Json { media, .. } if media == OTHER),
            "{}",
            case.id.0
        );
    }
    let of = |end: &str| {
        let is = |id: &str| id.ends_with(end);
        other.iter().filter(|case| is(&case.id.0)).count()
    };
    assert_eq!(of("example/example"), 1);
    assert_eq!(of("body/a/maxLength/valid/has-5-characters"), 1);
    assert!(!cases(&plan, &format!("media/{OTHER}/body/a/maxLength/")).is_empty());
}

#[test]
fn what_is_broken_with_another_body_is_a_clause_of_that_body() {
    let plan = planned(DOCUMENT, &Options::default());
    let ledger: HashSet<&str> = plan.clauses.iter().map(|it| &*it.id.0).collect();
    for case in cases(&plan, &format!("media/{OTHER}/")) {
        let Intent::Breaks { .. } = case.intent else {
            continue;
        };
        let clause = &*case.clause.as_ref().unwrap().0;
        assert!(
            clause.contains(OTHER) && ledger.contains(clause),
            "{clause}"
        );
    }
}

#[test]
fn parameters_are_probed_once_and_patches_that_need_a_state_not_at_all() {
    let plan = planned(DOCUMENT, &Options::default());
    assert!(!cases(&plan, "path/id/minimum/").is_empty());
    assert!(cases(&plan, &format!("media/{OTHER}/path/")).is_empty());
    assert!(cases(&plan, "media/application/json-patch+json/").is_empty());
}
