//! Requests that must be refused, or that only read: sent at the same time, the state read before
//! and after each batch.

use std::sync::Arc;

use futures_util::{StreamExt, stream};
use proptest::prelude::RngExt;

use super::fuzz_run::FuzzRun;
use super::send_sequence::Trouble;
use crate::case::Case;
use crate::event::Purpose;
use crate::exchange::Exchange;
use crate::fuzz::{GeneratedRequest, runner};
use crate::judge::{ClauseViolation, Position};
use crate::run::conditional_headers::refresh;
use crate::run::engine::Halt;

/// How many requests go between two reads of the state.
const BATCH: usize = 64;

/// In how many batches that changed the state the culprit is sought.
const MOST_SEARCHES: u32 = 2;

/// A request of a batch.
struct Sent {
    number: usize,
    drawn: GeneratedRequest,
    refused: bool,
    fresh: Vec<ClauseViolation>,
    /// Only when something was seen.
    exchange: Option<Exchange>,
}

/// Sends so many drawn requests.
pub(super) async fn batches(fuzz_run: &mut FuzzRun<'_>, wanted: usize) -> Result<(), Halt> {
    if wanted == 0 {
        return Ok(());
    }
    let mut searches = 0;
    fuzz_run.read().await?;
    for start in (0..wanted).step_by(BATCH) {
        if fuzz_run.gives_up() {
            break;
        }
        let numbers = start..(start + BATCH).min(wanted);
        let batch: Vec<(usize, GeneratedRequest, Arc<Case>)> = numbers
            .filter_map(|number| {
                let drawn = draw(fuzz_run, number)?;
                let case = fuzz_run.case(&drawn, format!("drawn/{}", name(&drawn, number)));
                Some((number, drawn, case))
            })
            .collect();
        let before = fuzz_run.model.clone();
        let sent = send(fuzz_run, batch).await?;
        fuzz_run.read().await?;
        let changed = match (&before.state, &fuzz_run.model.state) {
            (Some(before), Some(after)) => {
                !before.differences(after, fuzz_run.depth.members).is_empty()
            }
            _ => false,
        };
        if changed && searches < MOST_SEARCHES {
            searches += 1;
            for sent in sent.iter().filter(|sent| sent.refused) {
                let calls = [sent.drawn.clone()];
                if let Some(trouble) = fuzz_run.sequence(&calls, "refused", sent.number).await? {
                    fuzz_run.look_into(trouble).await?;
                    fuzz_run.read().await?;
                }
            }
        }
        for mut sent in sent {
            sent.fresh
                .retain(|violation| fuzz_run.is_worth_it(violation));
            if !sent.fresh.is_empty() {
                let trouble = Trouble {
                    stem: name(&sent.drawn, sent.number),
                    calls: vec![sent.drawn],
                    from: before.clone(),
                    violations: sent.fresh,
                    exchanges: sent.exchange.iter().cloned().collect(),
                    main: match sent.exchange {
                        Some(exchange) => exchange,
                        None => continue,
                    },
                };
                fuzz_run.look_into(trouble).await?;
            }
        }
        if changed {
            fuzz_run.back_to(&before).await?;
        }
    }
    Ok(())
}

fn name(drawn: &GeneratedRequest, number: usize) -> String {
    match drawn.mutations.is_empty() {
        true => format!("honoured-{number}"),
        false => format!("broken-{number}"),
    }
}

/// Draws a request of a batch: with broken clauses, if the operation only reads also without.
fn draw(fuzz_run: &FuzzRun<'_>, number: usize) -> Option<GeneratedRequest> {
    let depth = &fuzz_run.depth;
    let operation = depth.run.operation.key.to_string();
    let mut runner = runner(depth.fuzzing.seed, &operation, "alone", number);
    let rng = runner.rng();
    let breaks = depth.source.can_break() && !(depth.run.is_safe() && rng.random_bool(0.5));
    let broken = match (breaks, rng.random_range(0..10_u8)) {
        (false, _) => 0,
        (true, 0..5) => 1,
        (true, 5..8) => 2,
        (true, _) => 3,
    };
    depth.source.draw(broken, rng)
}

/// Sends a batch at the same time. In the order of the draws, whichever comes first.
async fn send(
    fuzz_run: &mut FuzzRun<'_>,
    batch: Vec<(usize, GeneratedRequest, Arc<Case>)>,
) -> Result<Vec<Sent>, Halt> {
    let run = fuzz_run.depth.run;
    refresh(run, fuzz_run.resource).await?;
    let fuzz_run = &*fuzz_run;
    let resource = &*fuzz_run.resource;
    let mut sending = Vec::new();
    for (number, drawn, case) in batch {
        sending.push(async move {
            let exchange = run.send(&case, resource.index, &resource.values()).await;
            (number, drawn, exchange)
        });
    }
    let mut answers = stream::iter(sending).buffered(run.engine.settings.jobs);
    let mut done = Vec::new();
    while let Some((number, drawn, exchange)) = answers.next().await {
        let Some(exchange) = exchange? else {
            continue;
        };
        let (settled, fresh) = fuzz_run.sort_out(run.assessments(&exchange, &resource.values()));
        let broke = fresh.iter().map(|it| it.clause.clone()).collect();
        run.emit_exchange(&exchange, Purpose::Fuzz, broke);
        run.collect(|it| it.exchange(Position::Drawn, &exchange, settled));
        done.push(Sent {
            number,
            drawn,
            refused: !exchange.accepted(),
            exchange: (!fresh.is_empty()).then_some(exchange),
            fresh,
        });
        if run.is_given_up() {
            break;
        }
    }
    Ok(done)
}
