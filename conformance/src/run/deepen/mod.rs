//! Goes deeper than the plan: requests that are drawn, alone and in sequences, judged by the same
//! rules and laws; what they show is made smaller and seen again before it is reported.
//!
//! Requests that must be refused, and those that only read, are sent at the same time, a batch of
//! them between two reads of the state. All others go in sequences, in order on a resource; between the
//! reads at the ends of a sequence the state is known from what was accepted. The first sequences go
//! one after the other, whatever the resource: a server may have a state that resources share, and what
//! a sequence shows is to be seen again.

mod batch;
mod calls;
mod dive;
mod model;
mod play;
mod report;
mod smaller;

use std::collections::HashSet;
use std::rc::Rc;

use futures_util::{StreamExt, TryStreamExt, stream};

use tally_spec::schema::pointer;

use super::engine::Halt;
use super::operation_run::OperationRun;
use super::read_state::Reader;
use super::relocate::moving_members;
use super::resource::Resource;
use crate::deepen::{Deepening, Source};
use crate::plan;
use crate::state::Members;
use dive::{Dive, Known};

/// Of ten requests so many are to be refused, where both kinds can be drawn.
const REFUSED_OF_TEN: usize = 4;

/// So many calls go one after the other before resources are walked at the same time.
const ALONE: usize = 300;

/// What all that is drawn for an operation has in common.
#[derive(Clone, Copy)]
struct Depth<'a> {
    run: &'a OperationRun<'a>,
    source: &'a Source<'a, 'a>,
    members: &'a Members,
    deepening: Deepening,
}

/// Draws, sends and judges requests of an operation. After the first ones, `jobs` resources are walked at
/// the same time.
pub(super) async fn go(
    run: &OperationRun<'_>,
    resources: &[Resource],
    readers: &[Option<Reader<'_>>],
    members: &Members,
    jobs: usize,
) -> Result<(), Halt> {
    let deepening = run.engine.settings.deepening;
    if deepening.requests == 0 || run.stalled() {
        return Ok(());
    }
    let inputs = plan::inputs(run.engine.contract, run.operation);
    let known = run.known.iter().map(|(at, _)| at.clone());
    let kept_out = moving_members(run).into_iter();
    let kept_out = kept_out.map(|name| pointer::join("/body", &name));
    let source = Source::new(
        run.operation,
        &inputs,
        run.plan,
        known.collect(),
        kept_out.collect(),
        run.has_laws(),
    );
    if !source.varies() {
        return Ok(());
    }
    let depth = Depth {
        run,
        source: &source,
        members,
        deepening,
    };
    let dives = || {
        let known = Known::so_far(run);
        let resources = resources.iter().zip(readers);
        resources.map(move |(resource, reader)| {
            Dive::new(depth, resource, reader.as_ref(), Rc::clone(&known))
        })
    };
    let refused = match (run.is_safe(), source.can_break()) {
        (true, _) => deepening.requests,
        (false, true) => deepening.requests * REFUSED_OF_TEN / 10,
        (false, false) => 0,
    };
    if let Some(mut first) = dives().next() {
        batch::batches(&mut first, refused).await?;
    }
    let count = resources.len();
    let wanted = deepening.requests - refused;
    let first = 0..calls::count(wanted.min(ALONE));
    let rest = first.end..calls::count(wanted);
    for resource in 0..count {
        // What the resources before have found is known.
        if let Some(mut dive) = dives().nth(resource) {
            calls::sequences(&mut dive, first.clone(), resource, count, true).await?;
        }
    }
    let walking = dives().enumerate().map(|(resource, mut dive)| {
        let numbers = rest.clone();
        async move {
            let troubles = calls::sequences(&mut dive, numbers, resource, count, false).await?;
            Ok::<_, Halt>((dive, troubles))
        }
    });
    let walked: Vec<_> = stream::iter(walking).buffered(jobs).try_collect().await?;
    let mut told = HashSet::new();
    for (mut dive, troubles) in walked {
        dive.told.extend(told);
        for trouble in troubles {
            dive.look_into(trouble).await?;
        }
        told = dive.told;
    }
    Ok(())
}
