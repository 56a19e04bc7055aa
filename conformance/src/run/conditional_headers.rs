//! Headers that make a request depend on the state of the resource (RFC 9110 §13.1): what must be
//! sent is bound to what a read of the resource says.

use std::sync::Arc;

use serde_json::Value;
use tally_spec::contract::{Operation, Parameter};
use tally_spec::schema::pointer;

use super::engine::Halt;
use super::operation_run::{Judged, OperationRun};
use super::resource::Resource;
use crate::case::{Case, CaseId, Credentials, PlannedRequest};
use crate::compose::Values;
use crate::event::Purpose;
use crate::judge::{Assessments, Position};
use crate::plan::is_conditional;

/// These values, and the current one of each header that a request must have and that concerns the
/// state of the resource.
pub(super) async fn with_conditions(
    run: &OperationRun<'_>,
    resource: usize,
    values: &Values,
) -> Result<Values, Halt> {
    let mut values = values.clone();
    for parameter in conditions(run.operation) {
        let value = match current(run, resource, &values, &parameter.name).await? {
            Some(value) => value,
            // The plan has a value that any state will do for.
            None => continue,
        };
        let at = pointer::join("/header", &parameter.name);
        values.by_pointer.insert(at, Value::String(value));
    }
    Ok(values)
}

/// Binds a resource to the state as it is now. Whether there is anything to bind.
pub(super) async fn refresh(run: &OperationRun<'_>, resource: &mut Resource) -> Result<bool, Halt> {
    if !depends_on_state(run) {
        return Ok(false);
    }
    let values = with_conditions(run, resource.index, &resource.values()).await?;
    resource.moved_to(values);
    Ok(true)
}

/// Whether requests must say in a header what state of the resource they are meant for.
pub(super) fn depends_on_state(run: &OperationRun<'_>) -> bool {
    conditions(run.operation).next().is_some()
}

/// Whether a pointer into the request is that of a header that concerns the state of the resource.
pub(super) fn is_condition(run: &OperationRun<'_>, at: &str) -> bool {
    let mut all = conditions(run.operation);
    all.any(|parameter| at == pointer::join("/header", &parameter.name))
}

/// The headers that a request must have and that concern the state of the resource.
fn conditions(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let all = operation.parameters.iter();
    all.filter(|parameter| parameter.required && is_conditional(parameter))
}

/// What a read of the resource says that answers a header: its `ETag`, or when it was changed last.
async fn current(
    run: &OperationRun<'_>,
    resource: usize,
    values: &Values,
    header: &str,
) -> Result<Option<String>, Halt> {
    let mut operations = run.engine.contract.operations.iter();
    let get = operations
        .find(|it| it.key.method.as_str() == "GET" && it.key.path == run.operation.key.path);
    let (Some(get), Some(candidate)) = (get, run.plan.candidates.first()) else {
        return Ok(None);
    };
    let bound = values.bind(&candidate.request);
    let request = PlannedRequest {
        path: bound.path,
        credentials: Credentials::Given,
        ..PlannedRequest::default()
    };
    let request = Arc::new(values.bind(&request));
    let case = Arc::new(Case {
        id: CaseId("derived/condition".to_owned()),
        operation: get.key.clone(),
        about: format!("the state is read by {}", get.key),
        request: PlannedRequest::clone(&request),
        ..candidate.clone()
    });
    let Ok(composed) = run.engine.compose(get, &request) else {
        return Ok(None);
    };
    let sent = run
        .engine
        .send(get, &case, resource, request, composed)
        .await?;
    // The GET is an operation of its own, with its own plan.
    let judged = Judged {
        position: Position::DERIVED,
        purpose: Purpose::Read,
        values,
    };
    run.take(&sent, judged, Assessments::default());
    let name = match header.to_ascii_lowercase().as_str() {
        "if-match" | "if-none-match" | "if-range" => "etag",
        _ => "last-modified",
    };
    let answer = sent.answer().filter(|_| sent.accepted());
    Ok(answer.and_then(|answer| answer.header(name).next().map(str::to_owned)))
}
