//! The common ground of all cases of one operation: a valid request, and how cases differ from it.

use std::collections::HashSet;
use std::rc::Rc;

use serde_json::Value;
use tally_spec::Contract;
use tally_spec::clause::ClauseId;
use tally_spec::contract::{Operation, ParameterLocation, StatusPattern};

use super::OperationOptions;
use super::body::Written;
use super::input::Input;
use super::parameters::is_sendable;
use super::read_only::ReadOnly;
use super::server_names::names;
use super::substitutions::bound;
use crate::case::{
    Body, Case, CaseId, Difference, Expectation, Family, Intent, Malformed, PlannedRequest,
};
use crate::probe::prober::Prober;
use crate::probe::work_budget::{self, Work};
use crate::request::put;
use crate::values::PathStep;

/// What all families plan on.
pub(super) struct PlanContext<'c, 'i> {
    pub(super) contract: &'c Contract,
    pub(super) operation: &'c Operation,
    pub(super) options: &'i OperationOptions,
    pub(super) inputs: &'i [Input<'c>],
    /// One for each input.
    pub(super) probers: Vec<Prober<'i>>,
    /// What only the server sets in the JSON body.
    read_only: Option<ReadOnly<'i>>,
    /// The values that a valid request has, one for each input; none: it is not sent.
    pub(super) values: Vec<Option<Value>>,
    /// The body, where it is no JSON; else why there is none, if the operation takes one.
    pub(super) written: Result<Option<Written>, String>,
    /// Whether there is a valid request at all.
    pub(super) sound: bool,
    /// What planning may still cost.
    pub(super) work: Rc<Work>,
    /// The media type of the body, if it is not the first one: then only the body is probed, the rest
    /// of the request having been probed with the first.
    pub(super) other_media: Option<&'i str>,
}

/// A case in the making: what all of them have in common is filled in by [`Cases::push`].
pub(super) struct NewCase {
    pub(super) id: String,
    pub(super) family: Family,
    pub(super) clause: Option<ClauseId>,
    pub(super) intent: Intent,
    pub(super) request: PlannedRequest,
    pub(super) expectation: Expectation,
    pub(super) difference: Option<Difference>,
    pub(super) about: String,
    pub(super) times: u32,
}

impl<'c, 'i> PlanContext<'c, 'i> {
    /// What of a request is replaced by values that the server is known to accept.
    pub(super) fn bound(&self, request: &PlannedRequest, varied: &[&str]) -> Vec<String> {
        bound(self.inputs, &self.probers, request, varied)
    }

    pub(super) fn new(
        contract: &'c Contract,
        operation: &'c Operation,
        options: &'i OperationOptions,
        inputs: &'i [Input<'c>],
        written: Result<Option<Written>, String>,
    ) -> Self {
        let work = Rc::new(Work::of(0));
        let probers: Vec<Prober<'i>> = inputs
            .iter()
            .map(|input| {
                let prober = Prober::sharing(&input.plain, &input.narrow, Rc::clone(&work));
                match input.parameter {
                    Some(parameter) => prober.of_parameter(&parameter.name),
                    None => prober,
                }
            })
            .collect();
        let clauses = probers.iter().map(|prober| prober.occurrences.len());
        work.add(work_budget::units(clauses.sum()));
        let mut values = Vec::new();
        let mut sound = true;
        for (input, prober) in inputs.iter().zip(&probers) {
            let value = match input.required {
                false => None,
                true => {
                    let value = smallest_sendable(input, prober);
                    sound &= value.is_some();
                    value
                }
            };
            values.push(value);
        }
        // A body that must be sent and cannot be written leaves no valid request.
        let body = operation
            .request_body
            .as_ref()
            .is_some_and(|body| body.required);
        sound &= !body
            || inputs.iter().any(|input| input.parameter.is_none())
            || matches!(written, Ok(Some(_)));
        let json_body = inputs.iter().find(|input| input.parameter.is_none());
        let mut ground = Self {
            contract,
            operation,
            options,
            inputs,
            probers,
            read_only: json_body.map(|input| ReadOnly::of(&input.plain)),
            values,
            written,
            sound,
            work,
            other_media: None,
        };
        ground.know();
        ground
    }

    /// Puts the first known value of each pointer into the ground.
    fn know(&mut self) {
        let mut seen = HashSet::new();
        for (at, known) in &self.options.known {
            if !seen.insert(at) {
                continue;
            }
            for (input, value) in self.inputs.iter().zip(&mut self.values) {
                put(&input.pointer, value, at, known);
            }
        }
    }

    /// The valid request with other values for some inputs.
    pub(super) fn request(&self, others: &[(usize, Option<Value>)]) -> PlannedRequest {
        let mut request = PlannedRequest::default();
        if let Some(written) = self.written().filter(|written| written.always) {
            request.body = written.body.clone();
        }
        for (index, input) in self.inputs.iter().enumerate() {
            let other = others.iter().find(|(other, _)| *other == index);
            let value = match other {
                Some((_, value)) => value.as_ref(),
                None => self.values[index].as_ref(),
            };
            let Some(value) = value.cloned() else {
                continue;
            };
            match input.parameter {
                None => {
                    request.body = Body::Json {
                        media: input.media.clone(),
                        value,
                    }
                }
                Some(parameter) => {
                    let name = parameter.name.clone();
                    match parameter.location {
                        ParameterLocation::Path => drop(request.path.insert(name, value)),
                        ParameterLocation::Query | ParameterLocation::QueryString => {
                            drop(request.query.insert(name, value));
                        }
                        ParameterLocation::Header => drop(request.header.insert(name, value)),
                        ParameterLocation::Cookie => drop(request.cookie.insert(name, value)),
                    }
                }
            }
        }
        request
    }

    /// The body that is no JSON.
    pub(super) fn written(&self) -> Option<&Written> {
        self.written.as_ref().ok()?.as_ref()
    }

    /// The valid request with as many members of the body as can be.
    pub(super) fn fullest(&self) -> PlannedRequest {
        let body = self.body().and_then(|body| {
            let full = self.probers[body].full()?;
            is_sendable(&self.inputs[body], &full).then_some((body, Some(full)))
        });
        self.request(body.as_slice())
    }

    /// The inputs whose clauses are probed, each with its place.
    pub(super) fn probed(&self) -> impl Iterator<Item = (usize, &'i Input<'c>, &Prober<'i>)> {
        let all = self.inputs.iter().zip(&self.probers).enumerate();
        let all = all.map(|(index, (input, prober))| (index, input, prober));
        all.filter(|(_, input, _)| self.other_media.is_none() || input.parameter.is_none())
    }

    /// How many clauses are probed.
    pub(super) fn clauses(&self) -> usize {
        self.probed()
            .map(|(_, _, prober)| prober.occurrences.len())
            .sum()
    }

    /// Where the JSON body stands among the inputs.
    pub(super) fn body(&self) -> Option<usize> {
        self.inputs
            .iter()
            .position(|input| input.parameter.is_none())
    }

    /// The statuses among these that the operation declares, each by its own code.
    pub(super) fn declared(&self, statuses: &[u16]) -> Vec<StatusPattern> {
        let declared = |code: u16| {
            let mut all = self.operation.responses.iter();
            all.any(|response| response.status == StatusPattern::Code(code))
        };
        statuses
            .iter()
            .copied()
            .filter(|&code| declared(code))
            .map(StatusPattern::Code)
            .collect()
    }

    /// What is promised for a request that is not valid.
    pub(super) fn refused(&self, input: Option<&Input<'_>>) -> Expectation {
        let in_path = input.is_some_and(|input| input.location() == Some(ParameterLocation::Path));
        // A path parameter that is not valid names no resource: 404 says so, too.
        let statuses: &[u16] = if in_path {
            &[400, 404, 422]
        } else {
            &[400, 422]
        };
        Expectation::Refused {
            statuses: self.declared(statuses),
        }
    }

    /// What is promised for a valid request.
    pub(super) fn accepted(&self, request: &PlannedRequest) -> Expectation {
        let mut names = names(request);
        if let (Body::Text { .. }, Some(written)) = (&request.body, self.written()) {
            names.extend(written.names.iter().cloned());
        }
        Expectation::Accepted { names }
    }
}

/// A value that can be sent where the input is, the smallest that was found: one without any members
/// or items may not be written there at all, one with a member or item may.
pub(super) fn smallest_sendable(input: &Input<'_>, prober: &Prober<'_>) -> Option<Value> {
    let parts = [
        Vec::new(),
        vec![PathStep::Item(0)],
        vec![PathStep::Member("member".to_owned())],
    ];
    let small = parts
        .iter()
        .find_map(|part| sendable(input, prober.bases(part)));
    small.or_else(|| sendable(input, prober.full().into_iter().collect()))
}

/// A value that can be sent where the input is.
pub(super) fn sendable(input: &Input<'_>, values: Vec<Value>) -> Option<Value> {
    values
        .into_iter()
        .find(|value| super::parameters::is_sendable(input, value))
}

/// The cases of an operation, each with an identity of its own.
#[derive(Default)]
pub(super) struct Cases {
    ids: HashSet<String>,
    pub(super) cases: Vec<Case>,
}

impl Cases {
    /// Adds a case: what it does not vary is bound, and its identity made unique.
    ///
    /// What only the server sets is left out; a case that is about such a member is not added.
    pub(super) fn push(&mut self, ground: &PlanContext<'_, '_>, draft: NewCase) {
        let mut request = draft.request;
        if !strip(ground, &mut request, draft.difference.as_ref()) {
            return;
        }
        if request.bound.is_empty() {
            let mut varied: Vec<&str> = draft
                .difference
                .iter()
                .map(|difference| difference.pointer.as_str())
                .collect();
            if let Intent::Breaks { at, .. } = &draft.intent {
                varied.push(at);
            }
            let written = match &request.body {
                Body::Malformed {
                    how: Malformed::Text { at, .. },
                    ..
                } => format!("/body{at}"),
                _ => String::new(),
            };
            varied.push(&written);
            request.bound = ground.bound(&request, &varied);
        }
        let whole = match ground.other_media {
            Some(media) => format!("media/{media}/{}", draft.id),
            None => draft.id,
        };
        let mut id = whole.clone();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{whole}-{number}");
            number += 1;
        }
        self.cases.push(Case {
            id: CaseId(id),
            operation: ground.operation.key.clone(),
            family: draft.family,
            clause: draft.clause,
            intent: draft.intent,
            request,
            expectation: draft.expectation,
            difference: draft.difference,
            about: draft.about,
            times: draft.times,
        });
    }
}

/// Takes out of the JSON body what only the server sets. False where that is what is special about
/// the request, or where the request would be another one without it.
fn strip(
    ground: &PlanContext<'_, '_>,
    request: &mut PlannedRequest,
    difference: Option<&Difference>,
) -> bool {
    let (Some(body), Some(read_only)) = (ground.body(), &ground.read_only) else {
        return true;
    };
    let (Body::Json { value, .. } | Body::Malformed { value, .. }) = &mut request.body else {
        return true;
    };
    let Some(stripped) = read_only.taken_from(value) else {
        return true;
    };
    let was_valid = ground.probers[body].is_valid(value);
    let is_lost = |difference: &Difference| {
        let at = difference.pointer.strip_prefix("/body");
        difference.sent.is_some() && at.is_some_and(|at| stripped.pointer(at).is_none())
    };
    if difference.is_some_and(is_lost) || ground.probers[body].is_valid(&stripped) != was_valid {
        return false;
    }
    *value = stripped;
    true
}

/// The one member in which a value differs from a valid one: from that which it was made of, or,
/// where that has the same, from the smallest.
pub(super) fn difference(
    ground: &PlanContext<'_, '_>,
    index: usize,
    at: &str,
    base: &Value,
    sent: &Value,
) -> Difference {
    let sent = sent.pointer(at).cloned();
    let accepted = base
        .pointer(at)
        .cloned()
        .filter(|accepted| Some(accepted) != sent.as_ref());
    let smallest = || {
        ground.values[index]
            .as_ref()
            .and_then(|value| value.pointer(at))
            .cloned()
    };
    Difference {
        pointer: format!("{}{at}", ground.inputs[index].pointer),
        accepted: accepted.or_else(smallest),
        sent,
    }
}

/// What is special about a case, as a part of its identity: lower case, digits, hyphens, and without
/// the name of the value, which the identity begins with.
pub(super) fn slug(about: &str) -> String {
    let special = match about
        .strip_prefix('`')
        .and_then(|rest| rest.split_once("` "))
    {
        Some((_, special)) => special,
        None => about.strip_prefix("the body ").unwrap_or(about),
    };
    let special = special.strip_prefix("is ").unwrap_or(special);
    let special = special.strip_prefix("unusual: ").unwrap_or(special);
    let mut slug = String::new();
    for character in special.chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
        if slug.len() >= 40 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// A pointer into the request as a part of an identity: `body/title`.
pub(super) fn stem(pointer: &str) -> String {
    pointer.trim_start_matches('/').to_owned()
}
