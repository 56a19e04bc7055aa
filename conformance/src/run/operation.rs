//! One operation, from binding to restoring.

use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::Value;

use super::base::Lane;
use super::bind::{Bound, Refused, bind};
use super::engine::Halt;
use super::explain::{self, Tried};
use super::lane::Walk;
use super::read::Reader;
use super::restore;
use super::site::{Site, is_safe};
use super::{deepen, isolation, refusals, relocate, rounds, unsteady};
use crate::case::{Case, Expectation, Family};
use crate::event::Purpose;
use crate::found_by::RuleId;
use crate::judge::{Opinions, Position};
use crate::request::json;
use crate::state::Members;

/// The cases of an operation, by how they may be sent.
#[derive(Debug, Default)]
struct Parts {
    /// Those that must be refused, or only read: at the same time.
    together: Vec<(Position, Arc<Case>)>,
    /// Those that may change something: in order, on one lane each.
    in_order: Vec<(Position, Arc<Case>)>,
    /// Other methods on the path, about which nothing is known: in order, last.
    at_last: Vec<(Position, Arc<Case>)>,
}

/// Runs all that is planned for an operation.
pub(super) async fn run<'a>(site: &'a Site<'a>) -> Result<(), Halt> {
    let mut bound = bind(site).await?;
    if bound.lanes.is_empty() {
        if !site.stalled() {
            let answers = bound.answers();
            site.undecided(match (answers.as_str(), &*site.unsendable.borrow()) {
                ("", Some(reason)) => format!("no request could be sent: {reason}"),
                ("", None) => "no valid request is planned".to_owned(),
                (answers, _) => format!("no request was ever accepted ({answers})"),
            });
        }
        return match site.stalled() {
            true => Ok(()),
            false => never_accepted(site, &bound).await,
        };
    }
    let parts = parts(site, &bound);
    let mut readers: Vec<Option<Reader<'_>>> = Vec::new();
    for lane in &mut bound.lanes {
        let reader = Reader::new(site, lane).await?;
        if let Some(reader) = reader
            .as_ref()
            .filter(|_| lane.baseline.is_none() && lane.untouched)
        {
            lane.baseline = reader.read(site, lane).await?.state;
        }
        if reader.is_some() {
            site.open.borrow_mut().insert(lane.index);
        }
        readers.push(reader);
    }
    let members = still(site, &bound.lanes, &readers).await?;
    let walks = || {
        let lanes = bound.lanes.iter().zip(&readers);
        lanes.map(|(lane, reader)| Walk::new(site, lane, reader.as_ref(), &members))
    };
    if let Some(mut first) = walks().next() {
        first.suspects = std::mem::take(&mut bound.suspects);
        first.suspects.retain(|it| it.lane == first.lane.index);
        first.examine().await?;
        refusals::refused(&mut first, &parts.together).await?;
    }

    let apart = isolation::hold(site, &bound.lanes, &readers, &members).await?;
    let jobs = if apart { site.engine.settings.jobs } else { 1 };
    let count = bound.lanes.len();
    let walking = walks().enumerate().map(|(index, mut walk)| {
        let own = parts.in_order.iter().enumerate();
        let own = own.filter(move |(number, _)| number % count == index);
        let own: Vec<_> = own.map(|(_, case)| case.clone()).collect();
        async move {
            walk.read().await?;
            walk.cases(&own).await?;
            Ok::<_, Halt>(walk)
        }
    });
    let mut walked: Vec<Walk<'_>> = stream::iter(walking).buffered(jobs).try_collect().await?;

    let mut tried = Tried::default();
    for walk in &mut walked {
        tried.merge(std::mem::take(&mut walk.tried));
    }
    let mut accepted = indexmap::IndexMap::new();
    for walk in &walked {
        for (name, values) in &walk.accepted {
            accepted
                .entry(name.clone())
                .or_insert_with(Vec::new)
                .extend(values.iter().cloned());
        }
    }
    if let Some(first) = walked.first_mut() {
        first.accepted = accepted;
        if first.lane.lost().is_none() {
            first.read().await?;
            rounds::go(first).await?;
            refusals::atomically(first, &parts.together).await?;
        }
    }
    for (name, values) in walked.first().iter().flat_map(|first| &first.accepted) {
        tried.also_accepted(name, values);
    }
    explain::values(site, &tried);
    unsteady::look(site, &bound.lanes).await?;
    deepen::go(site, &bound.lanes, &readers, &members, jobs).await?;
    if let Some(why) = bound.lanes.iter().find_map(Lane::lost) {
        site.undecided(why);
    }
    if let Some(first) = walked.first_mut() {
        if site.engine.settings.deepening.requests > 0 {
            first.read().await?;
        }
        first.cases(&parts.at_last).await?;
    }
    for (lane, reader) in bound.lanes.iter().zip(&readers) {
        if let Some(reader) = reader.as_ref().filter(|_| !site.stalled()) {
            restore::finally(site, lane, reader).await?;
        }
    }
    Ok(())
}

/// Sends what says something of a server that accepts no request: what it must refuse, and what it
/// must survive. A refusal of what is valid says nothing of a single value.
async fn never_accepted(site: &Site<'_>, bound: &Bound) -> Result<(), Halt> {
    let Some(Refused {
        exchange, values, ..
    }) = bound.refused.first()
    else {
        return Ok(());
    };
    if bound.refused.iter().all(tells) {
        refused_whole(site, &bound.refused[0]);
    }
    let case = Arc::clone(&exchange.case);
    let mut lane = Lane::new(0, values.clone(), case, &site.engine.next);
    lane.is_accepted = false;
    let refused = bound.refused.iter();
    lane.refused_with = refused.filter_map(|it| it.exchange.status()).collect();
    let parts = parts(site, bound);
    let members = Members::default();
    let mut walk = Walk::new(site, &lane, None, &members);
    refusals::send(&mut walk, &parts.together, Purpose::Case).await?;
    walk.cases(&parts.at_last).await
}

/// Whether the refusal of a valid request can be about nothing but what the request is: it names
/// nothing that the server may not have, and the status speaks of nothing else.
fn tells(refused: &Refused) -> bool {
    let about_the_request = matches!(refused.exchange.status(), Some(400 | 406 | 413 | 415 | 422));
    let Expectation::Accepted { names } = &refused.exchange.case.expectation else {
        return false;
    };
    about_the_request && names.is_empty()
}

/// Tells that every valid request is refused: one finding, which blames no part of it.
fn refused_whole(site: &Site<'_>, refused: &Refused) {
    let judged = site.opinions(&refused.exchange, &refused.values);
    let mut breaches = judged.breaches().cloned();
    let Some(mut breach) = breaches.find(|it| it.rule == RuleId::ValidRefused) else {
        return;
    };
    let about = &refused.exchange.case.about;
    breach.detail = Some(format!("no valid request is accepted, not even {about}"));
    let mut opinions = Opinions::default();
    opinions.violate(breach);
    let mut collector = site.collector.borrow_mut();
    collector.exchange(refused.position, &refused.exchange, opinions);
}

/// Sorts the cases that were not sent to bind.
fn parts(site: &Site<'_>, bound: &Bound) -> Parts {
    let mut parts = Parts::default();
    let all = site
        .plan
        .candidates
        .iter()
        .chain(&site.plan.cases)
        .enumerate();
    for (at, case) in all.filter(|(_, case)| !bound.sent.contains(&case.id)) {
        let method = case
            .request
            .method
            .as_deref()
            .unwrap_or(site.operation.key.method.as_str());
        let refused = case.expectation.is_refusal();
        let part = if case.family == Family::Method && !is_safe(method) {
            &mut parts.at_last
        } else if site.is_safe() || is_safe(method) || refused {
            &mut parts.together
        } else {
            &mut parts.in_order
        };
        part.push((Position::Planned(at), Arc::new(case.clone())));
    }
    // What moves the resource comes last: then the rest finds it where it was.
    let moving = relocate::moving_members(site);
    parts.in_order.sort_by_key(|(_, case)| {
        let body = json(&case.request.body).and_then(Value::as_object);
        body.is_some_and(|body| moving.iter().any(|name| body.contains_key(name)))
    });
    parts
}

/// The members that do not move by themselves, learned from reads between which nothing is sent.
async fn still(
    site: &Site<'_>,
    lanes: &[Lane],
    readers: &[Option<Reader<'_>>],
) -> Result<Members, Halt> {
    let mut moving = relocate::moving_members(site);
    if let (Some(lane), Some(Some(reader))) = (lanes.first(), readers.first()) {
        let first = reader.read(site, lane).await?.state;
        let second = reader.read(site, lane).await?.state;
        if let (Some(first), Some(second)) = (first, second) {
            moving.extend(first.differences(&second, &site.members));
        }
    }
    Ok(site.members.without(&moving))
}
