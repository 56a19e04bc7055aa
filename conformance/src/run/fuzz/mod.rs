//! Goes deeper than the plan: requests that are drawn, alone and in sequences, judged by the same
//! rules and laws; what they show is made smaller and seen again before it is reported.
//!
//! Requests that must be refused, and those that only read, are sent at the same time, a batch of
//! them between two reads of the state. All others go in sequences, in order on a resource; between the
//! reads at the ends of a sequence the state is known from what was accepted. The first sequences go
//! one after the other, whatever the resource: a server may have a state that resources share, and what
//! a sequence shows is to be seen again.

mod batch;
mod fuzz_run;
mod model;
mod report;
mod send_sequence;
mod sequences;
mod shrink;

use std::collections::HashSet;
use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt, stream};

use tally_spec::schema::pointer;

use super::engine::Halt;
use super::operation_run::OperationRun;
use super::relocate::moving_members;
use super::resource_run::ResourceRun;
use crate::fuzz::{Fuzzing, RequestGenerator};
use crate::plan;
use crate::state::Members;
use fuzz_run::{FuzzRun, Known};

/// Of ten requests so many are to be refused, where both kinds can be drawn.
const REFUSED_OF_TEN: usize = 4;

/// So many calls go one after the other before resources are walked at the same time.
const ALONE: usize = 300;

/// What all that is drawn for an operation has in common.
#[derive(Clone, Copy)]
struct Depth<'a> {
    run: &'a OperationRun<'a>,
    source: &'a RequestGenerator<'a, 'a>,
    members: &'a Members,
    fuzzing: Fuzzing,
}

/// Draws, sends and judges requests of an operation. After the first ones, `jobs` resources are walked at
/// the same time.
pub(super) async fn go(
    run: &OperationRun<'_>,
    resource_runs: &mut [ResourceRun<'_>],
    members: &Members,
    jobs: usize,
) -> Result<(), Halt> {
    let fuzzing = run.engine.settings.fuzzing;
    // Each request that deletes something needs a resource of its own: those of the plan have one.
    if fuzzing.requests == 0 || run.is_given_up() || run.deletes_own() {
        return Ok(());
    }
    let inputs = plan::inputs(run.engine.contract, run.operation);
    let known = run.known.iter().map(|(at, _)| at.clone());
    let kept_out = moving_members(run).into_iter();
    let kept_out = kept_out.map(|name| pointer::join("/body", &name));
    let source = RequestGenerator::new(
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
        fuzzing,
    };
    let refused = match (run.is_safe(), source.can_break()) {
        (true, _) => fuzzing.requests,
        (false, true) => fuzzing.requests * REFUSED_OF_TEN / 10,
        (false, false) => 0,
    };
    if let Some(first) = resource_runs.first_mut() {
        let mut fuzz_run = FuzzRun::new(depth, first, Known::so_far(run));
        batch::batches(&mut fuzz_run, refused).await?;
    }
    let count = resource_runs.len();
    let wanted = fuzzing.requests - refused;
    let first = 0..sequences::count(wanted.min(ALONE));
    let rest = first.end..sequences::count(wanted);
    for (resource, resource_run) in resource_runs.iter_mut().enumerate() {
        // What the resources before have found is known.
        let mut fuzz_run = FuzzRun::new(depth, resource_run, Known::so_far(run));
        sequences::sequences(&mut fuzz_run, first.clone(), resource, count, true).await?;
    }
    let known = Known::so_far(run);
    let mut walking = Vec::new();
    for (resource, resource_run) in resource_runs.iter_mut().enumerate() {
        let numbers = rest.clone();
        let mut fuzz_run = FuzzRun::new(depth, resource_run, Arc::clone(&known));
        walking.push(async move {
            let troubles =
                sequences::sequences(&mut fuzz_run, numbers, resource, count, false).await?;
            Ok::<_, Halt>((fuzz_run, troubles))
        });
    }
    let walked: Vec<_> = stream::iter(walking).buffered(jobs).try_collect().await?;
    let mut reported = HashSet::new();
    for (mut fuzz_run, troubles) in walked {
        fuzz_run.reported.extend(reported);
        for trouble in troubles {
            fuzz_run.look_into(trouble).await?;
        }
        reported = fuzz_run.reported;
    }
    Ok(())
}
