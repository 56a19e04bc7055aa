//! Learns which values a server takes only once.

use std::cell::Cell;
use std::sync::Arc;

use super::base::{Lane, freshenable};
use super::engine::Halt;
use super::site::{Judged, Site};
use crate::compose::Values;
use crate::event::Purpose;
use crate::judge::{Opinion, Position};

/// Learns which values of the accepted request the server takes only once.
///
/// It is sent again: where that is accepted, there is no such value. Else fresh values are tried for
/// all at once; and where that helps, an old value for one after the other.
pub(super) async fn learn_unique(site: &Site<'_>, lane: &mut Lane) -> Result<(), Halt> {
    let again = Arc::new(lane.control());
    let index = lane.index;
    let status = Cell::new(None);
    let is_accepted = async |values: &Values| -> Result<Option<bool>, Halt> {
        let Some(exchange) = site.send(&again, index, values).await? else {
            return Ok(None);
        };
        status.set(exchange.status());
        let judged = Judged {
            position: Position::DERIVED,
            purpose: Purpose::Confirm,
            values,
        };
        let mut opinions = site.opinions(&exchange, values);
        opinions
            .0
            .retain(|it| !matches!(it, Opinion::Violated(breach) if breach.blames_values()));
        site.take(&exchange, judged, opinions);
        Ok(Some(exchange.accepted()))
    };
    // Known values stay: they say what is meant.
    let known = lane.values();
    let mut unique = freshenable(&lane.base(), site.schemas());
    let user = &site.known;
    unique.retain(|it| !user.iter().any(|(at, _)| *at == it.pointer));
    if is_accepted(&known).await? != Some(false) {
        return Ok(());
    }
    lane.keep_unique(unique.clone());
    let fresh = lane.values();
    if unique.is_empty() || is_accepted(&fresh).await? != Some(true) {
        // What was accepted once is refused from now on: nothing can be compared with it.
        lane.keep_unique(Vec::new());
        lane.is_accepted = false;
        lane.refused_with.extend(status.get());
        let status = status.get().map_or_else(String::new, |it| it.to_string());
        lane.lose(&format!("what was accepted once is answered with {status}"));
        return Ok(());
    }
    let mut needed = Vec::new();
    for one in &unique {
        if unique.len() == 1 {
            break;
        }
        // All others fresh, this one as it was just taken.
        let mut values = Values::clone(&lane.values());
        if let Some(taken) = fresh.by_pointer.get(&one.pointer) {
            values.by_pointer.insert(one.pointer.clone(), taken.clone());
        }
        if is_accepted(&values).await? == Some(false) {
            needed.push(one.clone());
        }
    }
    if !needed.is_empty() {
        lane.keep_unique(needed);
    }
    Ok(())
}
