//! Changes a resource back, as far as requests can express it.

use std::sync::Arc;

use serde_json::Value;

use super::conditional_headers::refresh;
use super::engine::Halt;
use super::operation_run::{Judged, OperationRun};
use super::read_state::Reader;
use super::resource::Resource;
use crate::case::{Body, Case, CaseId};
use crate::event::Purpose;
use crate::judge::Position;
use crate::state::State;

/// Sends what brings the state from what it is (if that is known) to what it was.
pub(super) async fn towards(
    run: &OperationRun<'_>,
    resource: &mut Resource,
    reader: &Reader<'_>,
    was: &State,
    is: Option<&State>,
) -> Result<(), Halt> {
    let names: Vec<String> = match is {
        Some(is) => was.differences(is, &run.members),
        None => run
            .members
            .all()
            .map(|member| member.name.clone())
            .collect(),
    };
    let changes: Vec<(String, Value)> = names
        .into_iter()
        .filter(|name| !run.members.required().any(|member| member.name == *name))
        .map(|name| {
            let value = was.members.get(&name).cloned().unwrap_or(Value::Null);
            (name, value)
        })
        .filter(|change| is_valid(run, reader, std::slice::from_ref(change)))
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    if is_valid(run, reader, &changes) && write(run, resource, reader, &changes).await? {
        return Ok(());
    }
    // Together they are not accepted: one after the other, as far as it goes.
    for change in &changes {
        write(run, resource, reader, std::slice::from_ref(change)).await?;
    }
    Ok(())
}

/// Brings a resource back to the state before the run, and says what could not be.
pub(super) async fn finally(
    run: &OperationRun<'_>,
    resource: &mut Resource,
    reader: &Reader<'_>,
) -> Result<(), Halt> {
    let is = reader.read(run, resource).await?.state;
    let (members, why) = match &resource.baseline.clone() {
        None => (run.optional(), "the state before the run is not known"),
        Some(was) => {
            towards(run, resource, reader, was, is.as_ref()).await?;
            let is = reader.read(run, resource).await?.state.unwrap_or_default();
            (
                was.differences(&is, &run.members),
                "no accepted request expresses it",
            )
        }
    };
    run.closed(resource.index);
    run.not_restored(resource.index, members, why);
    Ok(())
}

/// Whether the smallest request with these members is valid.
fn is_valid(run: &OperationRun<'_>, reader: &Reader<'_>, changes: &[(String, Value)]) -> bool {
    run.is_valid(&with(reader.smallest(), changes))
}

async fn write(
    run: &OperationRun<'_>,
    resource: &mut Resource,
    reader: &Reader<'_>,
    changes: &[(String, Value)],
) -> Result<bool, Halt> {
    refresh(run, resource).await?;
    let case = Arc::new(with(reader.smallest(), changes));
    let Some(exchange) = run.send(&case, resource.index, &resource.values()).await? else {
        return Ok(false);
    };
    // Its values are the server's own: what becomes of them is not judged.
    let judged = Judged {
        position: Position::DERIVED,
        purpose: Purpose::Restore,
        values: &resource.values(),
    };
    run.take(&exchange, judged, crate::judge::Assessments::default());
    Ok(exchange.accepted())
}

/// The smallest request with further members.
pub(super) fn with(smallest: &Case, changes: &[(String, Value)]) -> Case {
    let mut case = smallest.clone();
    case.id = CaseId("derived/restore".to_owned());
    case.about = "what was changed is changed back".to_owned();
    if let Body::Json {
        value: Value::Object(members),
        ..
    } = &mut case.request.body
    {
        for (name, value) in changes {
            members.insert(name.clone(), value.clone());
        }
    }
    case
}
