//! Sequences of calls on one resource.

use proptest::prelude::RngExt;

use super::dive::Dive;
use super::play::{Played, Reads};
use crate::deepen::{Drawn, runner};
use crate::event::Purpose;
use crate::run::engine::Halt;

/// The longest sequence.
const LONGEST: usize = 6;

/// How likely a call of a sequence is to be refused, where that can be drawn.
const REFUSED: f64 = 0.25;

/// Sends sequences of about so many calls together; this lane takes those whose number it has.
pub(super) async fn sequences(
    dive: &mut Dive<'_>,
    wanted: usize,
    lane: usize,
    lanes: usize,
) -> Result<(), Halt> {
    // Lengths from one to the longest are as likely.
    let count = (wanted * 2).div_ceil(LONGEST + 1);
    if lane >= count {
        return Ok(());
    }
    dive.read().await?;
    for number in (lane..count).step_by(lanes.max(1)) {
        if dive.depth.site.stalled() {
            break;
        }
        let calls = draw(dive, number);
        dive.sequence(&calls, "calls", number, Reads::AtLast)
            .await?;
    }
    Ok(())
}

fn draw(dive: &Dive<'_>, number: usize) -> Vec<Drawn> {
    let depth = &dive.depth;
    let operation = depth.site.operation.key.to_string();
    let mut runner = runner(depth.deepening.seed, &operation, "calls", number);
    let rng = runner.rng();
    let length = rng.random_range(1..=LONGEST);
    (0..length)
        .filter_map(|_| {
            let broken = depth.source.can_break() && rng.random_bool(REFUSED);
            depth.source.draw(usize::from(broken), rng)
        })
        .collect()
}

impl Dive<'_> {
    /// Sends one sequence from the state that is known, and looks into what it shows.
    pub(super) async fn sequence(
        &mut self,
        calls: &[Drawn],
        what: &str,
        number: usize,
        reads: Reads,
    ) -> Result<(), Halt> {
        let stem = format!("{what}-{number}");
        let cases: Vec<_> = calls
            .iter()
            .enumerate()
            .map(|(place, drawn)| self.case(drawn, format!("drawn/{stem}/{}", place + 1)))
            .collect();
        let before = self.model.clone();
        let played = self.play(&cases, Purpose::Deepen, reads).await?;
        if let Played {
            failed: Some((place, fresh)),
            ..
        } = played
        {
            self.look_into(&calls[..=place], &before, &stem, fresh)
                .await?;
            self.read().await?;
        } else if self.model.state.is_none() {
            self.read().await?;
        }
        Ok(())
    }
}
