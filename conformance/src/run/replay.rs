//! Sends recorded findings again, and says what became of each.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::Run;
use super::engine::{Engine, Halt};
use super::operation_run::OperationRun;
use super::read_state::Reader;
use super::resource::Resource;
use super::resource_run::ResourceRun;
use super::restore;
use crate::case::{Case, Expectation};
use crate::compose::Values;
use crate::event::Purpose;
use crate::exchange::{self, Exchange, FailureKind};
use crate::judge::{Assessment, ClauseViolation, Position};
use crate::plan::Plan;
use crate::recorded_findings::{Recorded, ReplayOutcome};
use crate::replay::Replay;
use crate::state::State;
use crate::transport::TransportError;
use crate::verdict::Verdict;

/// What became of all findings, or of those that were sent before the server was gone.
#[derive(Clone, Debug, Default)]
pub struct Replayed {
    /// In the order of the recording.
    pub outcomes: Vec<ReplayOutcome>,
    /// Why the rest was not sent.
    pub aborted: Option<String>,
}

impl Run {
    /// Sends recorded findings again, instead of the plan.
    ///
    /// # Errors
    ///
    /// When no HTTP client can be set up. Whatever the server does is an outcome.
    pub async fn replay(
        self,
        recorded: impl Into<Arc<[Recorded]>>,
    ) -> Result<Replayed, TransportError> {
        let recorded = recorded.into();
        // Nothing consumes the events: the outcome is what counts.
        let (sender, _) = mpsc::unbounded_channel();
        let engine = Engine::new(&self, sender)?;
        let mut replayed = Replayed::default();
        let mut reached = engine.reach(self.settings.wait).await;
        for finding in &*recorded {
            let outcome = match &reached {
                Ok(()) => one(&engine, &self.plan, finding).await,
                Err(halt) => Err(halt.clone()),
            };
            match outcome {
                Ok(outcome) => replayed.outcomes.push(outcome),
                Err(halt) => {
                    replayed.aborted = Some(match &halt {
                        Halt::Unreachable(detail) | Halt::Gone(detail) => detail.clone(),
                        Halt::Stopped => "stopped".to_owned(),
                    });
                    reached = Err(halt);
                    break;
                }
            }
        }
        if let (Err(Halt::Unreachable(detail)), None) = (reached, &replayed.aborted) {
            replayed.aborted = Some(detail);
        }
        Ok(replayed)
    }
}

async fn one(engine: &Engine<'_>, plan: &Plan, finding: &Recorded) -> Result<ReplayOutcome, Halt> {
    let not_replayed = |why: &str| {
        Ok(ReplayOutcome::NotReplayed {
            why: why.to_owned(),
        })
    };
    let Some(replay) = &finding.replay else {
        return not_replayed("it takes more than one resource");
    };
    let operation = &finding.clause.operation;
    let plan = plan.operations.iter().find(|it| it.key == *operation);
    let Some(run) = plan.and_then(|plan| OperationRun::new(engine, plan)) else {
        return not_replayed("the document has no such operation");
    };
    let Some(last) = replay.steps.last() else {
        return not_replayed("it has no request");
    };
    // A GET that reads the state is found anew.
    let honours = |case: &&Case| wanted(case);
    let own = replay.read.as_ref().filter(|it| it.operation == *operation);
    let accepted = own.or_else(|| replay.steps.iter().find(honours));
    let accepted = accepted.unwrap_or(last);
    let accepted = Arc::new(accepted.clone());
    let mut resource = Resource::new(0, Values::default(), accepted, &engine.fresh);
    let reader = match replay.read {
        Some(_) => Reader::new(&run, &mut resource).await?,
        None => None,
    };
    let members = run.members.clone();
    let mut resource_run = ResourceRun::new(&run, &mut resource, reader.as_ref(), &members);
    let found = steps(&mut resource_run, replay).await?;
    let Some((main, mut violations)) = found else {
        return not_replayed("a request of it cannot be sent");
    };
    violations.extend(
        resource_run
            .suspects
            .iter()
            .map(|suspect| suspect.violation.clone()),
    );
    let said = run.collect(|it| {
        violations.extend(it.violations().map(|(_, violation)| violation.clone()));
        it.said(&finding.clause.id).cloned()
    });
    let outcome = outcome(finding, &main, &violations);
    let undecided = match said {
        Some(Verdict::Inconclusive { why }) => Some(why),
        _ => nothing_said(&main),
    };
    Ok(match (outcome, undecided) {
        (ReplayOutcome::Fixed, Some(why)) => ReplayOutcome::NotReplayed { why },
        (outcome, _) => outcome,
    })
}

/// Sends the steps from the recorded state, and brings back what was there. Gives the last exchange
/// and what laws have seen.
async fn steps(
    resource_run: &mut ResourceRun<'_>,
    replay: &Replay,
) -> Result<Option<(Exchange, Vec<ClauseViolation>)>, Halt> {
    let run = resource_run.run;
    resource_run.read().await?;
    let former = resource_run.known_state().cloned();
    if let (Some(reader), Some(state)) = (resource_run.reader, &replay.state) {
        let was = State::from(state.clone());
        restore::towards(run, resource_run.resource, reader, &was, former.as_ref()).await?;
        resource_run.read().await?;
    }
    let mut last = None;
    let mut violations = Vec::new();
    for case in &replay.steps {
        let Some(stepped) = resource_run
            .step(
                Position::Planned(0),
                &Arc::new(case.clone()),
                Purpose::Confirm,
            )
            .await?
        else {
            return Ok(None);
        };
        violations.extend(stepped.assessments.violations().cloned());
        for assessment in stepped.assessments.0 {
            let (clause, verdict) = match assessment {
                Assessment::Upheld(clause) => (clause, Verdict::Upheld { by: 1 }),
                Assessment::Undecided { clause, why } => (clause, Verdict::Inconclusive { why }),
                Assessment::Violated(_) => continue,
            };
            run.collect(|it| it.verdict(clause, verdict));
        }
        resource_run.state = stepped.after;
        last = stepped.exchanges.into_iter().last();
    }
    if let (Some(reader), Some(former)) = (resource_run.reader, &former) {
        let is = resource_run.known_state().cloned();
        restore::towards(run, resource_run.resource, reader, former, is.as_ref()).await?;
    }
    Ok(last.map(|last| (last, violations)))
}

fn outcome(finding: &Recorded, main: &Exchange, violations: &[ClauseViolation]) -> ReplayOutcome {
    if violations
        .iter()
        .any(|violation| is_same(finding, violation))
    {
        return ReplayOutcome::StillBroken;
    }
    let kin = |violation: &&ClauseViolation| {
        violation.rule == finding.rule || violation.clause == finding.clause.id
    };
    let other = violations.iter().find(kin).or(violations.first());
    if let Some(violation) = other {
        return ReplayOutcome::Changed {
            observed: format!("{} → {}", violation.expected, violation.observed),
        };
    }
    // What is not even let in says nothing of the finding.
    match wanted(&main.case) && !main.accepted() {
        true => ReplayOutcome::Changed {
            observed: main.outcome.to_string(),
        },
        false => ReplayOutcome::Fixed,
    }
}

/// Why an exchange says nothing of any finding, if it does not.
fn nothing_said(main: &Exchange) -> Option<String> {
    match &main.outcome {
        exchange::Outcome::Failed(failure)
            if matches!(
                failure.kind,
                FailureKind::NotSendable | FailureKind::Transport | FailureKind::Refused
            ) =>
        {
            Some(failure.kind.to_string())
        }
        exchange::Outcome::Answered(answer) if answer.is_busy() => {
            Some(format!("the server has too much to do ({})", answer.status))
        }
        exchange::Outcome::Answered(_) | exchange::Outcome::Failed(_) => None,
    }
}

/// Whether a case must be accepted.
fn wanted(case: &Case) -> bool {
    matches!(case.expectation, Expectation::Accepted { .. })
}

fn is_same(finding: &Recorded, violation: &ClauseViolation) -> bool {
    if violation.fingerprint() == finding.fingerprint {
        return true;
    }
    let by_status = violation.blames_values() || finding.observed.is_now_and_then();
    by_status
        && violation.rule == finding.rule
        && violation.observed.what() == finding.observed.what()
}
