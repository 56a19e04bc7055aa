//! One operation, from binding to restoring.

use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt, stream};

use super::bind::{Bound, Lane, bind};
use super::engine::Halt;
use super::explain::{self, Tried};
use super::lane::Walk;
use super::read::Reader;
use super::restore;
use super::site::{Site, is_safe};
use super::{deepen, isolation, refusals, rounds, unsteady};
use crate::case::{Case, Family};
use crate::state::Members;

/// The cases of an operation, by how they may be sent.
#[derive(Debug, Default)]
struct Parts {
    /// Those that must be refused, or only read: at the same time.
    together: Vec<(usize, Arc<Case>)>,
    /// Those that may change something: in order, on one lane each.
    in_order: Vec<(usize, Arc<Case>)>,
    /// Other methods on the path, about which nothing is known: in order, last.
    at_last: Vec<(usize, Arc<Case>)>,
}

/// Runs all that is planned for an operation.
pub(super) async fn run<'a>(site: &'a Site<'a>) -> Result<(), Halt> {
    let mut bound = bind(site).await?;
    if bound.lanes.is_empty() {
        if !site.stalled() {
            site.undecided(match (bound.answers.as_str(), &*site.unsendable.borrow()) {
                ("", Some(reason)) => format!("no request could be sent: {reason}"),
                ("", None) => "no valid request is planned".to_owned(),
                (answers, _) => format!("no request was ever accepted ({answers})"),
            });
        }
        return Ok(());
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
    let mut puzzles = Vec::new();
    for walk in &mut walked {
        puzzles.append(&mut walk.puzzles);
        tried.merge(std::mem::take(&mut walk.tried));
    }
    puzzles.sort_by_key(|puzzle| puzzle.place);
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
        first.read().await?;
        rounds::go(first).await?;
        puzzles.append(&mut first.puzzles);
        refusals::atomically(first, &parts.together).await?;
    }
    explain::puzzles(site, &bound.lanes, puzzles, &tried).await?;
    for (name, values) in walked.first().iter().flat_map(|first| &first.accepted) {
        tried.also_accepted(name, values);
    }
    explain::values(site, &tried);
    unsteady::look(site, &bound.lanes).await?;
    deepen::go(site, &bound.lanes, &readers, &members, jobs).await?;
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

/// Sorts the cases that were not sent to bind.
fn parts(site: &Site<'_>, bound: &Bound) -> Parts {
    let mut parts = Parts::default();
    let all = site
        .plan
        .candidates
        .iter()
        .chain(&site.plan.cases)
        .enumerate();
    for (place, case) in all.filter(|(_, case)| !bound.sent.contains(&case.id)) {
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
        part.push((place, Arc::new(case.clone())));
    }
    parts
}

/// The members that do not move by themselves, learned from reads between which nothing is sent.
async fn still(
    site: &Site<'_>,
    lanes: &[Lane],
    readers: &[Option<Reader<'_>>],
) -> Result<Members, Halt> {
    let mut moving = Vec::new();
    if let (Some(lane), Some(Some(reader))) = (lanes.first(), readers.first()) {
        let first = reader.read(site, lane).await?.state;
        let second = reader.read(site, lane).await?.state;
        if let (Some(first), Some(second)) = (first, second) {
            moving = first.differences(&second, &site.members);
        }
    }
    Ok(site.members.without(&moving))
}
