//! The smallest request that a case can become.

use serde_json::{Map, Value};

use super::operation_run::OperationRun;
use crate::case::{Body, Case, CaseId, Expectation, Family};
use crate::request::at;

/// A candidate with only those members that every request must have; none when it has no others.
pub(super) fn stripped(run: &OperationRun<'_>, candidate: &Case) -> Option<Case> {
    let Body::Json {
        media,
        value: Value::Object(members),
    } = &candidate.request.body
    else {
        return None;
    };
    let required = |name: &String| run.members.required().any(|member| member.name == *name);
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
    if let Expectation::Accepted { names } = &mut case.expectation {
        names.retain(|pointer| at(&request, pointer).is_some());
    }
    Some(case)
}
