//! The base of an operation's cases: a request that the server accepts, again and again, about one
//! resource. A value is blamed only against it.

use std::sync::Arc;

use serde_json::Value;

use super::fresh_values::{Form, FreshNumbers};
use super::request_schemas::RequestSchemas;
use super::suspect::Culprit;
use crate::case::{Case, CaseId, Family, PlannedRequest};
use crate::compose::Values;
use crate::request::{at, at_mut, copy, differences, is_around};
use crate::state::State;

/// A resource that accepted a request: writes to it run in order.
#[derive(Debug)]
pub(super) struct Resource {
    /// Counted from 0.
    pub(super) index: usize,
    values: ResourceValues,
    /// The accepted request: the base.
    pub(super) accepted: Arc<Case>,
    /// Whether the server ever accepted it. Else there is no base, and nothing can be blamed.
    pub(super) is_accepted: bool,
    /// What valid requests were refused with, where none was ever accepted.
    pub(super) refused_with: Vec<u16>,
    /// Whether the accepted request is a smallest one, and so has changed nothing.
    pub(super) untouched: bool,
    /// Whether the smallest request of the plan is refused: then cases are built on the base.
    pub(super) is_rebased: bool,
    /// The state before the run wrote anything, if it could be read.
    pub(super) baseline: Option<State>,
    /// Why nothing can be said of it any more.
    lost: Option<String>,
    /// Values that were found to be refused, or to make the server fail.
    pub(super) culprits: Vec<Culprit>,
}

/// What requests about a resource are bound to.
#[derive(Clone, Debug)]
pub(super) struct ResourceValues {
    /// What the server is known to accept there.
    known: Arc<Values>,
    /// Values that the server takes only once.
    unique: Vec<Unique>,
    fresh: FreshNumbers,
}

impl ResourceValues {
    /// What the next request is bound to, with a fresh value for what the server takes only once.
    pub(super) fn next(&self) -> Arc<Values> {
        if self.unique.is_empty() {
            return Arc::clone(&self.known);
        }
        let mut values = Values::clone(&self.known);
        for unique in &self.unique {
            let fresh = unique.form.fresh(&unique.value, self.fresh.next());
            values.by_pointer.insert(unique.pointer.clone(), fresh);
        }
        Arc::new(values)
    }
}

/// A value of the base that the server takes only once.
#[derive(Clone, Debug)]
pub(super) struct Unique {
    /// Pointer into the request.
    pub(super) pointer: String,
    /// A valid value.
    pub(super) value: Value,
    /// How others are made of it.
    pub(super) form: Form,
}

impl Resource {
    /// A resource that accepted a request.
    pub(super) fn new(
        index: usize,
        values: Values,
        accepted: Arc<Case>,
        fresh: &FreshNumbers,
    ) -> Self {
        Self {
            index,
            values: ResourceValues {
                known: Arc::new(values),
                unique: Vec::new(),
                fresh: fresh.clone(),
            },
            accepted,
            is_accepted: true,
            refused_with: Vec::new(),
            untouched: false,
            is_rebased: false,
            baseline: None,
            lost: None,
            culprits: Vec::new(),
        }
    }

    /// What the server is known to accept there, with a fresh value for what it takes only once.
    pub(super) fn values(&self) -> Arc<Values> {
        self.values.next()
    }

    /// What requests that are sent at the same time are bound to.
    pub(super) fn bindings(&self) -> ResourceValues {
        self.values.clone()
    }

    /// Why nothing can be said of it any more.
    pub(super) fn lost(&self) -> Option<String> {
        self.lost.clone()
    }

    /// Nothing can be said of it any more.
    pub(super) fn lose(&mut self, why: &str) {
        self.lost.get_or_insert_with(|| why.to_owned());
    }

    /// The resource is elsewhere.
    pub(super) fn moved_to(&mut self, values: Values) {
        self.values.known = Arc::new(values);
    }

    /// The server takes these values only once.
    pub(super) fn keep_unique(&mut self, unique: Vec<Unique>) {
        self.values.unique = unique;
    }

    /// The value that the server takes only once at this pointer, or around it.
    pub(super) fn unique(&self, pointer: &str) -> Option<&Unique> {
        let mut unique = self.values.unique.iter();
        unique.find(|it| is_around(&it.pointer, pointer))
    }

    /// Another value of a form than in any request before.
    pub(super) fn fresh_value(&self, form: Form, value: &Value) -> Value {
        form.fresh(value, self.values.fresh.next())
    }

    /// The base as it is sent now.
    pub(super) fn base(&self) -> PlannedRequest {
        self.values().bind(&self.accepted.request)
    }

    /// The case that sends the base once more.
    pub(super) fn control(&self) -> Case {
        Case {
            id: CaseId("derived/base".to_owned()),
            family: Family::Example,
            clause: None,
            difference: None,
            about: format!("once more: {}", self.accepted.about),
            times: 1,
            ..Case::clone(&self.accepted)
        }
    }
}

/// The fresh values that a request can have: for each of its bound texts and numbers a form that
/// stays valid.
pub(super) fn freshenable(request: &PlannedRequest, schemas: &RequestSchemas) -> Vec<Unique> {
    let all = request.bound.iter().filter_map(|pointer| {
        // Who is asked, and about what, stays.
        if pointer.starts_with("/path/") || pointer.starts_with("/header/") {
            return None;
        }
        let value = at(request, pointer)?;
        let is_valid = |form: &Form| {
            // Short and long numbers: every token is as good as another.
            [1, 123_456_789, u64::MAX / 3].iter().all(|number| {
                let mut changed = request.clone();
                let Some(place) = at_mut(&mut changed, pointer) else {
                    return false;
                };
                *place = form.fresh(value, *number);
                schemas.is_valid(&changed)
            })
        };
        let form = Form::of(value).into_iter().find(is_valid)?;
        Some(Unique {
            pointer: pointer.clone(),
            value: value.clone(),
            form,
        })
    });
    all.collect()
}

/// A case of the plan, built on the base instead of on the plan's smallest request: what it changes
/// of that, it changes of the base. None where that does not do to the clauses what it should.
pub(super) fn rebased(
    case: &Case,
    smallest: &PlannedRequest,
    base: &PlannedRequest,
    schemas: &RequestSchemas,
) -> Option<Case> {
    let mut request = case.request.clone();
    for pointer in differences(smallest, base) {
        let own = differences(smallest, &case.request);
        if !own.iter().any(|own| is_around(own, &pointer)) {
            copy(&mut request, base, &pointer);
        }
    }
    if schemas.faults(&request) != schemas.faults(&case.request) {
        return None;
    }
    let mut case = case.clone();
    if let Some(difference) = &mut case.difference {
        difference.accepted = at(base, &difference.pointer).cloned();
    }
    let own = differences(&request, base);
    let bound = base.bound.iter();
    let bound = bound.filter(|it| !own.iter().any(|own| is_around(own, it)));
    request.bound = bound.cloned().collect();
    case.request = request;
    Some(case)
}
