//! How fast requests may follow each other.

use std::cell::Cell;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// Gives every request its turn, a fixed interval after the one before.
#[derive(Debug)]
pub(super) struct Pace {
    interval: Duration,
    next: Cell<Option<Instant>>,
}

impl Pace {
    /// Zero: every request may go at once.
    pub(super) fn new(interval: Duration) -> Self {
        Self {
            interval,
            next: Cell::new(None),
        }
    }

    /// Waits until it is the caller's turn.
    pub(super) async fn turn(&self) {
        if !self.interval.is_zero() {
            sleep_until(self.reserve(Instant::now())).await;
        }
    }

    /// The next turn that is free, not before `now`.
    fn reserve(&self, now: Instant) -> Instant {
        let turn = self.next.get().map_or(now, |next| next.max(now));
        self.next.set(Some(turn + self.interval));
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_that_come_together_go_one_interval_apart() {
        let pace = Pace::new(Duration::from_millis(20));
        let now = Instant::now();
        let turns: Vec<_> = (0..100).map(|_| pace.reserve(now) - now).collect();
        let expected: Vec<_> = (0..100).map(|it| Duration::from_millis(20 * it)).collect();
        assert_eq!(turns, expected);
    }

    #[test]
    fn time_that_nobody_used_is_not_saved_up() {
        let pace = Pace::new(Duration::from_millis(20));
        let now = Instant::now();
        assert_eq!(pace.reserve(now), now);
        let later = now + Duration::from_secs(5);
        assert_eq!(pace.reserve(later), later);
        assert_eq!(pace.reserve(later), later + Duration::from_millis(20));
    }
}
