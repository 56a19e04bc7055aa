//! The matrix: every fault of the reference server, and the findings that it causes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::{LazyLock, OnceLock};

use crate::fuzzing::DEEP;
use crate::stand::{self, Stand, clause, each};
use tally_conformance::finding::Finding;
use tally_conformance::fuzz::Fuzzing;
use tally_conformance::laws::LAWS;
use tally_conformance::rule_id::{FoundBy, RuleId};
use tally_conformance::rules::RULES;
use tally_reference::{Fault, faults};

/// What one fault causes.
pub(crate) struct Row {
    fault: &'static Fault,
    /// Each finding as a [`line`].
    pub(crate) findings: Vec<String>,
    /// The rules that found something.
    rules: BTreeSet<FoundBy>,
    /// The clauses that are broken.
    clauses: BTreeSet<String>,
}

/// The rows of the faults that were asked for, each made once.
static ROWS: LazyLock<BTreeMap<&str, OnceLock<Row>>> = LazyLock::new(|| {
    let names = faults::ALL.iter().map(|fault| fault.name);
    names.map(|name| (name, OnceLock::new())).collect()
});

/// The row of a fault.
pub(crate) fn row(fault: &'static Fault) -> &'static Row {
    ROWS[fault.name].get_or_init(|| run(fault))
}

/// Rule, clause, expected and observed.
pub(crate) fn line(finding: &Finding) -> String {
    let id = clause(&finding.clause.id.0);
    format!(
        "{} {id}: {} → {}",
        finding.rule, finding.expected, finding.observed
    )
}

fn run(fault: &'static Fault) -> Row {
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
        row.findings.push(line(finding));
        row.rules.insert(finding.rule);
        row.clauses.insert(clause(&finding.clause.id.0).to_owned());
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
