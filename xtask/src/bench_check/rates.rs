//! What is measured, and what is enough.

use super::served;
use super::tasks::TASKS;
use super::{Arguments, bare, checked, recorded};
use crate::stand::{self, Stand};

/// Ratio to the bare loop with 16 jobs.
const ENOUGH: f64 = 0.5;

/// Peak of the process that runs, in KiB.
const MOST_MEMORY: u64 = 60 * 1024;

/// Rates of both clients, turn by turn, and whether they are enough.
pub(super) fn rates(arguments: &Arguments) -> Result<(Vec<String>, bool), String> {
    let stand = Stand::new(&stand::with_tasks(TASKS).1)?;
    let requests = recorded::record(&stand, arguments.requests)?;
    let mut lines = vec![format!("{} requests recorded", requests.len())];
    let mut sound = true;
    for jobs in [1, 16] {
        let mut turns = Vec::new();
        for _ in 0..arguments.turns.max(1) {
            let server = served::start()?;
            let checked = checked::measure(server.url(), jobs, arguments.requests)?;
            let server = served::start()?;
            let bare = bare::measure(server.url(), &requests, jobs)?;
            turns.push((checked.rate() / bare, checked.rate(), bare));
        }
        turns.sort_by(|(a, ..), (b, ..)| a.total_cmp(b));
        let (ratio, checked, bare) = turns[turns.len() / 2];
        let (least, most) = (turns[0].0, turns[turns.len() - 1].0);
        lines.push(format!(
            "{jobs:>2} jobs: {checked:>6.0} requests/s with every rule on, {bare:>6.0} bare: \
             ratio {ratio:.2} (of {} turns, {least:.2} to {most:.2})",
            turns.len(),
        ));
        sound &= jobs == 1 || ratio >= ENOUGH;
    }
    Ok((lines, sound))
}

/// The memory of one long run, and whether it is little enough.
pub(super) fn memory(requests: usize) -> Result<(Vec<String>, bool), String> {
    let server = served::start()?;
    let checked = checked::measure(server.url(), 16, requests)?;
    let line = format!(
        "{} requests in {:.1} s: {} KiB after a tenth, {} KiB at the end, peak {} KiB",
        checked.requests,
        checked.seconds,
        checked.memory_at_a_tenth,
        checked.memory_at_the_end,
        checked.peak,
    );
    Ok((vec![line], checked.peak < MOST_MEMORY))
}
