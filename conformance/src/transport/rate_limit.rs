//! How fast requests may follow each other: as the user says, and as the server can bear.

use std::time::Duration;

use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

/// How long the run waits altogether for a server that has too much to do.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long it waits when the server does not say for how long.
const PAUSE: Duration = Duration::from_secs(1);

/// The shortest time that it waits.
const LEAST_WAIT: Duration = Duration::from_millis(20);

/// The interval after the first overload.
const FIRST_INTERVAL: Duration = Duration::from_millis(20);

/// The longest interval that overloads lead to.
const LONGEST_INTERVAL: Duration = Duration::from_secs(1);

/// Gives every request its turn, an interval after the one before. The interval is the user's; after
/// the server was overloaded it is longer, and becomes shorter with every request that was taken.
#[derive(Debug)]
pub(super) struct Pace {
    /// The user's interval.
    least: Duration,
    interval: Duration,
    next: Option<Instant>,
    /// Until when the server is left alone.
    until: Option<Instant>,
    /// What is left of [`PATIENCE`].
    patience: Duration,
}

impl Pace {
    /// Zero: every request may go at once.
    pub(super) fn new(interval: Duration) -> Self {
        Self {
            least: interval,
            interval,
            next: None,
            until: None,
            patience: PATIENCE,
        }
    }

    /// When it is the caller's turn; none: at once.
    pub(super) fn turn(&mut self, now: Instant) -> Option<Instant> {
        let waits = !self.interval.is_zero() || self.next.is_some();
        waits.then(|| self.reserve(now))
    }

    /// The server has too much to do, and says for how long. Whether to send the request again at
    /// its next turn: not when all patience is spent. Who says that it may be sent again at once is
    /// not asked more slowly.
    pub(super) fn overloaded(&mut self, wait: Option<Duration>, now: Instant) -> bool {
        if self.until.is_some_and(|until| now < until) {
            // It was sent before the run began to wait.
            return true;
        }
        let at_once = wait == Some(Duration::ZERO);
        let wait = wait.unwrap_or(PAUSE).max(LEAST_WAIT);
        let Some(left) = self.patience.checked_sub(wait) else {
            // What is left is sent to see whether it is over: not slowly as well.
            self.interval = self.least;
            return false;
        };
        self.patience = left;
        if !at_once {
            let longer = (self.interval * 2).max(FIRST_INTERVAL);
            let longer = longer.min(LONGEST_INTERVAL).max(self.least);
            self.interval = longer;
        }
        let until = now + wait;
        self.until = Some(until);
        self.next = Some(until);
        true
    }

    /// The server took a request.
    pub(super) fn taken(&mut self) {
        let interval = self.interval;
        if interval > self.least {
            let shorter = interval - interval / 16;
            self.interval = shorter.max(self.least);
        }
    }

    /// The next turn that is free, not before `now`.
    fn reserve(&mut self, now: Instant) -> Instant {
        let turn = self.next.map_or(now, |next| next.max(now));
        self.next = Some(turn + self.interval);
        turn
    }
}

/// What `Retry-After` says (RFC 9110 §10.2.3): seconds, or a date, which is `now` or later.
pub(super) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let until = rfc2822::parse(value).ok()?.timestamp();
    let wait = now.duration_until(until).max(SignedDuration::ZERO);
    Duration::try_from(wait).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_that_come_together_go_one_interval_apart() {
        let mut pace = Pace::new(Duration::from_millis(20));
        let now = Instant::now();
        let turns: Vec<_> = (0..100).map(|_| pace.reserve(now) - now).collect();
        let expected: Vec<_> = (0..100).map(|it| Duration::from_millis(20 * it)).collect();
        assert_eq!(turns, expected);
    }

    #[test]
    fn time_that_nobody_used_is_not_saved_up() {
        let mut pace = Pace::new(Duration::from_millis(20));
        let now = Instant::now();
        assert_eq!(pace.reserve(now), now);
        let later = now + Duration::from_secs(5);
        assert_eq!(pace.reserve(later), later);
        assert_eq!(pace.reserve(later), later + Duration::from_millis(20));
    }

    #[test]
    fn an_overloaded_server_is_left_alone_for_as_long_as_it_says() {
        let mut pace = Pace::new(Duration::ZERO);
        let now = Instant::now();
        assert!(pace.overloaded(Some(Duration::from_secs(2)), now));
        let later = now + Duration::from_secs(2);
        assert_eq!(pace.reserve(now), later);
        assert_eq!(pace.reserve(now), later + FIRST_INTERVAL);
    }

    #[test]
    fn a_server_that_may_be_asked_again_at_once_is_not_asked_more_slowly() {
        let mut pace = Pace::new(Duration::ZERO);
        let mut now = Instant::now();
        for _ in 0..100 {
            assert!(pace.overloaded(Some(Duration::ZERO), now));
            now = pace.reserve(now);
        }
        assert_eq!(pace.interval, Duration::ZERO);
        assert_eq!(pace.patience, PATIENCE - LEAST_WAIT * 100);
    }

    #[test]
    fn several_refusals_at_once_are_one_overload() {
        let mut pace = Pace::new(Duration::ZERO);
        let now = Instant::now();
        for _ in 0..8 {
            assert!(pace.overloaded(Some(Duration::from_secs(1)), now));
        }
        assert_eq!(pace.interval, FIRST_INTERVAL);
        assert_eq!(pace.patience, PATIENCE - Duration::from_secs(1));
    }

    #[test]
    fn patience_ends() {
        let mut pace = Pace::new(Duration::ZERO);
        let now = Instant::now();
        assert!(!pace.overloaded(Some(Duration::from_secs(3600)), now));
        assert!(pace.overloaded(Some(PATIENCE), now));
        let later = now + PATIENCE;
        assert!(!pace.overloaded(Some(Duration::from_secs(1)), later));
    }

    #[test]
    fn a_server_that_never_recovers_is_not_waited_for_without_end() {
        let mut pace = Pace::new(Duration::ZERO);
        let mut now = Instant::now();
        let mut waits = 0;
        while pace.overloaded(None, now) {
            now = pace.reserve(now);
            waits += 1;
            assert!(waits <= 30);
        }
        assert_eq!(waits, 30);
        assert_eq!(pace.interval, Duration::ZERO);
    }

    #[test]
    fn a_server_that_recovers_is_asked_faster() {
        let mut pace = Pace::new(Duration::from_millis(1));
        assert!(pace.overloaded(None, Instant::now()));
        for _ in 0..200 {
            pace.taken();
        }
        assert_eq!(pace.interval, Duration::from_millis(1));
    }

    #[test]
    fn retry_after_is_a_number_of_seconds_or_a_date() {
        let now: Timestamp = "1994-11-06T08:49:30Z".parse().unwrap();
        let check = |value: &str| retry_after(value, now).map(|it| it.as_secs());
        assert_eq!(check("120"), Some(120));
        assert_eq!(check("Sun, 06 Nov 1994 08:49:37 GMT"), Some(7));
        assert_eq!(check("Sun, 06 Nov 1994 08:49:00 GMT"), Some(0));
        assert_eq!(check("soon"), None);
    }
}
