//! Finds a request that the server accepts, for each resource that it is known to have.

use std::collections::HashSet;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;
use tally_spec::clause::described;
use tally_spec::contract::Parameter;
use tally_spec::schema::{Keyword, SchemaView, pointer};

use super::conditional_headers::with_conditions;
use super::creator::Creator;
use super::engine::Halt;
use super::fresh_values::Form;
use super::operation_run::{Judged, OperationRun};
use super::own_resources::{fitted, look_around};
use super::resource::{Resource, Unique, freshenable};
use super::smallest::stripped;
use super::suspect::Suspect;
use super::unique_values::learn_unique;
use crate::case::{Case, CaseId};
use crate::compose::{Values, others};
use crate::event::{Event, OperationBound, Purpose};
use crate::exchange::Exchange;
use crate::judge::{Assessment, Position};
use crate::record::Record;
use crate::state::Located;

/// What binding found out.
#[derive(Default)]
pub(super) struct Bindings {
    /// One for each resource; empty: nothing was accepted.
    pub(super) resources: Vec<Resource>,
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
    resource: usize,
    /// Whether it was accepted with other credentials.
    otherwise_accepted: bool,
}

/// Statuses with which servers refuse a value that they take only once.
const CONFLICTS: [u16; 3] = [400, 409, 422];

impl Bindings {
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
pub(super) async fn bind(run: &OperationRun<'_>) -> Result<Bindings, Halt> {
    let mut bound = Bindings::default();
    let mut credentials = None;
    for (index, known) in resources(&run.known).into_iter().enumerate() {
        let known = Values {
            credentials: Option::clone(&credentials),
            ..known
        };
        match with_ids(run, index, &known, &mut bound).await? {
            Some(resource) => {
                if (run.makes() || run.operation.key.method.as_str() == "DELETE")
                    && resource.is_accepted
                {
                    let creator = Creator::of(&resource);
                    run.engine.keep_creator(&run.operation.key, creator);
                }
                credentials.clone_from(&resource.values().credentials);
                bound.resources.push(resource);
            }
            // What one resource does not accept the others may.
            None if index > 0 => {}
            None => break,
        }
        if run.is_given_up() {
            break;
        }
    }
    let accepted = bound
        .resources
        .iter()
        .map(|resource| resource.accepted.id.clone())
        .collect();
    run.engine.emit(Event::OperationBound(OperationBound {
        operation: run.operation.key.clone(),
        accepted,
        state: run.has_laws().then(|| run.place_of_resource(200)).flatten(),
        refused: match bound.resources.is_empty() {
            true => {
                let refused = bound.refused.iter();
                refused.map(|it| Record::new(&it.exchange)).collect()
            }
            false => Vec::new(),
        },
        help: match bound.resources.is_empty() {
            true => missing_id(run),
            false => None,
        },
    }));
    judge(run, &mut bound);
    Ok(bound)
}

/// Tries the candidates with ids from responses, one resource after the other, and in the end
/// with the values that the plan has itself.
///
/// What the user knows wins. A DELETE of what the run made is not tried with anything else: an example
/// of the document may well name what somebody needs.
async fn with_ids(
    run: &OperationRun<'_>,
    index: usize,
    known: &Values,
    bound: &mut Bindings,
) -> Result<Option<Resource>, Halt> {
    look_around(run).await?;
    let key = &run.operation.key;
    let is_delete = key.method.as_str() == "DELETE";
    let of_path = run.engine.ids(|ids| Some(ids.of_path(key)?.0));
    let mut choices = run.engine.ids(|ids| ids.choices(key));
    if let Some(kind) = of_path.filter(|_| is_delete && choices.is_empty())
        && run.engine.create(kind).await?
    {
        choices = run.engine.ids(|ids| ids.choices(key));
    }
    let fitting = choices.into_iter().filter_map(|ids| fitted(run, ids));
    let mut choices: Vec<IndexMap<String, Value>> = fitting.collect();
    let agrees = |pointer: &String, value: &Value| {
        let own = known.by_pointer.get(pointer);
        own.is_none_or(|own| own == value)
    };
    let in_path = |pointer: &String| pointer.starts_with("/path/");
    choices.retain(|choice| {
        let mut ids = choice.iter().filter(|(pointer, _)| in_path(pointer));
        ids.all(|(pointer, value)| agrees(pointer, value))
    });
    if !is_delete || of_path.is_none() {
        choices.push(IndexMap::new());
    } else if choices.is_empty() {
        choices.push(nothing_there(run, known));
    }
    let first = bound.refused.len();
    for choice in choices {
        let known = known.clone().or(&Values {
            by_pointer: choice,
            credentials: None,
        });
        let before = bound.refused.len();
        let known = with_conditions(run, index, &known).await?;
        if let Some(resource) = candidate(run, index, &known, bound).await? {
            // Other ids explain those.
            for former in &mut bound.refused[first..before] {
                former.otherwise_accepted = true;
            }
            return Ok(Some(resource));
        }
        // Another id helps only where this one may be at fault.
        let mut statuses = bound.refused[before..]
            .iter()
            .map(|it| it.exchange.status());
        let may_be_due_to_id =
            statuses.any(|it| it.is_some_and(|it| matches!(it, 400 | 403 | 404 | 409 | 410 | 422)));
        if run.is_given_up() || !may_be_due_to_id {
            break;
        }
    }
    Ok(None)
}

/// What would help an operation that needs an id that no response contained.
pub(super) fn missing_id(run: &OperationRun<'_>) -> Option<String> {
    let key = &run.operation.key;
    let pointer = run.engine.ids(|ids| {
        let (kind, pointers) = ids.of_path(key)?;
        let is_told = ids.is_told(kind);
        pointers.last().filter(|_| !is_told).cloned()
    })?;
    let is_given = run.known.iter().any(|(known, _)| *known == pointer);
    (!is_given).then(|| {
        format!("no response contained an id for `{pointer}`; give one with --known '{key} {pointer}=VALUE'")
    })
}

/// Ids of a path that surely name nothing, where neither the user nor the document gives one: a small
/// number or a plain word may well name what somebody needs.
fn nothing_there(run: &OperationRun<'_>, known: &Values) -> IndexMap<String, Value> {
    let mut ids = IndexMap::new();
    let Some(candidate) = run.plan.candidates.first() else {
        return ids;
    };
    for parameter in &run.operation.parameters {
        let pointer = pointer::join("/path", &parameter.name);
        let is_given = known.by_pointer.contains_key(&pointer)
            || !parameter.examples.is_empty()
            || has_example(run, parameter);
        let planned = candidate.request.path.get(&parameter.name);
        let Some(planned) = planned.filter(|_| !is_given) else {
            continue;
        };
        let number = run.engine.fresh.next();
        let fresh = Form::of(planned)
            .into_iter()
            .map(|it| it.fresh(planned, number));
        let mut valid = fresh.filter(|value| {
            let mut request = candidate.request.clone();
            request.path.insert(parameter.name.clone(), value.clone());
            run.schemas().is_valid(&request)
        });
        if let Some(value) = valid.next() {
            ids.insert(pointer, value);
        }
    }
    ids
}

/// Whether the schema of a parameter has a value of its own: an example, a default, a list.
fn has_example(run: &OperationRun<'_>, parameter: &Parameter) -> bool {
    described(&parameter.content).is_some_and(|id| {
        let schema = run.engine.contract.schema(id).value;
        let mut schemas = SchemaView::of(&schema).with_alternatives();
        schemas.any(|it| {
            it.listed().is_some() || it.has(Keyword::Examples) || it.has(Keyword::Default)
        })
    })
}

/// Judges the candidates that were not accepted. What blames them is kept for when there is a request
/// to compare them with.
fn judge(run: &OperationRun<'_>, bound: &mut Bindings) {
    for refused in &bound.refused {
        let judged = Judged {
            position: refused.position,
            purpose: Purpose::Bind,
            values: &refused.values,
        };
        let mut assessments = run.assessments(&refused.exchange, &refused.values);
        let based = bound
            .resources
            .iter()
            .any(|resource| resource.index == refused.resource);
        assessments.0.retain(|assessment| match assessment {
            Assessment::Violated(violation) if violation.blames_values() && based => {
                // With other credentials it was accepted: those have cases of their own.
                if !refused.otherwise_accepted {
                    bound.suspects.push(Suspect {
                        position: refused.position,
                        exchange: refused.exchange.clone(),
                        violation: (**violation).clone(),
                        resource: refused.resource,
                    });
                }
                false
            }
            // That may well be due to what we know of the server.
            Assessment::Violated(violation) => !violation.rule.is_of_refusals(),
            Assessment::Upheld(_) | Assessment::Undecided { .. } => true,
        });
        run.take(&refused.exchange, judged, assessments);
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
    run: &OperationRun<'_>,
    index: usize,
    known: &Values,
    bound: &mut Bindings,
) -> Result<Option<Resource>, Halt> {
    let mut tried: Vec<Value> = Vec::new();
    let mut credentials = vec![known.credentials.clone()];
    let (contract, target) = (run.engine.contract, run.engine.target);
    if known.credentials.is_none() {
        let others = others(contract, run.operation, &target.secrets);
        credentials.extend(others.into_iter().map(Some));
    }
    for (at, candidate) in run.plan.candidates.iter().enumerate() {
        // The smallest request first: it shows the state before anything is written.
        let small = run.has_laws().then(|| smallest(run, candidate)).flatten();
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
                let Some(exchange) = run.send(&case, index, &known).await? else {
                    continue;
                };
                bound.sent.insert(case.id.clone());
                if exchange.accepted() {
                    let mut resource = accepted(run, index, position, &exchange, &known);
                    for former in bound.refused.iter_mut() {
                        former.otherwise_accepted |=
                            former.resource == index && former.exchange.case == case;
                    }
                    settle(run, &mut resource, position, bound).await?;
                    return Ok(Some(resource));
                }
                let status = exchange.status();
                bound.refused.push(Refused {
                    position,
                    exchange,
                    values: known.clone(),
                    resource: index,
                    otherwise_accepted: false,
                });
                if run.is_given_up() {
                    return Ok(None);
                }
                if status.is_some_and(|it| CONFLICTS.contains(&it))
                    && let Some(mut resource) = afresh(run, index, position, &case, &known).await?
                {
                    settle(run, &mut resource, position, bound).await?;
                    return Ok(Some(resource));
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
    run: &OperationRun<'_>,
    index: usize,
    position: Position,
    case: &Arc<Case>,
    known: &Values,
) -> Result<Option<Resource>, Halt> {
    let planned = known.bind(&case.request);
    let is_known = |unique: &Unique| known.by_pointer.contains_key(&unique.pointer);
    let mut unique = freshenable(&planned, run.schemas());
    unique.retain(|it| !is_known(it));
    if !run.makes() || unique.is_empty() {
        return Ok(None);
    }
    let mut resource = Resource::new(index, known.clone(), Arc::clone(case), &run.engine.fresh);
    resource.keep_unique(unique);
    let values = resource.values();
    let Some(exchange) = run.send(case, index, &values).await? else {
        return Ok(None);
    };
    if !exchange.accepted() {
        let judged = Judged {
            position,
            purpose: Purpose::Bind,
            values: &values,
        };
        let mut assessments = run.assessments(&exchange, &values);
        assessments.0.retain(
            |it| !matches!(it, Assessment::Violated(violation) if violation.blames_values()),
        );
        run.take(&exchange, judged, assessments);
        return Ok(None);
    }
    Ok(Some(accepted(run, index, position, &exchange, known)))
}

/// Sees whether the accepted request can be repeated, and whether the smallest one of the plan will
/// do as well.
async fn settle(
    run: &OperationRun<'_>,
    resource: &mut Resource,
    position: Position,
    bound: &mut Bindings,
) -> Result<(), Halt> {
    if run.makes() {
        learn_unique(run, resource).await?;
    }
    let Some(at) = run
        .plan
        .smallest
        .filter(|at| Position::Planned(*at) != position)
    else {
        return Ok(());
    };
    let smallest = Arc::new(run.plan.candidates[at].clone());
    // Where there are laws, each candidate was sent without its optional members first.
    if position == Position::DERIVED || smallest.request == resource.accepted.request {
        return Ok(());
    }
    let former = bound.refused.iter();
    let mut former = former.filter(|it| it.resource == resource.index);
    if former.any(|it| it.exchange.case.id == smallest.id) {
        resource.is_rebased = true;
        return Ok(());
    }
    let values = resource.values();
    let Some(exchange) = run.send(&smallest, resource.index, &values).await? else {
        return Ok(());
    };
    bound.sent.insert(smallest.id.clone());
    if exchange.accepted() {
        let judged = Judged {
            position: Position::Planned(at),
            purpose: Purpose::Bind,
            values: &values,
        };
        run.judge(&exchange, judged);
        resource.accepted = smallest;
        return Ok(());
    }
    resource.is_rebased = true;
    bound.refused.push(Refused {
        position: Position::Planned(at),
        exchange,
        values: Values::clone(&values),
        resource: resource.index,
        otherwise_accepted: false,
    });
    Ok(())
}

fn accepted(
    run: &OperationRun<'_>,
    index: usize,
    position: Position,
    exchange: &Exchange,
    known: &Values,
) -> Resource {
    let values = known.clone().or(&Values::of(&exchange.bound));
    let judged = Judged {
        position,
        purpose: Purpose::Bind,
        values: &values,
    };
    run.judge(exchange, judged);
    let is_smallest = position == Position::DERIVED || stripped(run, &exchange.case).is_none();
    let baseline = match run.located(exchange) {
        Located::Shown(state) if is_smallest => Some(state.clone()),
        _ => None,
    };
    let mut resource = Resource::new(index, values, Arc::clone(&exchange.case), &run.engine.fresh);
    resource.untouched = is_smallest;
    resource.baseline = baseline;
    resource
}

/// A candidate with only those members that every request must have; none when it has no others, or
/// when that is not valid.
fn smallest(run: &OperationRun<'_>, candidate: &Case) -> Option<Case> {
    stripped(run, candidate).filter(|case| run.is_valid(case))
}
