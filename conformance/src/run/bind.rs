//! Finds a request that the server accepts, for each resource that it is known to have.

use std::collections::HashSet;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::engine::Halt;
use super::site::{DERIVED, Judged, Site};
use crate::case::{Body, Case, CaseId, Family};
use crate::compose::{Values, at, others};
use crate::event::{Event, OperationBound, Purpose};
use crate::exchange::Exchange;
use crate::judge::Opinion;
use crate::record::Record;
use crate::state::{Located, State};

/// A resource that accepted a request: writes to it run in order.
#[derive(Debug)]
pub(super) struct Lane {
    /// Counted from 0.
    pub(super) index: usize,
    /// What the server is known to accept there.
    pub(super) values: Values,
    /// The accepted request.
    pub(super) accepted: Arc<Case>,
    /// Whether the accepted request is a smallest one, and so has changed nothing.
    pub(super) untouched: bool,
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
    /// What came back instead of acceptance, each once.
    pub(super) answers: String,
}

/// A candidate that was not accepted.
struct Refused {
    place: usize,
    exchange: Exchange,
    values: Values,
    /// Whether it was accepted with other credentials.
    otherwise_accepted: bool,
}

/// Binds an operation.
pub(super) async fn bind(site: &Site<'_>) -> Result<Bound, Halt> {
    let mut bound = Bound::default();
    let mut refused: Vec<Refused> = Vec::new();
    let mut credentials = None;
    for (index, known) in resources(&site.known).into_iter().enumerate() {
        let known = Values {
            credentials: Option::clone(&credentials),
            ..known
        };
        match candidate(site, index, &known, &mut bound, &mut refused).await? {
            Some(lane) => {
                credentials.clone_from(&lane.values.credentials);
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
            true => refused.iter().map(|it| Record::new(&it.exchange)).collect(),
            false => Vec::new(),
        },
    }));
    let mut answers: Vec<String> = Vec::new();
    for refused in &refused {
        let answer = refused.exchange.outcome.to_string();
        if !answers.contains(&answer) {
            answers.push(answer);
        }
    }
    bound.answers = answers.join(", ");
    for refused in refused {
        let judged = Judged {
            place: refused.place,
            purpose: Purpose::Bind,
            values: &refused.values,
        };
        let mut opinions = site.opinions(&refused.exchange, &refused.values);
        if bound.lanes.is_empty() || refused.otherwise_accepted {
            // That may well be due to what we know of the server, or to the credentials, which
            // have cases of their own.
            opinions.0.retain(|opinion| match opinion {
                Opinion::Violated(breach) => !breach.rule.ends_with("_refused"),
                Opinion::Upheld(_) | Opinion::Undecided { .. } => true,
            });
        }
        site.take(&refused.exchange, judged, opinions);
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
    refused: &mut Vec<Refused>,
) -> Result<Option<Lane>, Halt> {
    let mut tried: Vec<Value> = Vec::new();
    let mut credentials = vec![known.credentials.clone()];
    let (contract, target) = (site.engine.contract, site.engine.target);
    if known.credentials.is_none() {
        let others = others(contract, site.operation, &target.secrets);
        credentials.extend(others.into_iter().map(Some));
    }
    for (place, candidate) in site.plan.candidates.iter().enumerate() {
        // The smallest request first: it shows the state before anything is written.
        let small = site.has_laws().then(|| smallest(site, candidate)).flatten();
        let attempts = small.into_iter().map(|case| (DERIVED, case));
        for (place, case) in attempts.chain([(place, candidate.clone())]) {
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
                    let lane = accepted(site, index, place, &exchange, &known);
                    for former in refused.iter_mut().filter(|it| it.exchange.case == case) {
                        former.otherwise_accepted = true;
                    }
                    return Ok(Some(lane));
                }
                let unauthorized = matches!(exchange.status(), Some(401 | 403));
                refused.push(Refused {
                    place,
                    exchange,
                    values: known,
                    otherwise_accepted: false,
                });
                if site.stalled() {
                    return Ok(None);
                }
                if !unauthorized {
                    break;
                }
            }
        }
    }
    Ok(None)
}

fn accepted(
    site: &Site<'_>,
    index: usize,
    place: usize,
    exchange: &Exchange,
    known: &Values,
) -> Lane {
    let bound = known.bind(&exchange.case.request);
    let values = known.clone().or(&Values::of(&bound));
    let judged = Judged {
        place,
        purpose: Purpose::Bind,
        values: &values,
    };
    site.judge(exchange, judged);
    let is_smallest = place == DERIVED || stripped(site, &exchange.case).is_none();
    let baseline = match site.located(exchange) {
        Located::Shown(state) if is_smallest => Some(state.clone()),
        _ => None,
    };
    Lane {
        index,
        values,
        accepted: Arc::clone(&exchange.case),
        untouched: is_smallest,
        baseline,
    }
}

/// A candidate with only those members that every request must have; none when it has no others, or
/// when that is not valid.
fn smallest(site: &Site<'_>, candidate: &Case) -> Option<Case> {
    stripped(site, candidate).filter(|case| site.is_valid(case))
}

/// A candidate with only those members that every request must have; none when it has no others.
pub(super) fn stripped(site: &Site<'_>, candidate: &Case) -> Option<Case> {
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
    // Only what it has is bound: what is put into it later has values of its own.
    let request = case.request.clone();
    case.request
        .bound
        .retain(|pointer| at(&request, pointer).is_some());
    if let crate::case::Expectation::Accepted { names } = &mut case.expectation {
        names.retain(|pointer| at(&request, pointer).is_some());
    }
    Some(case)
}
