//! Learns which values a server takes only once.

use std::sync::Arc;

use super::engine::Halt;
use super::operation_run::{Judged, OperationRun};
use super::resource::{Resource, freshenable};
use crate::case::Case;
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
    let mut again = Again {
        run,
        case: Arc::new(resource.control()),
        resource: resource.index,
        status: None,
    };
    // Known values stay: they say what is meant.
    let known = resource.values();
    let mut unique = freshenable(&resource.base(), run.schemas());
    let user = &run.known;
    unique.retain(|it| !user.iter().any(|(at, _)| *at == it.pointer));
    if again.is_accepted(&known).await? != Some(false) {
        return Ok(());
    }
    resource.keep_unique(unique.clone());
    let fresh = resource.values();
    if unique.is_empty() || again.is_accepted(&fresh).await? != Some(true) {
        // What was accepted once is refused from now on: nothing can be compared with it.
        resource.keep_unique(Vec::new());
        resource.is_accepted = false;
        resource.refused_with.extend(again.status);
        let status = again.status.map_or_else(String::new, |it| it.to_string());
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
        if again.is_accepted(&values).await? == Some(false) {
            needed.push(one.clone());
        }
    }
    if !needed.is_empty() {
        resource.keep_unique(needed);
    }
    Ok(())
}

/// The accepted request, sent again.
struct Again<'a> {
    run: &'a OperationRun<'a>,
    case: Arc<Case>,
    resource: usize,
    /// What it was answered with the last time.
    status: Option<u16>,
}

impl Again<'_> {
    /// Whether it is accepted with these values. None when it cannot be sent.
    async fn is_accepted(&mut self, values: &Values) -> Result<Option<bool>, Halt> {
        let sent = self.run.send(&self.case, self.resource, values);
        let Some(exchange) = sent.await? else {
            return Ok(None);
        };
        self.status = exchange.status();
        let judged = Judged {
            position: Position::DERIVED,
            purpose: Purpose::Confirm,
            values,
        };
        let mut assessments = self.run.assessments(&exchange, values);
        assessments.0.retain(
            |it| !matches!(it, Assessment::Violated(violation) if violation.blames_values()),
        );
        self.run.take(&exchange, judged, assessments);
        Ok(Some(exchange.accepted()))
    }
}
