//! Finds out which failures come and go: what the very same request gave another time says more
//! than whatever is special about it.

use super::conditional_headers::depends_on_state;
use super::engine::Halt;
use super::operation_run::{Judged, OperationRun};
use super::resource::Resource;
use super::resource_run::ResourceRun;
use crate::event::Purpose;
use crate::exchange::{Answer, Exchange};
use crate::finding::Fingerprint;
use crate::judge::{Assessments, ClauseViolation, Position};
use crate::observed::{Observed, When};
use crate::rule_id::FoundBy;

/// How often a request is sent once more where another one is known to be answered now and then.
const LOOKS: usize = 4;

/// Sends the first request of each such finding again; where it was accepted before, or is not
/// answered with the same status now, the finding becomes one about a flaky server. Once
/// there is one, the others with the same status are looked at more often.
pub(super) async fn look(
    run: &OperationRun<'_>,
    resource_runs: &[ResourceRun<'_>],
) -> Result<(), Halt> {
    let mut flaky: Vec<u16> = Vec::new();
    if depends_on_state(run) || run.deletes_own() {
        // The very same request is another one now.
        return Ok(());
    }
    let suspects = run.collect(|it| it.first_exchanges(FoundBy::blames_values));
    let mut steady = Vec::new();
    for suspect in suspects {
        match once(run, resource_runs, &suspect).await? {
            Some(status) => flaky.push(status),
            None => steady.push(suspect),
        }
    }
    for suspect in steady {
        let status = suspect.1.status();
        for _ in 0..LOOKS {
            let known = status.is_some_and(|it| flaky.contains(&it));
            if !known || once(run, resource_runs, &suspect).await?.is_some() {
                break;
            }
        }
    }
    Ok(())
}

/// Sends a request again. Gives its status if it is not always answered with it.
async fn once(
    run: &OperationRun<'_>,
    resource_runs: &[ResourceRun<'_>],
    (fingerprint, exchange): &(Fingerprint, Exchange),
) -> Result<Option<u16>, Halt> {
    let resources = resource_runs.iter().map(|it| &*it.resource);
    let mut held = resources.filter(|resource| resource.lost().is_none());
    let resource = held.find(|resource| resource.index == exchange.resource);
    let (Some(resource), Some(status)) = (resource, exchange.status()) else {
        return Ok(None);
    };
    if run.is_given_up() {
        return Ok(None);
    }
    let Some(again) = again(run, resource, exchange).await? else {
        return Ok(None);
    };
    let other = Some(&again).filter(|it| it.status() != Some(status));
    let before = run.was_accepted(&exchange.request);
    let is_flaky = before || other.is_some();
    if is_flaky {
        report(run, fingerprint, status, other, before);
    }
    Ok(is_flaky.then_some(status))
}

async fn again(
    run: &OperationRun<'_>,
    resource: &Resource,
    exchange: &Exchange,
) -> Result<Option<Exchange>, Halt> {
    let again = run.send_again(exchange).await?;
    let judged = Judged {
        position: Position::DERIVED,
        purpose: Purpose::Confirm,
        values: &resource.values(),
    };
    run.take(&again, judged, Assessments::default());
    Ok(Some(again).filter(|it| !it.answer().is_some_and(Answer::is_busy)))
}

fn report(
    run: &OperationRun<'_>,
    fingerprint: &Fingerprint,
    status: u16,
    other: Option<&Exchange>,
    before: bool,
) {
    let known = run.collect(|it| {
        let mut violations = it.violations();
        let known = violations.find(|(known, _)| *known == fingerprint);
        known.map(|(_, violation)| violation.clone())
    });
    let Some(violation) = known else {
        return;
    };
    let otherwise = match other.and_then(Exchange::status) {
        _ if before => "accepted before".to_owned(),
        Some(other) => format!("answered with {other} when it was sent again"),
        None => "not answered when it was sent again".to_owned(),
    };
    let violation = ClauseViolation {
        observed: Observed::outcome(status.to_string(), When::NowAndThen),
        also: Vec::new(),
        detail: Some(format!("the same request was {otherwise}")),
        ..violation
    };
    run.collect(|it| it.observe(fingerprint, violation, other));
}
