//! The plan of one operation: ledger, candidates, and the families of cases one after the other.

use tally_spec::Contract;
use tally_spec::clause::clauses;
use tally_spec::contract::Operation;

use super::draft::{Cases, Ground};
use super::input::{inputs, others};
use super::{
    Gap, OperationPlan, Options, boundaries, breaches, examples, lookups, methods, numbers,
    pairwise, protocol, repeats, security, unusual,
};

/// Plans one operation: with its first JSON body all families of cases, with each other one those of
/// its clauses.
#[must_use]
pub fn plan_operation(
    contract: &Contract,
    operation: &Operation,
    options: &Options,
) -> OperationPlan {
    let inputs = inputs(contract, operation);
    let ground = Ground::new(contract, operation, options, &inputs);
    let mut candidates = Cases::default();
    let mut cases = Cases::default();
    let mut gaps: Vec<Gap> = Vec::new();
    if ground.sound {
        examples::candidates(&ground, &mut candidates);
        boundaries::cases(&ground, &mut cases);
        pairwise::cases(&ground, &mut cases);
        unusual::cases(&ground, &mut cases);
        ground.work.allot(ground.clauses() + 1);
        security::cases(&ground, &mut cases);
        lookups::cases(&ground, &mut cases);
        protocol::cases(&ground, &mut cases);
        numbers::cases(&ground, &mut cases);
        methods::cases(&ground, &mut cases);
    }
    breaches::cases(&ground, &mut cases, &mut gaps);
    if ground.sound {
        repeats::cases(&ground, &mut cases);
    }
    for inputs in others(contract, operation) {
        let mut ground = Ground::new(contract, operation, options, &inputs);
        ground.other_media = inputs.last().map(|body| body.media.as_str());
        if ground.sound {
            examples::candidates(&ground, &mut cases);
            boundaries::cases(&ground, &mut cases);
        }
        breaches::cases(&ground, &mut cases, &mut gaps);
    }
    OperationPlan {
        key: operation.key.clone(),
        clauses: clauses(contract, operation),
        candidates: candidates.cases,
        cases: cases.cases,
        gaps,
    }
}
