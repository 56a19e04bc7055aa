//! Goes deeper than the plan: requests that are drawn, alone and in sequences, judged by the same
//! rules and laws; what they show is made smaller and seen again before it is reported.
//!
//! Requests that must be refused, and those that only read, are sent at the same time, a batch of
//! them between two reads of the state. All others go in sequences, one after the other: what a
//! sequence shows is to be seen again. Between the reads at its ends the state is known from what
//! was accepted.

mod batch;
mod calls;
mod dive;
mod model;
mod play;
mod report;
mod smaller;

use std::rc::Rc;

use super::bind::Lane;
use super::engine::Halt;
use super::read::Reader;
use super::site::Site;
use crate::deepen::{Deepening, Source};
use crate::plan;
use crate::state::Members;
use dive::{Dive, Known};

/// Of ten requests so many are to be refused, where both kinds can be drawn.
const REFUSED_OF_TEN: usize = 4;

/// What all that is drawn for an operation has in common.
#[derive(Clone, Copy)]
struct Depth<'a> {
    site: &'a Site<'a>,
    source: &'a Source<'a, 'a>,
    members: &'a Members,
    deepening: Deepening,
}

/// Draws, sends and judges requests of an operation.
pub(super) async fn go(
    site: &Site<'_>,
    lanes: &[Lane],
    readers: &[Option<Reader<'_>>],
    members: &Members,
) -> Result<(), Halt> {
    let deepening = site.engine.settings.deepening;
    if deepening.requests == 0 || site.stalled() {
        return Ok(());
    }
    let inputs = plan::inputs(site.engine.contract, site.operation);
    let known = site.engine.target.known.iter().map(|(at, _)| at.clone());
    let source = Source::new(
        site.operation,
        &inputs,
        site.plan,
        known.collect(),
        site.has_laws(),
    );
    let depth = Depth {
        site,
        source: &source,
        members,
        deepening,
    };
    let dives = || {
        let known = Known::so_far(site);
        let lanes = lanes.iter().zip(readers);
        lanes.map(move |(lane, reader)| Dive::new(depth, lane, reader.as_ref(), Rc::clone(&known)))
    };
    let refused = match (site.is_safe(), source.can_break()) {
        (true, _) => deepening.requests,
        (false, true) => deepening.requests * REFUSED_OF_TEN / 10,
        (false, false) => 0,
    };
    if let Some(mut first) = dives().next() {
        batch::batches(&mut first, refused).await?;
    }
    let count = lanes.len();
    let wanted = deepening.requests - refused;
    for lane in 0..count {
        // What the lanes before have found is known.
        if let Some(mut dive) = dives().nth(lane) {
            calls::sequences(&mut dive, wanted, lane, count).await?;
        }
    }
    Ok(())
}
