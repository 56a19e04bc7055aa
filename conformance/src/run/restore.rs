//! Changes a resource back, as far as requests can express it.

use std::sync::Arc;

use serde_json::Value;

use super::base::Lane;
use super::condition::refresh;
use super::engine::Halt;
use super::read::Reader;
use super::site::{Judged, Site};
use crate::case::{Body, Case, CaseId};
use crate::event::Purpose;
use crate::judge::Position;
use crate::state::State;

/// Sends what brings the state from what it is (if that is known) to what it was.
pub(super) async fn towards(
    site: &Site<'_>,
    lane: &Lane,
    reader: &Reader<'_>,
    was: &State,
    is: Option<&State>,
) -> Result<(), Halt> {
    let names: Vec<String> = match is {
        Some(is) => was.differences(is, &site.members),
        None => site
            .members
            .all()
            .map(|member| member.name.clone())
            .collect(),
    };
    let changes: Vec<(String, Value)> = names
        .into_iter()
        .filter(|name| !site.members.required().any(|member| member.name == *name))
        .map(|name| {
            let value = was.members.get(&name).cloned().unwrap_or(Value::Null);
            (name, value)
        })
        .filter(|change| is_valid(site, reader, std::slice::from_ref(change)))
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    if is_valid(site, reader, &changes) && write(site, lane, reader, &changes).await? {
        return Ok(());
    }
    // Together they are not accepted: one after the other, as far as it goes.
    for change in &changes {
        write(site, lane, reader, std::slice::from_ref(change)).await?;
    }
    Ok(())
}

/// Brings a resource back to the state before the run, and tells what could not be.
pub(super) async fn finally(site: &Site<'_>, lane: &Lane, reader: &Reader<'_>) -> Result<(), Halt> {
    let is = reader.read(site, lane).await?.state;
    let (members, why) = match &lane.baseline {
        None => (site.optional(), "the state before the run is not known"),
        Some(was) => {
            towards(site, lane, reader, was, is.as_ref()).await?;
            let is = reader.read(site, lane).await?.state.unwrap_or_default();
            (
                was.differences(&is, &site.members),
                "no accepted request expresses it",
            )
        }
    };
    site.open.borrow_mut().remove(&lane.index);
    site.not_restored(lane.index, members, why);
    Ok(())
}

/// Whether the smallest request with these members is valid.
fn is_valid(site: &Site<'_>, reader: &Reader<'_>, changes: &[(String, Value)]) -> bool {
    site.is_valid(&with(reader.smallest(), changes))
}

async fn write(
    site: &Site<'_>,
    lane: &Lane,
    reader: &Reader<'_>,
    changes: &[(String, Value)],
) -> Result<bool, Halt> {
    refresh(site, lane).await?;
    let case = Arc::new(with(reader.smallest(), changes));
    let Some(exchange) = site.send(&case, lane.index, &lane.values()).await? else {
        return Ok(false);
    };
    // Its values are the server's own: what becomes of them is not judged.
    let judged = Judged {
        position: Position::DERIVED,
        purpose: Purpose::Restore,
        values: &lane.values(),
    };
    site.take(&exchange, judged, crate::judge::Opinions::default());
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
