//! Requests that must be refused, or that only read: sent at the same time, the state read before
//! and after each batch.

use std::sync::Arc;

use futures_util::{StreamExt, stream};
use proptest::prelude::RngExt;

use super::dive::Dive;
use super::play::Trouble;
use crate::case::Case;
use crate::deepen::{Drawn, runner};
use crate::event::Purpose;
use crate::exchange::Exchange;
use crate::judge::{Breach, Position};
use crate::run::conditional_headers::refresh;
use crate::run::engine::Halt;

/// How many requests go between two reads of the state.
const BATCH: usize = 64;

/// In how many batches that changed the state the culprit is sought.
const MOST_SEARCHES: u32 = 2;

/// A request of a batch.
struct Sent {
    number: usize,
    drawn: Drawn,
    refused: bool,
    fresh: Vec<Breach>,
    /// Only when something was seen.
    exchange: Option<Exchange>,
}

/// Sends so many drawn requests.
pub(super) async fn batches(dive: &mut Dive<'_>, wanted: usize) -> Result<(), Halt> {
    if wanted == 0 {
        return Ok(());
    }
    let mut searches = 0;
    dive.read().await?;
    for start in (0..wanted).step_by(BATCH) {
        if dive.gives_up() {
            break;
        }
        let numbers = start..(start + BATCH).min(wanted);
        let batch: Vec<(usize, Drawn, Arc<Case>)> = numbers
            .filter_map(|number| {
                let drawn = draw(dive, number)?;
                let case = dive.case(&drawn, format!("drawn/{}", name(&drawn, number)));
                Some((number, drawn, case))
            })
            .collect();
        let before = dive.model.clone();
        let sent = send(dive, batch).await?;
        dive.read().await?;
        let changed = match (&before.state, &dive.model.state) {
            (Some(before), Some(after)) => {
                !before.differences(after, dive.depth.members).is_empty()
            }
            _ => false,
        };
        if changed && searches < MOST_SEARCHES {
            searches += 1;
            for sent in sent.iter().filter(|sent| sent.refused) {
                let calls = [sent.drawn.clone()];
                if let Some(trouble) = dive.sequence(&calls, "refused", sent.number).await? {
                    dive.look_into(trouble).await?;
                    dive.read().await?;
                }
            }
        }
        for mut sent in sent {
            sent.fresh.retain(|breach| dive.is_worth_it(breach));
            if !sent.fresh.is_empty() {
                let trouble = Trouble {
                    stem: name(&sent.drawn, sent.number),
                    calls: vec![sent.drawn],
                    from: before.clone(),
                    breaches: sent.fresh,
                    exchanges: sent.exchange.iter().cloned().collect(),
                    main: match sent.exchange {
                        Some(exchange) => exchange,
                        None => continue,
                    },
                };
                dive.look_into(trouble).await?;
            }
        }
        if changed {
            dive.back_to(&before).await?;
        }
    }
    Ok(())
}

fn name(drawn: &Drawn, number: usize) -> String {
    match drawn.pieces.is_empty() {
        true => format!("honoured-{number}"),
        false => format!("broken-{number}"),
    }
}

/// Draws a request of a batch: with broken clauses, if the operation only reads also without.
fn draw(dive: &Dive<'_>, number: usize) -> Option<Drawn> {
    let depth = &dive.depth;
    let operation = depth.run.operation.key.to_string();
    let mut runner = runner(depth.deepening.seed, &operation, "alone", number);
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
    dive: &mut Dive<'_>,
    batch: Vec<(usize, Drawn, Arc<Case>)>,
) -> Result<Vec<Sent>, Halt> {
    let (run, resource) = (dive.depth.run, dive.resource);
    refresh(run, resource).await?;
    let sending = batch.into_iter().map(|(number, drawn, case)| async move {
        let exchange = run.send(&case, resource.index, &resource.values()).await;
        (number, drawn, exchange)
    });
    let mut answers = stream::iter(sending).buffered(run.engine.settings.jobs);
    let mut done = Vec::new();
    while let Some((number, drawn, exchange)) = answers.next().await {
        let Some(exchange) = exchange? else {
            continue;
        };
        let (settled, fresh) = dive.sort_out(run.opinions(&exchange, &resource.values()));
        let broke = fresh.iter().map(|it| it.clause.clone()).collect();
        run.tell(&exchange, Purpose::Deepen, broke);
        run.collector
            .borrow_mut()
            .exchange(Position::Drawn, &exchange, settled);
        done.push(Sent {
            number,
            drawn,
            refused: !exchange.accepted(),
            exchange: (!fresh.is_empty()).then_some(exchange),
            fresh,
        });
        if run.stalled() {
            break;
        }
    }
    Ok(done)
}
