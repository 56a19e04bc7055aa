//! Draws whole requests of one operation, and proves them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use proptest::prelude::RngExt;
use proptest::test_runner::TestRng;
use serde_json::{Map, Value};
use tally_spec::clause::{ClauseId, path_of};
use tally_spec::contract::{Operation, ParameterLocation, StatusPattern};
use tally_spec::schema::{Violation, pointer};

use super::fixed_body::Fixed;
use super::input_validator::InputValidator;
use super::mutation::{Mutation, place, put};
use crate::case::{Body, Case, CaseId, Expectation, Family, Intent, PlannedRequest};
use crate::plan::{Input, OperationPlan, is_sendable, names_within};
use crate::state::Members;
use crate::values::{Enumerator, Shape, ValueSpec};

/// How often a draw that cannot be proven is repeated.
const ATTEMPTS: usize = 12;

/// A longer request is not drawn: what servers refuse for its size is nobody's finding.
const LARGEST: usize = 24 * 1024;

/// How likely an optional value stays that names something which nobody said the server knows.
const NAMED: f64 = 0.15;

/// Draws requests of one operation.
pub struct RequestGenerator<'c, 'i> {
    operation: &'c Operation,
    inputs: &'i [Input<'c>],
    validators: Vec<InputValidator>,
    shapes: Vec<Option<Shape>>,
    mutations: Vec<Mutation>,
    /// The body that every request has, where it is no JSON.
    fixed: Option<Fixed>,
    /// The clauses that are met, of each input by evaluation path.
    clauses: Mutex<Vec<HashMap<String, ClauseId>>>,
    /// Pointers for which the server is known to accept a value.
    known: Vec<String>,
    /// Pointers to members that are not drawn: who changes them moves the resource.
    kept_out: Vec<String>,
    /// Pointers to members that every body must have, where they say which resource is meant.
    identifying: Vec<String>,
}

/// A request that was drawn: an object with `body`, `path`, `query`, `header` and `cookie`, so that
/// a pointer into the request is a pointer into it.
#[derive(Clone, Debug, PartialEq)]
pub struct GeneratedRequest {
    /// The request.
    pub whole: Value,
    /// What it was before anything was broken.
    pub base: Value,
    /// What is broken, by number; empty: nothing is.
    pub mutations: Vec<usize>,
}

impl GeneratedRequest {
    /// The request with one of its mutations mended.
    #[must_use]
    pub fn mended(&self, source: &RequestGenerator<'_, '_>, mutation: usize) -> Option<Self> {
        let at = &source.mutations[*self.mutations.get(mutation)?].at;
        let mut mended = self.clone();
        put(&mut mended.whole, at, self.base.pointer(at));
        mended.mutations.remove(mutation);
        Some(mended)
    }
}

impl<'c, 'i> RequestGenerator<'c, 'i> {
    /// A source for what an operation takes. The plan tells what can be broken; `known` are the
    /// pointers of values that the server is known to accept.
    pub(crate) fn new(
        operation: &'c Operation,
        inputs: &'i [Input<'c>],
        plan: &OperationPlan,
        known: Vec<String>,
        kept_out: Vec<String>,
        identified: bool,
    ) -> Self {
        let validators: Vec<InputValidator> = inputs.iter().map(InputValidator::of).collect();
        let shapes = inputs
            .iter()
            .map(|input| Enumerator::new(&input.narrow).shape(&ValueSpec::of(&input.narrow)));
        let mutations = plan.cases.iter();
        let mutations = mutations.filter_map(|case| Mutation::of(case, inputs, &validators));
        let body = inputs.iter().find(|input| input.parameter.is_none());
        let members = body.map(|body| Members::of(&body.plain));
        let members = members.filter(|_| identified).unwrap_or_default();
        let required = members.required();
        let identifying = required.map(|it| pointer::join("/body", &it.name));
        Self {
            operation,
            inputs,
            shapes: shapes.collect(),
            mutations: mutations.collect(),
            fixed: Fixed::of(plan),
            validators,
            known,
            kept_out,
            clauses: Mutex::new(vec![HashMap::new(); inputs.len()]),
            identifying: identifying.collect(),
        }
    }

    /// Whether one request can differ from another: not where the only thing that is sent is a body
    /// that is not drawn.
    #[must_use]
    pub fn varies(&self) -> bool {
        self.fixed.is_none() || !self.inputs.is_empty()
    }

    /// Whether anything can be broken.
    #[must_use]
    pub fn can_break(&self) -> bool {
        !self.mutations.is_empty()
    }

    /// Draws a request with so many broken clauses; none when none could be proven.
    #[must_use]
    pub fn draw(&self, broken: usize, rng: &mut TestRng) -> Option<GeneratedRequest> {
        (0..ATTEMPTS).find_map(|_| {
            let base = self.base(rng)?;
            let mut whole = base.clone();
            let mut mutations: Vec<usize> = Vec::new();
            for _ in 0..broken * 4 {
                if mutations.len() == broken {
                    break;
                }
                let next = rng.random_range(0..self.mutations.len());
                let beside =
                    |other: &usize| self.mutations[next].is_beside(&self.mutations[*other]);
                if mutations.iter().all(beside) && self.mutations[next].put_into(&mut whole) {
                    mutations.push(next);
                }
            }
            let mutations = self.broken(&whole, &mutations)?;
            (mutations.len() == broken).then_some(GeneratedRequest {
                whole,
                base,
                mutations,
            })
        })
    }

    /// A request that honours everything, as far as shapes can tell.
    fn base(&self, rng: &mut TestRng) -> Option<Value> {
        let mut whole = Map::new();
        for (input, shape) in self.inputs.iter().zip(&self.shapes) {
            if !input.required && rng.random_bool(0.5) {
                continue;
            }
            let drawn = shape.as_ref().and_then(|shape| {
                let mut drawn = (0..ATTEMPTS).map(|_| shape.draw(rng));
                drawn.find(|value| is_sendable(input, value))
            });
            match drawn {
                Some(value) => place_at(&mut whole, &input.pointer, value),
                None if input.required => return None,
                None => {}
            }
        }
        let mut whole = Value::Object(whole);
        // What names something that the server may not have says little about the rest.
        let names = self.names(&whole).into_iter();
        let names = names.filter(|it| !self.known.contains(it) && !rng.random_bool(NAMED));
        let left_out: Vec<String> = self.kept_out.iter().cloned().chain(names).collect();
        for name in left_out {
            if whole.pointer(&name).is_some() {
                let mut without = whole.clone();
                if put(&mut without, &name, None) && self.is_honoured(&without) {
                    whole = without;
                }
            }
        }
        Some(whole)
    }

    /// Pointers to the values that may name something which only the server knows.
    fn names(&self, whole: &Value) -> Vec<String> {
        let mut names = Vec::new();
        for input in self.inputs {
            match (whole.pointer(&input.pointer), input.parameter) {
                (None, _) => {}
                (Some(_), Some(parameter)) if parameter.location == ParameterLocation::Path => {
                    names.push(input.pointer.clone());
                }
                (Some(value), parameter) => {
                    let name = parameter.map_or("", |it| it.name.as_str());
                    names_within(input.pointer.clone(), name, value, &mut names);
                }
            }
        }
        names
    }

    fn is_honoured(&self, whole: &Value) -> bool {
        let inputs = self.inputs.iter().zip(&self.validators);
        inputs.into_iter().all(|(input, validator)| {
            whole.pointer(&input.pointer).map_or(!input.required, |it| {
                is_sendable(input, it) && validator.accepts(it)
            })
        })
    }

    /// A drawn request once the validator has looked at it, with those of its mutations that still
    /// break something. None when anything else is broken, or none of them breaks anything any more.
    #[must_use]
    pub fn proven(&self, drawn: &GeneratedRequest) -> Option<GeneratedRequest> {
        let mutations = self.broken(&drawn.whole, &drawn.mutations)?;
        Some(GeneratedRequest {
            mutations,
            ..drawn.clone()
        })
    }

    /// Those of the mutations that are broken in a request that honours everything else.
    fn broken(&self, whole: &Value, mutations: &[usize]) -> Option<Vec<usize>> {
        if whole.to_string().len() > LARGEST {
            return None;
        }
        let mut broken = Vec::new();
        for (index, (input, validator)) in self.inputs.iter().zip(&self.validators).enumerate() {
            let value = whole.pointer(&input.pointer);
            let here: Vec<usize> = mutations
                .iter()
                .copied()
                .filter(|&mutation| self.mutations[mutation].input == index)
                .collect();
            let honoured = value.map_or(!input.required, |it| {
                is_sendable(input, it) && validator.accepts(it)
            });
            if honoured {
                continue;
            }
            if input.parameter.is_some() {
                let as_planned =
                    |mutation: &&usize| self.mutations[**mutation].sent.as_ref() == value;
                broken.push(*here.iter().find(as_planned)?);
                continue;
            }
            let violations = validator.violations(value?);
            let expected = |at: &String| {
                let mut all = here.iter();
                all.any(|&mutation| self.mutations[mutation].instances.contains(at))
            };
            let mut failed: Vec<(ClauseId, String)> = Vec::new();
            for violation in &violations {
                let at = place(violation);
                if violation.undecided || !expected(&at) {
                    return None;
                }
                failed.push((self.clause(index, violation), at));
            }
            let is_broken = |mutation: &usize| {
                let mutation = &self.mutations[*mutation];
                let mut failed = failed.iter();
                failed.any(|(clause, at)| {
                    *clause == mutation.clause && mutation.instances.contains(at)
                })
            };
            let before = broken.len();
            broken.extend(here.into_iter().filter(is_broken));
            if broken.len() == before {
                return None;
            }
        }
        (broken.is_empty() == mutations.is_empty()).then_some(broken)
    }

    /// The clause that a violation in an input breaks.
    fn clause(&self, input: usize, violation: &Violation) -> ClauseId {
        let mut known = self.clauses.lock().unwrap_or_else(PoisonError::into_inner);
        let known = &mut known[input];
        if let Some(clause) = known.get(&violation.evaluation_path) {
            return clause.clone();
        }
        let Input { plain, part, .. } = &self.inputs[input];
        let path = path_of(plain, &violation.evaluation_path);
        let clause = ClauseId::new(&self.operation.key, part, &path);
        known.insert(violation.evaluation_path.clone(), clause.clone());
        clause
    }

    /// The request as a case.
    #[must_use]
    pub fn case(&self, drawn: &GeneratedRequest, id: String) -> Case {
        let mut request = self.request(&drawn.whole);
        let mutations: Vec<&Mutation> = drawn
            .mutations
            .iter()
            .map(|&it| &self.mutations[it])
            .collect();
        let names = self.names(&drawn.whole);
        request.bound = self.bound(&drawn.whole, &names, &mutations);
        let expectation = match mutations.is_empty() {
            true => Expectation::Accepted {
                names: self.with_fixed(names),
            },
            false => Expectation::Refused {
                statuses: statuses(&mutations),
            },
        };
        let about: Vec<&str> = mutations.iter().map(|it| it.about.as_str()).collect();
        Case {
            id: CaseId(id),
            operation: self.operation.key.clone(),
            family: Family::Drawn,
            clause: mutations.first().map(|it| it.clause.clone()),
            intent: match mutations.as_slice() {
                [] => Intent::Honours,
                [one] => Intent::Breaks {
                    grade: one.grade.clone(),
                    at: one.at.clone(),
                },
                several => Intent::BreaksSeveral {
                    at: several.iter().map(|it| it.at.clone()).collect(),
                },
            },
            request,
            expectation,
            difference: None,
            about: match about.is_empty() {
                true => "a drawn request that honours everything".to_owned(),
                false => format!("a drawn request: {}", about.join(", and ")),
            },
            times: 1,
        }
    }

    /// The names with those of the body that is not drawn.
    fn with_fixed(&self, mut names: Vec<String>) -> Vec<String> {
        let fixed = self.fixed.iter().flat_map(|fixed| &fixed.names);
        names.extend(fixed.cloned());
        names
    }

    fn request(&self, whole: &Value) -> PlannedRequest {
        let mut request = PlannedRequest::default();
        if let Some(fixed) = &self.fixed {
            request.body = fixed.body.clone();
        }
        for input in self.inputs {
            let Some(value) = whole.pointer(&input.pointer).cloned() else {
                continue;
            };
            let Some(parameter) = input.parameter else {
                request.body = Body::Json {
                    media: input.media.clone(),
                    value,
                };
                continue;
            };
            let values = match input.pointer.split('/').nth(1) {
                Some("path") => &mut request.path,
                Some("query") => &mut request.query,
                Some("header") => &mut request.header,
                _ => &mut request.cookie,
            };
            values.insert(parameter.name.clone(), value);
        }
        request
    }

    /// Pointers to what is replaced by values that the server is known to accept: what names
    /// something, and is not what is broken.
    fn bound(&self, whole: &Value, names: &[String], mutations: &[&Mutation]) -> Vec<String> {
        let mut bound = names.to_vec();
        bound.extend(self.known.iter().cloned());
        bound.extend(self.identifying.iter().cloned());
        bound.sort();
        bound.dedup();
        let touches = |at: &String| {
            mutations.iter().any(|mutation| {
                let rest = at.strip_prefix(&mutation.at);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        let is_scalar = |at: &String| {
            let value = whole.pointer(at);
            value.is_some_and(|it| !it.is_array() && !it.is_object())
        };
        bound.retain(|at| is_scalar(at) && !touches(at));
        bound
    }

    /// Pointers to what a smaller request keeps as it is.
    #[must_use]
    pub fn kept(&self, drawn: &GeneratedRequest) -> Vec<String> {
        let mut kept = self.case(drawn, String::new()).request.bound;
        let parameters = self.inputs.iter().filter(|it| it.parameter.is_some());
        kept.extend(parameters.map(|it| it.pointer.clone()));
        kept
    }

    /// Pointers to the optional values of a request, those of the body member by member.
    #[must_use]
    pub fn optional(&self, drawn: &GeneratedRequest) -> Vec<String> {
        let mut optional = Vec::new();
        for input in self.inputs {
            let Some(value) = drawn.whole.pointer(&input.pointer) else {
                continue;
            };
            match value {
                Value::Object(members) if input.parameter.is_none() => {
                    let known = Members::of(&input.plain);
                    let is_required =
                        |name: &String| known.get(name).is_some_and(|member| member.required);
                    let names = members.keys().filter(|name| !is_required(name));
                    optional.extend(names.map(|name| pointer::join(&input.pointer, name)));
                }
                _ if !input.required => optional.push(input.pointer.clone()),
                _ => {}
            }
        }
        optional
    }
}

/// The declared statuses of a refusal because of any of the mutations.
fn statuses(mutations: &[&Mutation]) -> Vec<StatusPattern> {
    let mut statuses: Vec<StatusPattern> = Vec::new();
    for status in mutations.iter().flat_map(|mutation| &mutation.statuses) {
        if !statuses.contains(status) {
            statuses.push(*status);
        }
    }
    statuses
}

/// Puts a value at a pointer of one or two tokens.
fn place_at(whole: &mut Map<String, Value>, at: &str, value: Value) {
    match pointer::tokens(at).as_slice() {
        [part] => drop(whole.insert(part.clone(), value)),
        [part, name] => {
            let part = whole
                .entry(part.clone())
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(members) = part {
                members.insert(name.clone(), value);
            }
        }
        _ => {}
    }
}
