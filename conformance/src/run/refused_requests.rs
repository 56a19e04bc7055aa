//! Requests that must be refused: sent at the same time, the state read before and after. Only if
//! it changed is the culprit sought.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use futures_util::{StreamExt, stream};
use serde_json::{Map, Value};

use super::engine::Halt;
use super::operation_run::Judged;
use super::resource_run::ResourceRun;
use super::restore;
use crate::case::{Body, Case, CaseId, Intent};
use crate::event::Purpose;
use crate::exchange::Exchange;
use crate::judge::Position;

/// How many culprits are sought: one defect has many.
const MOST_CULPRITS: usize = 8;

/// Sends cases at the same time and judges each by the rules.
pub(super) async fn send(
    resource_run: &mut ResourceRun<'_>,
    cases: &[(Position, Arc<Case>)],
    purpose: Purpose,
) -> Result<Vec<(Position, Exchange)>, Halt> {
    let run = resource_run.run;
    resource_run.values().await?;
    let index = resource_run.resource.index;
    let bindings = &resource_run.resource.bindings();
    let cases: Vec<(Position, Arc<Case>)> = cases
        .iter()
        .filter_map(|(position, case)| Some((*position, resource_run.on_base(case)?)))
        .collect();
    let mut sending = Vec::new();
    for (position, case) in &cases {
        for _ in 0..case.times.max(1) {
            sending.push(async move {
                let values = bindings.next();
                let exchange = run.send(case, index, &values).await;
                (*position, values, exchange)
            });
        }
    }
    // In the order of the plan, whichever comes first.
    let mut answers = stream::iter(sending).buffered(run.engine.settings.jobs);
    let mut done = Vec::new();
    while let Some((position, values, exchange)) = answers.next().await {
        let Some(exchange) = exchange? else {
            continue;
        };
        let judged = Judged {
            position,
            purpose,
            values: &values,
        };
        let mut assessments = run.assessments(&exchange, &values);
        resource_run.hold_back(position, &exchange, &mut assessments);
        if exchange.accepted() && !run.is_safe() {
            resource_run.accepted(position, &exchange);
        }
        run.take(&exchange, judged, assessments);
        done.push((position, exchange));
        if run.is_given_up() {
            break;
        }
    }
    drop(answers);
    match purpose {
        Purpose::Case => resource_run.examine().await?,
        // What is sent to find out something was sent before.
        _ => resource_run.suspects.clear(),
    }
    Ok(done)
}

/// Sends cases that must be refused, and finds those that changed the state.
pub(super) async fn refused(
    resource_run: &mut ResourceRun<'_>,
    cases: &[(Position, Arc<Case>)],
) -> Result<(), Halt> {
    resource_run.read().await?;
    let done = send(resource_run, cases, Purpose::Case).await?;
    let Some(before) = resource_run.known_state().cloned() else {
        return Ok(());
    };
    if resource_run.run.is_given_up() {
        return Ok(());
    }
    resource_run.read().await?;
    let changed = |resource_run: &ResourceRun<'_>| {
        resource_run
            .known_state()
            .is_some_and(|after| !before.differences(after, resource_run.members).is_empty())
    };
    if !changed(resource_run) {
        return Ok(());
    }
    // What was accepted has changed it, and may have hidden what a refused one did.
    let refused: Vec<_> = done
        .iter()
        .filter(|(_, exchange)| !exchange.accepted())
        .map(|(position, exchange)| (*position, Arc::clone(&exchange.case)))
        .collect();
    let mut suspects = VecDeque::from([refused]);
    let mut culprits = 0;
    while let Some(group) = suspects.pop_front() {
        if group.is_empty() || culprits >= MOST_CULPRITS || resource_run.run.is_given_up() {
            break;
        }
        if let Some(reader) = resource_run.reader {
            let now = resource_run.known_state().cloned();
            let (run, resource) = (resource_run.run, &mut *resource_run.resource);
            restore::towards(run, resource, reader, &before, now.as_ref()).await?;
            resource_run.read().await?;
        }
        if let [(position, case)] = group.as_slice() {
            let run = resource_run.run;
            let found = || run.collect(|it| it.violations().count());
            let before = found();
            resource_run.case(*position, case).await?;
            culprits += usize::from(found() > before);
            continue;
        }
        let start = resource_run.known_state().cloned().unwrap_or_default();
        send(resource_run, &group, Purpose::Confirm).await?;
        resource_run.read().await?;
        let after = resource_run.known_state();
        if after.is_some_and(|after| !start.differences(after, resource_run.members).is_empty()) {
            let (first, second) = group.split_at(group.len() / 2);
            suspects.push_front(second.to_vec());
            suspects.push_front(first.to_vec());
        }
    }
    Ok(())
}

/// For each member that was seen refused, one request in which that member is wrong and every other
/// one is changed to something that was accepted before: only such a request shows whether a
/// refusal applies some of the changes.
pub(super) async fn atomically(
    resource_run: &mut ResourceRun<'_>,
    cases: &[(Position, Arc<Case>)],
) -> Result<(), Halt> {
    let mut seen: Vec<&str> = Vec::new();
    for (position, case) in cases {
        let Intent::Breaks { at, .. } = &case.intent else {
            continue;
        };
        if seen.contains(&at.as_str()) || resource_run.run.is_given_up() {
            continue;
        }
        let Some(beside) = beside(resource_run, case, at) else {
            continue;
        };
        seen.push(at);
        resource_run
            .case(position.derived(), &Arc::new(beside))
            .await?;
    }
    Ok(())
}

/// A case with accepted values of other members beside its wrong one.
fn beside(resource_run: &ResourceRun<'_>, case: &Case, at: &str) -> Option<Case> {
    let Body::Json {
        media,
        value: Value::Object(members),
    } = &case.request.body
    else {
        return None;
    };
    let state = resource_run.known_state()?;
    let wrong = at.strip_prefix("/body/")?.split('/').next()?;
    let mut changed = Map::new();
    for member in resource_run.members.all().filter(|member| !member.required) {
        if members.contains_key(&member.name) || member.name == wrong {
            continue;
        }
        let is = state.members.get(&member.name);
        let accepted = resource_run.accepted.get(&member.name);
        let other = accepted
            .into_iter()
            .flatten()
            .find(|value| !member.same(Some(*value), is));
        if let Some(other) = other {
            changed.insert(member.name.clone(), other.clone());
        }
    }
    if changed.is_empty() {
        return None;
    }
    let names: Vec<_> = changed.keys().map(|name| format!("`{name}`")).collect();
    let mut case = case.clone();
    case.id = CaseId(format!("derived/beside/{}", case.id.0));
    case.about = format!("{}, beside changes of {}", case.about, names.join(", "));
    let mut value = members.clone();
    value.extend(changed);
    let value = Value::Object(value);
    // With other members, what was broken may be honoured (`anyOf`, `minProperties`), or more broken.
    if let Some(validator) = &resource_run.run.request {
        let broken = |value: &Value| {
            let violations = validator.violations(value).into_iter();
            let paths = violations.map(|it| (it.evaluation_path, it.instance));
            paths.collect::<BTreeSet<_>>()
        };
        let before = broken(&Value::Object(members.clone()));
        if before != broken(&value) {
            return None;
        }
    }
    case.request.body = Body::Json {
        media: media.clone(),
        value,
    };
    Some(case)
}
