//! Asks whether resources are apart: what is written to one must not show in another.

use std::sync::Arc;

use serde_json::Value;
use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::engine::Halt;
use super::operation_run::{Judged, OperationRun};
use super::read_state::{Reader, StateRead};
use super::resource::Resource;
use super::restore;
use crate::case::{Body, Case, CaseId, Expectation, Intent};
use crate::event::{Event, LawJudged, Purpose};
use crate::exchange::Exchange;
use crate::judge::{Assessments, ClauseViolation, Position};
use crate::rule_id::LawId;
use crate::state::{Members, State};

/// How many of the resources that follow are read after a write to one: a hundred resources are not
/// ten thousand pairs.
const NEIGHBOURS: usize = 4;

/// Whether writes to each resource leave the others as they are. What breaks that is reported.
pub(super) async fn hold(
    run: &OperationRun<'_>,
    resources: &mut [Resource],
    readers: &[Option<Reader<'_>>],
    members: &Members,
) -> Result<bool, Halt> {
    let Some(case) = fullest(run) else {
        return Ok(true);
    };
    let mut all: Vec<(&mut Resource, &Reader<'_>)> = resources
        .iter_mut()
        .zip(readers)
        .filter_map(|(resource, it)| Some((resource, it.as_ref()?)))
        .collect();
    let mut apart = true;
    let count = all.len();
    for writer in 0..count {
        let others = (0..count).cycle().skip(writer + 1);
        for other in others.take(NEIGHBOURS.min(count - 1)) {
            let Ok([(writer, _), (resource, reader)]) = all.get_disjoint_mut([writer, other])
            else {
                continue;
            };
            if run.is_given_up() {
                continue;
            }
            let first = trial(run, writer, resource, reader, &case, members).await?;
            if first.changed.is_empty() {
                continue;
            }
            // Once more from where it was.
            let was = first.before.clone().unwrap_or_default();
            restore::towards(run, resource, reader, &was, first.after.as_ref()).await?;
            let second = trial(run, writer, resource, reader, &case, members).await?;
            apart = false;
            report(run, &first, &second);
        }
    }
    Ok(apart)
}

/// A write to one resource, and another one read before and after.
struct Trial {
    evidence: Vec<Exchange>,
    written: Option<Exchange>,
    before: Option<State>,
    after: Option<State>,
    changed: Vec<String>,
}

async fn trial(
    run: &OperationRun<'_>,
    writer: &Resource,
    resource: &mut Resource,
    reader: &Reader<'_>,
    case: &Arc<Case>,
    members: &Members,
) -> Result<Trial, Halt> {
    let before: StateRead = reader.read(run, resource).await?;
    let written = run.send(case, writer.index, &writer.values()).await?;
    if let Some(written) = &written {
        let judged = Judged {
            position: Position::DERIVED,
            purpose: Purpose::Confirm,
            values: &writer.values(),
        };
        run.take(written, judged, Assessments::default());
    }
    let after: StateRead = reader.read(run, resource).await?;
    let changed = match (&before.state, &after.state, &written) {
        (Some(before), Some(after), Some(written)) if written.accepted() => {
            before.differences(after, members)
        }
        _ => Vec::new(),
    };
    let evidence = [before.exchange, written.clone(), after.exchange];
    Ok(Trial {
        evidence: evidence.into_iter().flatten().collect(),
        written,
        before: before.state,
        after: after.state,
        changed,
    })
}

fn report(run: &OperationRun<'_>, first: &Trial, second: &Trial) {
    let keeps = run.ledger.promise(Promise::Keeps, &Part::Law);
    let (Some(clause), Some(written)) = (keeps, &first.written) else {
        return;
    };
    for name in &first.changed {
        let confirmed = second.changed.contains(name);
        let violation = ClauseViolation {
            rule: LawId::Keeps.into(),
            clause: clause.clone(),
            also: Vec::new(),
            expected: format!("`{name}` of another resource kept"),
            observed: "another value".into(),
            why: "a PATCH changes the resource that it names, and no other".to_owned(),
            detail: Some(format!(
                "it was {}, it is {}",
                value(first.before.as_ref(), name),
                value(first.after.as_ref(), name)
            )),
        };
        run.engine.emit(Event::LawJudged(LawJudged {
            law: violation.rule,
            clause: clause.clone(),
            case: written.case.id.clone(),
            confirmed,
            what: format!("{} → {}", violation.expected, violation.observed),
        }));
        let mut assessments = Assessments::default();
        match confirmed {
            true => assessments.violate(violation),
            false => assessments.undecided(
                clause.clone(),
                format!(
                    "{} → {} was seen once and not again",
                    violation.expected, violation.observed
                ),
            ),
        }
        let evidence = &first.evidence;
        run.collect(|it| it.sequence(Position::DERIVED, written, evidence, None, assessments));
    }
}

fn value(state: Option<&State>, name: &str) -> String {
    let value = state.and_then(|state| state.members.get(name));
    value.map_or_else(|| "absent".to_owned(), Value::to_string)
}

/// The valid request of the plan with most members that surely can be sent.
fn fullest(run: &OperationRun<'_>) -> Option<Arc<Case>> {
    let all = run.plan.candidates.iter().chain(&run.plan.cases);
    let size = |case: &&Case| match &case.request.body {
        Body::Json {
            value: Value::Object(members),
            ..
        } => members.len(),
        _ => 0,
    };
    let valid = all.filter(|case| {
        matches!(case.intent, Intent::Honours)
            && matches!(case.expectation, Expectation::Accepted { .. })
            && case.times == 1
    });
    // Of those with as many members the first.
    let case = valid.rev().max_by_key(size)?;
    let mut case = case.clone();
    case.id = CaseId(format!("derived/apart/{}", case.id.0));
    case.about = "another resource is written".to_owned();
    Some(Arc::new(case))
}
