//! The plan of the document that the project is about, and the properties of every plan.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write;
use std::path::Path;

use serde_json::Value;
use tally_conformance::case::{Body, Case, Expectation, Grade, Intent};
use tally_conformance::plan::{Options, Plan, plan};
use tally_spec::clause::{path_of, request_schema};
use tally_spec::contract::Contract;
use tally_spec::schema::{Validator, narrowed};

fn contract() -> Contract {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let overlay = folder.join("releases.overlay.yaml");
    let document = folder.join("releases.json");
    match tally_spec::load(&document, &[overlay]).map(|loaded| loaded.contract) {
        Ok(Some(contract)) => contract,
        _ => panic!("the document of this project is read"),
    }
}

fn planned(contract: &Contract) -> Plan {
    plan(contract, &Options::default())
}

fn all(plan: &Plan) -> impl Iterator<Item = &Case> {
    plan.operations
        .iter()
        .flat_map(|operation| operation.candidates.iter().chain(&operation.cases))
}

fn body(case: &Case) -> Option<&Value> {
    match &case.request.body {
        Body::Json { value, .. } => Some(value),
        _ => None,
    }
}

/// A case as one line: identity, what is special, what is expected.
fn line(case: &Case) -> String {
    let statuses = |statuses: &[tally_spec::contract::StatusPattern]| {
        statuses
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let expected = match &case.expectation {
        Expectation::Accepted { names } => format!("accepted ({})", names.join(" ")),
        Expectation::Refused { statuses: all } => format!("refused {}", statuses(all)),
        Expectation::Unauthorized { statuses: all } => format!("unauthorized {}", statuses(all)),
        Expectation::Answered { statuses: all } => format!("answered {}", statuses(all)),
        Expectation::Survived => "survived".to_owned(),
    };
    let grade = match &case.intent {
        Intent::Breaks {
            grade: Grade::Entangled { with, .. },
            ..
        } => {
            format!(", entangled with {}", with.join(" "))
        }
        _ => String::new(),
    };
    format!("{} — {} → {expected}{grade}", case.id.0, case.about)
}

#[test]
fn the_plan_is_the_reviewed_one() {
    let plan = planned(&contract());
    let mut text = String::new();
    for operation in &plan.operations {
        writeln!(text, "{}", operation.key).unwrap();
        writeln!(text, "\ncandidates").unwrap();
        for case in &operation.candidates {
            writeln!(text, "  {}", line(case)).unwrap();
        }
        writeln!(text, "\ncases").unwrap();
        for case in &operation.cases {
            writeln!(text, "  {}", line(case)).unwrap();
        }
        writeln!(text, "\ngaps").unwrap();
        for gap in &operation.gaps {
            writeln!(text, "  {} — {:?}: {}", gap.clause, gap.kind, gap.reason).unwrap();
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn the_ledger_is_the_reviewed_one() {
    let plan = planned(&contract());
    let mut text = String::new();
    for clause in plan
        .operations
        .iter()
        .flat_map(|operation| &operation.clauses)
    {
        let place = clause.place.as_ref().map_or(0, |place| place.line);
        writeln!(text, "{} — {} (line {place})", clause.id, clause.promise).unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_plan_is_the_same_every_time() {
    let contract = contract();
    assert_eq!(planned(&contract), planned(&contract));
}

#[test]
fn identities_are_unique() {
    let plan = planned(&contract());
    let mut cases = HashSet::new();
    for case in all(&plan) {
        assert!(cases.insert(&case.id), "{} comes twice", case.id.0);
    }
    let mut clauses = HashSet::new();
    for clause in plan
        .operations
        .iter()
        .flat_map(|operation| &operation.clauses)
    {
        assert!(clauses.insert(&clause.id), "{} comes twice", clause.id);
    }
}

#[test]
fn every_case_probes_a_clause_of_the_ledger() {
    let plan = planned(&contract());
    for operation in &plan.operations {
        let ledger: HashSet<_> = operation.clauses.iter().map(|clause| &clause.id).collect();
        for case in &operation.cases {
            if let Some(clause) = &case.clause {
                assert!(ledger.contains(clause), "{}: {clause}", case.id.0);
            }
        }
    }
}

#[test]
fn honoured_bodies_are_valid_and_broken_ones_break_their_clause_at_one_place() {
    let contract = contract();
    let operation = &contract.operations[0];
    let media = &operation.request_body.as_ref().unwrap().content[0];
    let schema = request_schema(&contract, media.schema.unwrap()).value;
    let validator = Validator::new(&schema).unwrap();
    let narrow = Validator::new(&narrowed(&schema)).unwrap();
    let plan = planned(&contract);
    let mut counts = [0, 0];
    for case in all(&plan) {
        let Some(body) = body(case) else { continue };
        match &case.intent {
            Intent::Honours => {
                counts[0] += 1;
                assert!(validator.is_valid(body), "{}: {body}", case.id.0);
                let example = case.id.0.starts_with("example/");
                assert!(example || narrow.is_valid(body), "{}: {body}", case.id.0);
            }
            Intent::Breaks { .. } => {
                counts[1] += 1;
                let violations = validator.violations(body);
                let places: BTreeSet<_> = violations.iter().map(|it| &it.instance).collect();
                assert_eq!(places.len(), 1, "{}: {violations:?}", case.id.0);
                let clause = &case.clause.as_ref().unwrap().0;
                let broken = violations.iter().any(|it| {
                    clause.ends_with(&format!("#{}", path_of(&schema, &it.evaluation_path)))
                });
                assert!(broken, "{}: {violations:?}", case.id.0);
            }
            Intent::BreaksSeveral { .. } => {
                panic!("{}: only what is drawn breaks several", case.id.0)
            }
            Intent::Probes => {}
        }
    }
    assert!(counts.iter().all(|&count| count > 50), "{counts:?}");
}

#[test]
fn the_difference_is_one_member() {
    for case in all(&planned(&contract())) {
        let (Some(difference), Some(body)) = (&case.difference, body(case)) else {
            continue;
        };
        let at = difference.pointer.strip_prefix("/body").unwrap();
        if case.request.transformed.is_empty() {
            assert_eq!(body.pointer(at), difference.sent.as_ref(), "{}", case.id.0);
        }
        assert_ne!(difference.accepted, difference.sent, "{}", case.id.0);
    }
}
