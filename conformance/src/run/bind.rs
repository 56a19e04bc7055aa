//! Finds a request that the server accepts, for each resource that it is known to have.

use std::collections::HashSet;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::engine::Halt;
use super::site::{DERIVED, Judged, Site};
use crate::case::{Body, Case, CaseId, Family};
use crate::compose::Values;
use crate::event::{Event, OperationBound, Purpose};
use crate::exchange::Exchange;
use crate::judge::Opinion;
use crate::record::Record;
use crate::state::State;

/// A resource that accepted a request: writes to it run in order.
#[derive(Debug)]
pub(super) struct Lane {
    /// Counted from 0.
    pub(super) index: usize,
    /// What the server is known to accept there.
    pub(super) values: Values,
    /// The accepted request.
    pub(super) accepted: Arc<Case>,
    /// The state before the run wrote anything, if it could be read.
    pub(super) baseline: Option<State>,
}

/// What binding found out.
#[derive(Debug, Default)]
pub(super) struct Bound {
    /// One for each resource; empty: nothing was accepted.
    pub(super) lanes: Vec<Lane>,
    /// Candidates that were sent and judged already.
    pub(super) sent: HashSet<CaseId>,
}

/// Binds an operation.
pub(super) async fn bind(site: &Site<'_>) -> Result<Bound, Halt> {
    let mut bound = Bound::default();
    let mut refused: Vec<(usize, Exchange, Values)> = Vec::new();
    for (index, known) in resources(&site.engine.target.known).into_iter().enumerate() {
        let lane = candidate(site, index, &known, &mut bound.sent, &mut refused).await?;
        match lane {
            Some(lane) => bound.lanes.push(lane),
            // What one resource does not accept the others may.
            None if index > 0 => {}
            None => break,
        }
        if site.stalled() {
            break;
        }
    }
    let accepted = bound
        .lanes
        .iter()
        .map(|lane| lane.accepted.id.clone())
        .collect();
    site.engine.emit(Event::OperationBound(OperationBound {
        operation: site.operation.key.clone(),
        accepted,
        state: site
            .has_laws()
            .then(|| site.place_of_resource(200))
            .flatten(),
        refused: match bound.lanes.is_empty() {
            true => refused
                .iter()
                .map(|(_, exchange, _)| Record::new(exchange))
                .collect(),
            false => Vec::new(),
        },
    }));
    for (place, exchange, values) in refused {
        let judged = Judged {
            place,
            purpose: Purpose::Bind,
            values: &values,
        };
        let mut opinions = site.opinions(&exchange, &values);
        if bound.lanes.is_empty() {
            // Nothing is accepted: that may well be due to what we know of the server.
            opinions.0.retain(|opinion| match opinion {
                Opinion::Violated(breach) => !breach.rule.ends_with("_refused"),
                Opinion::Upheld(_) | Opinion::Undecided { .. } => true,
            });
        }
        site.take(&exchange, judged, opinions);
    }
    Ok(bound)
}

/// The known values of each resource: the first of every pointer, the second of every pointer that
/// has two, and so on.
fn resources(known: &[(String, Value)]) -> Vec<Values> {
    let mut by_pointer: IndexMap<&String, Vec<&Value>> = IndexMap::new();
    for (pointer, value) in known {
        by_pointer.entry(pointer).or_default().push(value);
    }
    let count = by_pointer.values().map(Vec::len).max().unwrap_or(1);
    let of = |index: usize| {
        let values = by_pointer
            .iter()
            .map(|(pointer, values)| ((*pointer).clone(), values[index % values.len()].clone()));
        Values(values.collect())
    };
    (0..count).map(of).collect()
}

/// Tries the candidates until one is accepted.
async fn candidate(
    site: &Site<'_>,
    index: usize,
    known: &Values,
    sent: &mut HashSet<CaseId>,
    refused: &mut Vec<(usize, Exchange, Values)>,
) -> Result<Option<Lane>, Halt> {
    let mut tried: Vec<Value> = Vec::new();
    for (place, candidate) in site.plan.candidates.iter().enumerate() {
        // The smallest request first: it shows the state before anything is written.
        let small = site.has_laws().then(|| smallest(site, candidate)).flatten();
        let attempts = small.into_iter().map(|case| (DERIVED, case));
        for (place, case) in attempts.chain([(place, candidate.clone())]) {
            let body = serde_json::to_value(known.bind(&case.request)).unwrap_or_default();
            if tried.contains(&body) {
                continue;
            }
            tried.push(body);
            let case = Arc::new(case);
            let Some(exchange) = site.send(&case, index, known).await? else {
                continue;
            };
            if exchange.accepted() {
                let values = known.clone().or(&Values::of(&known.bind(&case.request)));
                let judged = Judged {
                    place,
                    purpose: Purpose::Bind,
                    values: &values,
                };
                site.judge(&exchange, judged);
                sent.insert(case.id.clone());
                let baseline = match site.located(&exchange, &values) {
                    crate::state::Located::Shown(state) if place == DERIVED => Some(state),
                    _ => None,
                };
                return Ok(Some(Lane {
                    index,
                    values,
                    accepted: case,
                    baseline,
                }));
            }
            sent.insert(case.id.clone());
            refused.push((place, exchange, known.clone()));
            if site.stalled() {
                return Ok(None);
            }
        }
    }
    Ok(None)
}

/// A candidate with only those members that every request must have; none when it has no others.
pub(super) fn smallest(site: &Site<'_>, candidate: &Case) -> Option<Case> {
    let Body::Json {
        media,
        value: Value::Object(members),
    } = &candidate.request.body
    else {
        return None;
    };
    let required = |name: &String| site.members.required().any(|member| member.name == *name);
    let kept: Map<String, Value> = members
        .iter()
        .filter(|(name, _)| required(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if kept.len() == members.len() {
        return None;
    }
    let mut case = candidate.clone();
    case.id = CaseId(format!("derived/smallest/{}", candidate.id.0));
    case.family = Family::Example;
    case.about = "only the members that every request must have".to_owned();
    case.request.body = Body::Json {
        media: media.clone(),
        value: Value::Object(kept),
    };
    case.difference = None;
    case.clause = None;
    if let crate::case::Expectation::Accepted { names } = &mut case.expectation {
        let request = case.request.clone();
        names.retain(|pointer| crate::compose::at(&request, pointer).is_some());
    }
    Some(case)
}
