//! One operation, from binding to restoring.

use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::Value;

use super::binding::{Bindings, Refused, bind, missing_id};
use super::engine::Halt;
use super::operation_run::{OperationRun, is_safe};
use super::read_state::Reader;
use super::resource::Resource;
use super::resource_run::ResourceRun;
use super::restore;
use super::undeclared_limits::{self, Tried};
use super::{flaky, fuzz, neighbours, overwrite_rounds, own_resources, refused_requests, relocate};
use crate::case::{Case, Expectation, Family};
use crate::event::Purpose;
use crate::judge::{Assessments, Position};
use crate::request::json;
use crate::rule_id::RuleId;
use crate::state::Members;

/// The cases of an operation, by how they may be sent.
#[derive(Debug, Default)]
struct Parts {
    /// Those that must be refused, or only read: at the same time.
    together: Vec<(Position, Arc<Case>)>,
    /// Those that may change something: in order, on one resource each.
    in_order: Vec<(Position, Arc<Case>)>,
    /// Other methods on the path, about which nothing is known: in order, last.
    at_last: Vec<(Position, Arc<Case>)>,
}

/// Runs all that is planned for an operation.
pub(super) async fn run<'a>(run: &'a OperationRun<'a>) -> Result<(), Halt> {
    let mut bound = bind(run).await?;
    if bound.resources.is_empty() {
        if !run.is_given_up() {
            let answers = bound.answers();
            run.undecided(match (answers.as_str(), run.unsendable()) {
                ("", Some(reason)) => format!("no request could be sent: {reason}"),
                ("", None) => "no valid request is planned".to_owned(),
                (answers, _) => {
                    let help = missing_id(run).map(|help| format!("; {help}"));
                    let help = help.unwrap_or_default();
                    format!("no request was ever accepted ({answers}){help}")
                }
            });
        }
        return match run.is_given_up() {
            true => Ok(()),
            false => never_accepted(run, &bound).await,
        };
    }
    let parts = parts(run, &bound);
    let mut readers: Vec<Option<Reader<'_>>> = Vec::new();
    for resource in &mut bound.resources {
        let reader = Reader::new(run, resource).await?;
        if let Some(reader) = reader
            .as_ref()
            .filter(|_| resource.baseline.is_none() && resource.untouched)
        {
            resource.baseline = reader.read(run, resource).await?.state;
        }
        if reader.is_some() {
            run.opened(resource.index);
        }
        readers.push(reader);
    }
    let members = still(run, &mut bound.resources, &readers).await?;
    if let (Some(resource), Some(reader)) = (bound.resources.first_mut(), readers.first()) {
        let mut first = ResourceRun::new(run, resource, reader.as_ref(), &members);
        first.suspects = std::mem::take(&mut bound.suspects);
        first
            .suspects
            .retain(|it| it.resource == first.resource.index);
        first.examine().await?;
        refused_requests::refused(&mut first, &parts.together).await?;
    }

    let apart = neighbours::hold(run, &mut bound.resources, &readers, &members).await?;
    let jobs = if apart { run.engine.settings.jobs } else { 1 };
    let count = bound.resources.len();
    let resources = bound.resources.iter_mut().zip(&readers).enumerate();
    let mut walking = Vec::new();
    for (index, (resource, reader)) in resources {
        let mut resource_run = ResourceRun::new(run, resource, reader.as_ref(), &members);
        let own = parts.in_order.iter().enumerate();
        let own = own.filter(move |(number, _)| number % count == index);
        let own: Vec<_> = own.map(|(_, case)| case.clone()).collect();
        walking.push(async move {
            resource_run.read().await?;
            resource_run.cases(&own).await?;
            Ok::<_, Halt>(resource_run)
        });
    }
    let mut walked: Vec<ResourceRun<'_>> =
        stream::iter(walking).buffered(jobs).try_collect().await?;

    let mut tried = Tried::default();
    for resource_run in &mut walked {
        tried.merge(std::mem::take(&mut resource_run.tried));
    }
    let mut accepted = indexmap::IndexMap::new();
    for resource_run in &walked {
        for (name, values) in &resource_run.accepted {
            accepted
                .entry(name.clone())
                .or_insert_with(Vec::new)
                .extend(values.iter().cloned());
        }
    }
    if let Some(first) = walked.first_mut() {
        first.accepted = accepted;
        if first.resource.lost().is_none() {
            first.read().await?;
            overwrite_rounds::go(first).await?;
            refused_requests::atomically(first, &parts.together).await?;
        }
    }
    for (name, values) in walked.first().iter().flat_map(|first| &first.accepted) {
        tried.also_accepted(name, values);
    }
    undeclared_limits::values(run, &tried);
    flaky::look(run, &walked).await?;
    fuzz::go(run, &mut walked, &members, jobs).await?;
    if let Some(why) = walked.iter().find_map(|it| it.resource.lost()) {
        run.undecided(why);
    }
    if let Some(first) = walked.first_mut() {
        if run.engine.settings.fuzzing.requests > 0 {
            first.read().await?;
        }
        // Nothing of what was there before is at risk.
        if !own_resources::is_of_others(run, first.resource) {
            first.cases(&parts.at_last).await?;
        }
    }
    for resource_run in walked {
        if let Some(reader) = resource_run.reader.filter(|_| !run.has_stalled()) {
            restore::finally(run, resource_run.resource, reader).await?;
        }
    }
    Ok(())
}

/// Sends what says something of a server that accepts no request: what it must refuse, and what it
/// must survive. A refusal of what is valid says nothing of a single value.
async fn never_accepted(run: &OperationRun<'_>, bound: &Bindings) -> Result<(), Halt> {
    let Some(Refused {
        exchange, values, ..
    }) = bound.refused.first()
    else {
        return Ok(());
    };
    if bound.refused.iter().all(is_about_request) {
        refused_whole(run, &bound.refused[0]);
    }
    let case = Arc::clone(&exchange.case);
    let mut resource = Resource::new(0, values.clone(), case, &run.engine.fresh);
    resource.is_accepted = false;
    let refused = bound.refused.iter();
    resource.refused_with = refused.filter_map(|it| it.exchange.status()).collect();
    let parts = parts(run, bound);
    let members = Members::default();
    let mut resource_run = ResourceRun::new(run, &mut resource, None, &members);
    refused_requests::send(&mut resource_run, &parts.together, Purpose::Case).await?;
    resource_run.cases(&parts.at_last).await
}

/// Whether the refusal of a valid request can be about nothing but what the request is: it names
/// nothing that the server may not have, and the status is about nothing else.
fn is_about_request(refused: &Refused) -> bool {
    let about_the_request = matches!(refused.exchange.status(), Some(400 | 406 | 413 | 415 | 422));
    let Expectation::Accepted { names } = &refused.exchange.case.expectation else {
        return false;
    };
    about_the_request && names.is_empty()
}

/// Reports that every valid request is refused: one finding, which blames no part of it.
fn refused_whole(run: &OperationRun<'_>, refused: &Refused) {
    let judged = run.assessments(&refused.exchange, &refused.values);
    let mut violations = judged.violations().cloned();
    let Some(mut violation) = violations.find(|it| it.rule == RuleId::ValidRefused) else {
        return;
    };
    let about = &refused.exchange.case.about;
    violation.detail = Some(format!("no valid request is accepted, not even {about}"));
    let mut assessments = Assessments::default();
    assessments.violate(violation);
    let (position, exchange) = (refused.position, &refused.exchange);
    run.collect(|it| it.exchange(position, exchange, assessments));
}

/// Sorts the cases that were not sent to bind.
fn parts(run: &OperationRun<'_>, bound: &Bindings) -> Parts {
    let mut parts = Parts::default();
    let all = run
        .plan
        .candidates
        .iter()
        .chain(&run.plan.cases)
        .enumerate();
    for (at, case) in all.filter(|(_, case)| !bound.sent.contains(&case.id)) {
        // Another id than that of what the run made may well name what somebody needs.
        let varies_path = case.special().any(|at| at.starts_with("/path/"));
        let is_delete = run.operation.key.method.as_str() == "DELETE";
        if is_delete && varies_path && !case.expectation.is_refusal() {
            continue;
        }
        let method = case
            .request
            .method
            .as_deref()
            .unwrap_or(run.operation.key.method.as_str());
        let refused = case.expectation.is_refusal();
        let part = if case.family == Family::Method && !is_safe(method) {
            &mut parts.at_last
        } else if run.is_safe() || is_safe(method) || refused {
            &mut parts.together
        } else {
            &mut parts.in_order
        };
        part.push((Position::Planned(at), Arc::new(case.clone())));
    }
    // What moves the resource comes last: then the rest finds it where it was.
    let moving = relocate::moving_members(run);
    parts.in_order.sort_by_key(|(_, case)| {
        let body = json(&case.request.body).and_then(Value::as_object);
        body.is_some_and(|body| moving.iter().any(|name| body.contains_key(name)))
    });
    parts
}

/// The members that do not move by themselves, learned from reads between which nothing is sent.
async fn still(
    run: &OperationRun<'_>,
    resources: &mut [Resource],
    readers: &[Option<Reader<'_>>],
) -> Result<Members, Halt> {
    let mut moving = relocate::moving_members(run);
    if let (Some(resource), Some(Some(reader))) = (resources.first_mut(), readers.first()) {
        let first = reader.read(run, resource).await?.state;
        let second = reader.read(run, resource).await?.state;
        if let (Some(first), Some(second)) = (first, second) {
            moving.extend(first.differences(&second, &run.members));
        }
    }
    Ok(run.members.without(&moving))
}
