//! What is planned for small documents of our own.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its own fixture has failed"
)]

mod media;
mod numbers;
mod parameters;
mod unread;
mod written;

use tally_conformance::case::Case;
use tally_conformance::plan::{OperationPlan, Options, plan};
use tally_spec::contract::Contract;

/// The contract of a document in YAML, which has nothing wrong with it.
fn contract(document: &str) -> Contract {
    let head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";
    let loaded = tally_spec::read_text("fixture.yaml", &format!("{head}{document}"));
    assert!(loaded.diagnostics.is_empty(), "{:#?}", loaded.diagnostics);
    loaded.contract.unwrap()
}

/// What is planned for the one operation of a document.
fn planned(document: &str, options: &Options) -> OperationPlan {
    plan(&contract(document), options).operations.remove(0)
}

/// The cases whose identity begins so.
fn cases<'p>(plan: &'p OperationPlan, start: &str) -> Vec<&'p Case> {
    let all = plan.candidates.iter().chain(&plan.cases);
    all.filter(|case| case.id.0.starts_with(start)).collect()
}
