//! The matrix: every fault of the reference server, and the findings that it causes.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::fuzzing::DEEP;
use crate::stand::{self, Stand, clause, each};
use tally_conformance::found_by::{FoundBy, RuleId};
use tally_conformance::fuzz::Fuzzing;
use tally_conformance::laws::LAWS;
use tally_conformance::rules::RULES;
use tally_reference::{Fault, faults};

/// What one fault causes.
struct Row {
    fault: &'static Fault,
    /// Rule, clause, expected and observed of each finding.
    findings: Vec<String>,
    /// The rules that found something.
    rules: BTreeSet<FoundBy>,
    /// The clauses that are broken.
    clauses: BTreeSet<String>,
}

fn row(fault: &'static Fault) -> Row {
    let fuzzing = match DEEP.contains(&fault.name) {
        true => Fuzzing::default(),
        false => Fuzzing::OFF,
    };
    let told = stand::alone(async { Stand::new(&[fault], &[]).await.fuzzed(8, fuzzing).await });
    let mut row = Row {
        fault,
        findings: Vec::new(),
        rules: BTreeSet::new(),
        clauses: BTreeSet::new(),
    };
    for finding in told.all_findings() {
        let id = clause(&finding.clause.id.0);
        row.findings.push(format!(
            "{} {id}: {} → {}",
            finding.rule, finding.expected, finding.observed
        ));
        row.rules.insert(finding.rule);
        row.clauses.insert(id.to_owned());
        row.clauses
            .extend(finding.also.iter().map(|it| clause(&it.0).to_owned()));
    }
    row
}

#[test]
fn every_fault_is_found_by_the_clause_that_it_names() {
    let rows = each(faults::ALL.iter().copied(), row);
    let mut table = String::new();
    let mut missed = Vec::new();
    let mut fired: BTreeSet<FoundBy> = BTreeSet::new();
    for row in &rows {
        let caught = row.clauses.contains(row.fault.clause);
        if !caught {
            missed.push(format!(
                "{} should break {}",
                row.fault.name, row.fault.clause
            ));
        }
        writeln!(table, "{}: {}", row.fault.name, row.fault.clause).unwrap();
        for finding in &row.findings {
            writeln!(table, "    {finding}").unwrap();
        }
        fired.extend(&row.rules);
    }
    let all = RULES
        .iter()
        .map(|it| FoundBy::from(it.id()))
        .chain(LAWS.iter().map(|it| it.id().into()));
    let silent: Vec<_> = all.filter(|id| !fired.contains(id)).collect();
    assert_eq!(missed, Vec::<String>::new());
    // The document declares no response headers, no 204 and nothing for requests only: servers of
    // their own make these fire.
    assert_eq!(
        silent,
        [
            RuleId::MissingHeader,
            RuleId::HeaderMismatch,
            RuleId::UnexpectedBody,
            RuleId::WriteOnlyAnswered,
        ]
    );
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("matrix", table);
    });
}
