//! Learns which values a server takes only once.

use std::cell::Cell;
use std::sync::Arc;

use super::engine::Halt;
use super::operation_run::{Judged, OperationRun};
use super::resource::{Resource, freshenable};
use crate::compose::Values;
use crate::event::Purpose;
use crate::judge::{Assessment, Position};

/// Learns which values of the accepted request the server takes only once.
///
/// It is sent again: where that is accepted, there is no such value. Else fresh values are tried for
/// all at once; and where that helps, an old value for one after the other.
pub(super) async fn learn_unique(
    run: &OperationRun<'_>,
    resource: &mut Resource,
) -> Result<(), Halt> {
    let again = Arc::new(resource.control());
    let index = resource.index;
    let status = Cell::new(None);
    let is_accepted = async |values: &Values| -> Result<Option<bool>, Halt> {
        let Some(exchange) = run.send(&again, index, values).await? else {
            return Ok(None);
        };
        status.set(exchange.status());
        let judged = Judged {
            position: Position::DERIVED,
            purpose: Purpose::Confirm,
            values,
        };
        let mut assessments = run.assessments(&exchange, values);
        assessments.0.retain(
            |it| !matches!(it, Assessment::Violated(violation) if violation.blames_values()),
        );
        run.take(&exchange, judged, assessments);
        Ok(Some(exchange.accepted()))
    };
    // Known values stay: they say what is meant.
    let known = resource.values();
    let mut unique = freshenable(&resource.base(), run.schemas());
    let user = &run.known;
    unique.retain(|it| !user.iter().any(|(at, _)| *at == it.pointer));
    if is_accepted(&known).await? != Some(false) {
        return Ok(());
    }
    resource.keep_unique(unique.clone());
    let fresh = resource.values();
    if unique.is_empty() || is_accepted(&fresh).await? != Some(true) {
        // What was accepted once is refused from now on: nothing can be compared with it.
        resource.keep_unique(Vec::new());
        resource.is_accepted = false;
        resource.refused_with.extend(status.get());
        let status = status.get().map_or_else(String::new, |it| it.to_string());
        resource.lose(&format!("what was accepted once is answered with {status}"));
        return Ok(());
    }
    let mut needed = Vec::new();
    for one in &unique {
        if unique.len() == 1 {
            break;
        }
        // All others fresh, this one as it was just taken.
        let mut values = Values::clone(&resource.values());
        if let Some(taken) = fresh.by_pointer.get(&one.pointer) {
            values.by_pointer.insert(one.pointer.clone(), taken.clone());
        }
        if is_accepted(&values).await? == Some(false) {
            needed.push(one.clone());
        }
    }
    if !needed.is_empty() {
        resource.keep_unique(needed);
    }
    Ok(())
}
