//! The end of a run that has not talked to the API at all.

use super::operation_run::OperationRun;
use crate::event::{Event, OperationJudged};
use crate::verdict::{ClauseVerdict, Verdict};

/// Emits that nothing was learned of an operation: what was seen has one cause, which is not one of
/// the server's.
pub(super) fn conclude(run: &OperationRun<'_>, why: &str) {
    let clauses = run.plan.clauses.iter();
    let verdicts = clauses.map(|clause| ClauseVerdict {
        clause: clause.id.clone(),
        verdict: Verdict::Inconclusive {
            why: why.to_owned(),
        },
    });
    run.engine.emit(Event::OperationJudged(OperationJudged {
        operation: run.operation.key.clone(),
        accepted: false,
        verdicts: verdicts.collect(),
    }));
}
