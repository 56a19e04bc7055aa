//! Finds out which failures come and go: what the very same request gave another time says more
//! than whatever is special about it.

use std::collections::HashMap;

use super::base::Lane;
use super::condition::depends_on_state;
use super::engine::Halt;
use super::site::{Judged, Site};
use crate::event::Purpose;
use crate::exchange::{Answer, Exchange};
use crate::finding::Fingerprint;
use crate::found_by::FoundBy;
use crate::judge::{Breach, Opinions, Position};
use crate::observed::{Observed, When};

/// How often a request is sent once more where another one is known to be answered now and then.
const LOOKS: usize = 4;

/// Sends the first request of each such finding again; where it was accepted before, or is not
/// answered with the same status now, the finding becomes one about a server that is not steady. Once
/// there is one, the others with the same status are looked at more often.
pub(super) async fn look(site: &Site<'_>, lanes: &[Lane]) -> Result<(), Halt> {
    let mut unsteady: Vec<u16> = Vec::new();
    if depends_on_state(site) {
        // The very same request is another one now.
        return Ok(());
    }
    let suspects = site
        .collector
        .borrow()
        .first_exchanges(FoundBy::blames_values);
    let mut steady = Vec::new();
    for suspect in suspects {
        match once(site, lanes, &suspect).await? {
            Some(status) => unsteady.push(status),
            None => steady.push(suspect),
        }
    }
    for suspect in steady {
        let status = suspect.1.status();
        for _ in 0..LOOKS {
            let known = status.is_some_and(|it| unsteady.contains(&it));
            if !known || once(site, lanes, &suspect).await?.is_some() {
                break;
            }
        }
    }
    Ok(())
}

/// Sends a request again. Gives its status if it is not always answered with it.
async fn once(
    site: &Site<'_>,
    lanes: &[Lane],
    (fingerprint, exchange): &(Fingerprint, Exchange),
) -> Result<Option<u16>, Halt> {
    let mut held = lanes.iter().filter(|lane| lane.lost().is_none());
    let lane = held.find(|lane| lane.index == exchange.lane);
    let (Some(lane), Some(status)) = (lane, exchange.status()) else {
        return Ok(None);
    };
    if site.stalled() {
        return Ok(None);
    }
    let Some(again) = again(site, lane, exchange).await? else {
        return Ok(None);
    };
    let other = Some(&again).filter(|it| it.status() != Some(status));
    let before = site.was_accepted(&exchange.request);
    let is_unsteady = before || other.is_some();
    if is_unsteady {
        tell(site, fingerprint, status, other, before);
    }
    Ok(is_unsteady.then_some(status))
}

async fn again(
    site: &Site<'_>,
    lane: &Lane,
    exchange: &Exchange,
) -> Result<Option<Exchange>, Halt> {
    let again = site.send_again(exchange).await?;
    let judged = Judged {
        position: Position::DERIVED,
        purpose: Purpose::Confirm,
        values: &lane.values(),
    };
    site.take(&again, judged, Opinions::default());
    Ok(Some(again).filter(|it| !it.answer().is_some_and(Answer::is_busy)))
}

fn tell(
    site: &Site<'_>,
    fingerprint: &Fingerprint,
    status: u16,
    other: Option<&Exchange>,
    before: bool,
) {
    let mut collector = site.collector.borrow_mut();
    let known: HashMap<_, _> = collector.breaches().collect();
    let Some(breach) = known.get(fingerprint) else {
        return;
    };
    let otherwise = match other.and_then(Exchange::status) {
        _ if before => "accepted before".to_owned(),
        Some(other) => format!("answered with {other} when it was sent again"),
        None => "not answered when it was sent again".to_owned(),
    };
    let breach = Breach {
        observed: Observed::outcome(status.to_string(), When::NowAndThen),
        also: Vec::new(),
        detail: Some(format!("the same request was {otherwise}")),
        ..(*breach).clone()
    };
    collector.observe(fingerprint, breach, other);
}
