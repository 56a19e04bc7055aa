//! Pieces: what a planned case breaks, ready to be put into any other request.

use std::collections::BTreeSet;

use serde_json::Value;
use tally_spec::clause::ClauseId;
use tally_spec::contract::StatusPattern;
use tally_spec::schema::{Violation, pointer};

use super::input_validator::InputValidator;
use crate::case::{Body, Case, Expectation, Family, Grade, Intent};
use crate::plan::Input;

/// Larger values than this are not put into drawn requests.
const LARGEST: usize = 4_096;

/// One broken clause.
#[derive(Clone, Debug)]
pub(super) struct Mutation {
    /// The clause.
    pub(super) clause: ClauseId,
    /// How purely it is broken.
    pub(super) grade: Grade,
    /// Pointer into the request of the one value that is wrong.
    pub(super) at: String,
    /// What stands there; none: it is missing.
    pub(super) sent: Option<Value>,
    /// Which of the inputs it is in.
    pub(super) input: usize,
    /// Pointers into the request of the values that the validator names; none for a parameter.
    pub(super) instances: BTreeSet<String>,
    /// The declared statuses of a refusal.
    pub(super) statuses: Vec<StatusPattern>,
    /// What is wrong, a phrase.
    pub(super) about: String,
}

impl Mutation {
    /// The mutation that a planned case breaks, if it can be put into another request.
    pub(super) fn of(
        case: &Case,
        inputs: &[Input<'_>],
        validators: &[InputValidator],
    ) -> Option<Self> {
        let (Intent::Breaks { grade, at }, Expectation::Refused { statuses }) =
            (&case.intent, &case.expectation)
        else {
            return None;
        };
        let plain = case.family == Family::Broken
            && case.request.raw_headers.is_empty()
            && case.request.transformed.is_empty();
        let difference = case
            .difference
            .as_ref()
            .filter(|it| plain && it.pointer == *at)?;
        let sent = difference.sent.clone();
        if sent
            .as_ref()
            .is_some_and(|it| it.to_string().len() > LARGEST)
        {
            return None;
        }
        let input = inputs.iter().position(|input| {
            let rest = at.strip_prefix(&input.pointer);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })?;
        let mut instances = BTreeSet::new();
        if inputs[input].parameter.is_none() {
            let Body::Json { value, .. } = &case.request.body else {
                return None;
            };
            let violations = validators[input].violations(value);
            instances.extend(violations.into_iter().map(|it| place(&it)));
        }
        Some(Self {
            clause: case.clause.clone()?,
            grade: grade.clone(),
            at: at.clone(),
            sent,
            input,
            instances,
            statuses: statuses.clone(),
            about: case.about.clone(),
        })
    }

    /// Puts the mutation into a request. False when there is no place for it.
    pub(super) fn put_into(&self, whole: &mut Value) -> bool {
        put(whole, &self.at, self.sent.as_ref())
    }

    /// Whether it and another one may be in the same request: neither is a part of the other.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        let within = |inner: &str, outer: &str| {
            inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        !within(&self.at, &other.at) && !within(&other.at, &self.at)
    }
}

/// Pointer into the request of what a violation of the body names.
pub(super) fn place(violation: &Violation) -> String {
    format!("/body{}", violation.instance)
}

/// Puts a value at a pointer, or takes away what stands there.
pub(super) fn put(whole: &mut Value, at: &str, value: Option<&Value>) -> bool {
    let Some((parent, name)) = pointer::split_last(at) else {
        return false;
    };
    match (whole.pointer_mut(parent), value) {
        (Some(Value::Object(members)), Some(value)) => {
            members.insert(name, value.clone());
            true
        }
        (Some(Value::Object(members)), None) => members.shift_remove(&name).is_some(),
        (Some(Value::Array(items)), Some(value)) => {
            let place = name.parse::<usize>().ok().and_then(|at| items.get_mut(at));
            place.map(|place| *place = value.clone()).is_some()
        }
        _ => false,
    }
}
