//! Finds a request that the server accepts, for each resource that it is known to have.

use std::collections::HashSet;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;

use super::base::{Lane, Unique, freshenable};
use super::condition::with_conditions;
use super::engine::Halt;
use super::site::{Judged, Site};
use super::smallest::stripped;
use super::suspect::Suspect;
use super::unique::learn_unique;
use crate::case::{Case, CaseId};
use crate::compose::{Values, others};
use crate::event::{Event, OperationBound, Purpose};
use crate::exchange::Exchange;
use crate::judge::{Opinion, Position};
use crate::record::Record;
use crate::state::Located;

/// What binding found out.
#[derive(Default)]
pub(super) struct Bound {
    /// One for each resource; empty: nothing was accepted.
    pub(super) lanes: Vec<Lane>,
    /// Candidates that were sent and judged already.
    pub(super) sent: HashSet<CaseId>,
    /// Valid requests that were refused, to be explained by those that were accepted.
    pub(super) suspects: Vec<Suspect>,
    /// What came back instead of acceptance.
    pub(super) refused: Vec<Refused>,
}

/// A candidate that was not accepted.
pub(super) struct Refused {
    pub(super) position: Position,
    pub(super) exchange: Exchange,
    pub(super) values: Values,
    /// The resource, counted from 0.
    lane: usize,
    /// Whether it was accepted with other credentials.
    otherwise_accepted: bool,
}

/// Statuses with which servers refuse a value that they take only once.
const CONFLICTS: [u16; 3] = [400, 409, 422];

impl Bound {
    /// What came back instead of acceptance, each once.
    pub(super) fn answers(&self) -> String {
        let mut answers: Vec<String> = Vec::new();
        for refused in &self.refused {
            let answer = refused.exchange.outcome.to_string();
            if !answers.contains(&answer) {
                answers.push(answer);
            }
        }
        answers.join(", ")
    }
}

/// Binds an operation.
pub(super) async fn bind(site: &Site<'_>) -> Result<Bound, Halt> {
    let mut bound = Bound::default();
    let mut credentials = None;
    for (index, known) in resources(&site.known).into_iter().enumerate() {
        let known = Values {
            credentials: Option::clone(&credentials),
            ..known
        };
        let known = with_conditions(site, index, &known).await?;
        match candidate(site, index, &known, &mut bound).await? {
            Some(lane) => {
                credentials.clone_from(&lane.values().credentials);
                bound.lanes.push(lane);
            }
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
            true => {
                let refused = bound.refused.iter();
                refused.map(|it| Record::new(&it.exchange)).collect()
            }
            false => Vec::new(),
        },
    }));
    judge(site, &mut bound);
    Ok(bound)
}

/// Judges the candidates that were not accepted. What blames them is kept for when there is a request
/// to compare them with.
fn judge(site: &Site<'_>, bound: &mut Bound) {
    for refused in &bound.refused {
        let judged = Judged {
            position: refused.position,
            purpose: Purpose::Bind,
            values: &refused.values,
        };
        let mut opinions = site.opinions(&refused.exchange, &refused.values);
        let based = bound.lanes.iter().any(|lane| lane.index == refused.lane);
        opinions.0.retain(|opinion| match opinion {
            Opinion::Violated(breach) if breach.blames_values() && based => {
                // With other credentials it was accepted: those have cases of their own.
                if !refused.otherwise_accepted {
                    bound.suspects.push(Suspect {
                        position: refused.position,
                        exchange: refused.exchange.clone(),
                        breach: (**breach).clone(),
                        lane: refused.lane,
                    });
                }
                false
            }
            // That may well be due to what we know of the server.
            Opinion::Violated(breach) => !breach.rule.is_of_refusals(),
            Opinion::Upheld(_) | Opinion::Undecided { .. } => true,
        });
        site.take(&refused.exchange, judged, opinions);
    }
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
        Values {
            by_pointer: values.collect(),
            credentials: None,
        }
    };
    (0..count).map(of).collect()
}

/// Tries the candidates until one is accepted, with each credential that may do.
async fn candidate(
    site: &Site<'_>,
    index: usize,
    known: &Values,
    bound: &mut Bound,
) -> Result<Option<Lane>, Halt> {
    let mut tried: Vec<Value> = Vec::new();
    let mut credentials = vec![known.credentials.clone()];
    let (contract, target) = (site.engine.contract, site.engine.target);
    if known.credentials.is_none() {
        let others = others(contract, site.operation, &target.secrets);
        credentials.extend(others.into_iter().map(Some));
    }
    for (at, candidate) in site.plan.candidates.iter().enumerate() {
        // The smallest request first: it shows the state before anything is written.
        let small = site.has_laws().then(|| smallest(site, candidate)).flatten();
        let attempts = small.into_iter().map(|case| (Position::DERIVED, case));
        for (position, case) in attempts.chain([(Position::Planned(at), candidate.clone())]) {
            let case = Arc::new(case);
            let body = serde_json::to_value(known.bind(&case.request)).unwrap_or_default();
            if tried.contains(&body) {
                continue;
            }
            tried.push(body);
            for credentials in &credentials {
                let known = Values {
                    credentials: credentials.clone(),
                    ..known.clone()
                };
                let Some(exchange) = site.send(&case, index, &known).await? else {
                    continue;
                };
                bound.sent.insert(case.id.clone());
                if exchange.accepted() {
                    let mut lane = accepted(site, index, position, &exchange, &known);
                    for former in bound.refused.iter_mut() {
                        former.otherwise_accepted |=
                            former.lane == index && former.exchange.case == case;
                    }
                    settle(site, &mut lane, position, bound).await?;
                    return Ok(Some(lane));
                }
                let status = exchange.status();
                bound.refused.push(Refused {
                    position,
                    exchange,
                    values: known.clone(),
                    lane: index,
                    otherwise_accepted: false,
                });
                if site.stalled() {
                    return Ok(None);
                }
                if status.is_some_and(|it| CONFLICTS.contains(&it))
                    && let Some(mut lane) = afresh(site, index, position, &case, &known).await?
                {
                    settle(site, &mut lane, position, bound).await?;
                    return Ok(Some(lane));
                }
                if !matches!(status, Some(401 | 403)) {
                    break;
                }
            }
        }
    }
    Ok(None)
}

/// A refused request that makes something, with fresh values: a former run, or somebody else, may
/// have made what it would make.
async fn afresh(
    site: &Site<'_>,
    index: usize,
    position: Position,
    case: &Arc<Case>,
    known: &Values,
) -> Result<Option<Lane>, Halt> {
    let planned = known.bind(&case.request);
    let is_known = |unique: &Unique| known.by_pointer.contains_key(&unique.pointer);
    let mut unique = freshenable(&planned, site.schemas());
    unique.retain(|it| !is_known(it));
    if !site.makes() || unique.is_empty() {
        return Ok(None);
    }
    let lane = Lane::new(index, known.clone(), Arc::clone(case), &site.engine.next);
    lane.keep_unique(unique);
    let values = lane.values();
    let Some(exchange) = site.send(case, index, &values).await? else {
        return Ok(None);
    };
    if !exchange.accepted() {
        let judged = Judged {
            position,
            purpose: Purpose::Bind,
            values: &values,
        };
        let mut opinions = site.opinions(&exchange, &values);
        opinions
            .0
            .retain(|it| !matches!(it, Opinion::Violated(breach) if breach.blames_values()));
        site.take(&exchange, judged, opinions);
        return Ok(None);
    }
    Ok(Some(accepted(site, index, position, &exchange, known)))
}

/// Sees whether the accepted request can be repeated, and whether the smallest one of the plan will
/// do as well.
async fn settle(
    site: &Site<'_>,
    lane: &mut Lane,
    position: Position,
    bound: &mut Bound,
) -> Result<(), Halt> {
    if site.makes() {
        learn_unique(site, lane).await?;
    }
    let Some(at) = site
        .plan
        .smallest
        .filter(|at| Position::Planned(*at) != position)
    else {
        return Ok(());
    };
    let smallest = Arc::new(site.plan.candidates[at].clone());
    // Where there are laws, each candidate was sent without its optional members first.
    if position == Position::DERIVED || smallest.request == lane.accepted.request {
        return Ok(());
    }
    let former = bound.refused.iter();
    let mut former = former.filter(|it| it.lane == lane.index);
    if former.any(|it| it.exchange.case.id == smallest.id) {
        lane.is_rebased = true;
        return Ok(());
    }
    let values = lane.values();
    let Some(exchange) = site.send(&smallest, lane.index, &values).await? else {
        return Ok(());
    };
    bound.sent.insert(smallest.id.clone());
    if exchange.accepted() {
        let judged = Judged {
            position: Position::Planned(at),
            purpose: Purpose::Bind,
            values: &values,
        };
        site.judge(&exchange, judged);
        lane.accepted = smallest;
        return Ok(());
    }
    lane.is_rebased = true;
    bound.refused.push(Refused {
        position: Position::Planned(at),
        exchange,
        values: Values::clone(&values),
        lane: lane.index,
        otherwise_accepted: false,
    });
    Ok(())
}

fn accepted(
    site: &Site<'_>,
    index: usize,
    position: Position,
    exchange: &Exchange,
    known: &Values,
) -> Lane {
    let values = known.clone().or(&Values::of(&exchange.bound));
    let judged = Judged {
        position,
        purpose: Purpose::Bind,
        values: &values,
    };
    site.judge(exchange, judged);
    let is_smallest = position == Position::DERIVED || stripped(site, &exchange.case).is_none();
    let baseline = match site.located(exchange) {
        Located::Shown(state) if is_smallest => Some(state.clone()),
        _ => None,
    };
    let mut lane = Lane::new(index, values, Arc::clone(&exchange.case), &site.engine.next);
    lane.untouched = is_smallest;
    lane.baseline = baseline;
    lane
}

/// A candidate with only those members that every request must have; none when it has no others, or
/// when that is not valid.
fn smallest(site: &Site<'_>, candidate: &Case) -> Option<Case> {
    stripped(site, candidate).filter(|case| site.is_valid(case))
}
