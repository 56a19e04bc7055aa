//! Values that the server does not have, or that the credentials may not touch.

use serde_json::Value;
use tally_spec::clause::{Clause, Part};
use tally_spec::contract::Operation;
use tally_spec::promise::Promise;
use tally_spec::schema::pointer;

use super::new_case::{Cases, NewCase, PlanContext, slug, stem};
use crate::case::{Body, Case, Difference, Expectation, Family, Intent, PlannedRequest};

/// The cases of `--foreign` and `--missing`.
pub(super) fn cases(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    for (at, value) in &ground.options.foreign {
        lookup(ground, cases, Family::Foreign, at, value);
    }
    for (at, value) in &ground.options.missing {
        lookup(ground, cases, Family::Missing, at, value);
    }
}

fn lookup(
    ground: &PlanContext<'_, '_>,
    cases: &mut Cases,
    family: Family,
    at: &str,
    value: &Value,
) {
    let mut request = ground.request(&[]);
    let Some(before) = put(&mut request, at, value) else {
        return;
    };
    let (name, what, promise, statuses) = match family {
        Family::Foreign => (
            "foreign",
            "may not be touched",
            Promise::Foreign,
            ground.declared(&[403, 404]),
        ),
        _ => (
            "missing",
            "does not exist",
            Promise::Missing,
            ground.declared(&[404, 410]),
        ),
    };
    let expectation = Expectation::Answered { statuses };
    request.bound = ground.bound(&request, &[at]);
    let difference = Difference {
        pointer: at.to_owned(),
        accepted: before,
        sent: Some(value.clone()),
    };
    cases.push(
        ground,
        NewCase {
            id: format!("{name}/{}/{}", stem(at), slug(&value.to_string())),
            family,
            clause: Some(promise.id(&ground.operation.key, &Part::Responses)),
            intent: Intent::Probes,
            request,
            expectation,
            difference: Some(difference),
            about: format!("`{}` names what {what}", stem(at)),
            times: 1,
        },
    );
}

/// The clauses of the cases that the document has none for, as it declares no status for them: it is
/// the user who says that such a value is to be refused.
pub(super) fn promises(operation: &Operation, cases: &[Case], clauses: &mut Vec<Clause>) {
    let foreign = "what the user names as foreign is refused";
    let missing = "what the user names as missing is refused";
    let all = [
        (Family::Foreign, Promise::Foreign, foreign),
        (Family::Missing, Promise::Missing, missing),
    ];
    for (family, promise, text) in all {
        let id = promise.id(&operation.key, &Part::Responses);
        let is_planned = cases.iter().any(|case| case.family == family);
        if is_planned && !clauses.iter().any(|clause| clause.id == id) {
            let place = Some(&operation.place);
            clauses.push(promise.clause(operation, Part::Responses, place, text.to_owned()));
        }
    }
}

/// Puts a value at a pointer into the request; what was there before, or none if nothing can be.
fn put(request: &mut PlannedRequest, at: &str, value: &Value) -> Option<Option<Value>> {
    let tokens = pointer::tokens(at);
    let (part, rest) = tokens.split_first()?;
    let parameters = match part.as_str() {
        "path" => Some(&mut request.path),
        "query" => Some(&mut request.query),
        "header" => Some(&mut request.header),
        "cookie" => Some(&mut request.cookie),
        "body" => None,
        _ => return None,
    };
    if let Some(parameters) = parameters {
        let [name] = rest else { return None };
        return Some(parameters.insert(name.clone(), value.clone()));
    }
    let Body::Json { value: body, .. } = &mut request.body else {
        return None;
    };
    let Some((last, parents)) = rest.split_last() else {
        return Some(Some(std::mem::replace(body, value.clone())));
    };
    match body.pointer_mut(&pointer::of(parents))? {
        Value::Object(members) => Some(members.insert(last.clone(), value.clone())),
        Value::Array(items) => {
            let place = items.get_mut(last.parse::<usize>().ok()?)?;
            Some(Some(std::mem::replace(place, value.clone())))
        }
        _ => None,
    }
}
