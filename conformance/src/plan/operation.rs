//! The plan of one operation: ledger, candidates, and the families of cases one after the other.

use tally_spec::Contract;
use tally_spec::clause::{Clause, Part, clauses};
use tally_spec::contract::{Operation, ParameterLocation};

use super::body::{self, written};
use super::input::{inputs, is_conditional, others};
use super::new_case::{Cases, PlanContext};
use super::unread::Unknown;
use super::{
    Gap, GapKind, OperationOptions, OperationPlan, Options, boundary_cases, examples,
    foreign_and_missing, methods, negative_cases, numbers, pairwise, protocol, repeats, security,
    unusual,
};

/// Plans one operation: with its first JSON body all families of cases, with each other one those of
/// its clauses. Where it takes no JSON, one valid body of another kind is sent with all cases.
#[must_use]
pub fn plan_operation(
    contract: &Contract,
    operation: &Operation,
    options: &Options,
) -> OperationPlan {
    let options = &OperationOptions::new(contract, operation, options);
    let unknown = Unknown::of(contract, operation);
    if unknown.request.is_some() {
        let clauses = clauses(contract, operation);
        return OperationPlan {
            key: operation.key.clone(),
            gaps: unknown.gaps(&clauses),
            clauses,
            smallest: None,
            candidates: Vec::new(),
            cases: Vec::new(),
        };
    }
    let inputs = inputs(contract, operation);
    let written = written(contract, operation, options);
    let ground = PlanContext::new(contract, operation, options, &inputs, written);
    let mut clauses = clauses(contract, operation);
    let planned = inputs.iter().map(|input| &input.part);
    let mut planned: Vec<Part> = planned.chain(unknown.parts()).cloned().collect();
    let mut candidates = Cases::default();
    let mut cases = Cases::default();
    let mut smallest = None;
    let mut gaps: Vec<Gap> = unknown.gaps(&clauses);
    if ground.sound {
        smallest = Some(examples::candidates(&ground, &mut candidates));
        examples::with_body(&ground, &mut cases);
        boundary_cases::cases(&ground, &mut cases);
        pairwise::cases(&ground, &mut cases);
        unusual::cases(&ground, &mut cases);
        ground.work.allot(ground.clauses() + 1);
        security::cases(&ground, &mut cases);
        foreign_and_missing::cases(&ground, &mut cases);
        protocol::cases(&ground, &mut cases);
        numbers::cases(&ground, &mut cases);
        methods::cases(&ground, &mut cases);
    }
    negative_cases::cases(&ground, &mut cases, &mut gaps);
    if ground.sound {
        repeats::cases(&ground, &mut cases);
    }
    for inputs in others(contract, operation) {
        planned.extend(inputs.iter().map(|input| input.part.clone()));
        let mut ground = PlanContext::new(contract, operation, options, &inputs, Ok(None));
        ground.other_media = inputs.last().map(|body| body.media.as_str());
        if ground.sound {
            examples::candidates(&ground, &mut cases);
            boundary_cases::cases(&ground, &mut cases);
        }
        negative_cases::cases(&ground, &mut cases, &mut gaps);
    }
    foreign_and_missing::promises(operation, &cases.cases, &mut clauses);
    let written = ground.written.as_ref().map(Option::as_ref);
    let written = written.map_err(String::as_str);
    gaps.extend(conditional(operation, &clauses));
    gaps.extend(body::gaps(operation, &clauses, &planned, written));
    OperationPlan {
        key: operation.key.clone(),
        clauses,
        candidates: candidates.cases,
        smallest,
        cases: cases.cases,
        gaps,
    }
}

/// The clauses of headers that are not sent, because a made-up value of them says nothing.
fn conditional<'c>(
    operation: &'c Operation,
    clauses: &'c [Clause],
) -> impl Iterator<Item = Gap> + 'c {
    let left_out = |name: &str| {
        let mut parameters = operation.parameters.iter();
        parameters.any(|it| it.name == name && is_conditional(it) && !it.required)
    };
    let clauses = clauses.iter().filter(move |clause| match &clause.part {
        Part::Parameter { location, name } => {
            *location == ParameterLocation::Header && left_out(name)
        }
        _ => false,
    });
    clauses.map(|clause| Gap {
        clause: clause.id.clone(),
        kind: GapKind::NotExpressible,
        reason: "the request would depend on a state that only the server knows".to_owned(),
    })
}
