//! Cron expressions: whether one is valid, and when it next fires.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use croner::Cron;
use jiff::Timestamp;

/// How many upcoming runs a task shows.
const UPCOMING: usize = 5;

/// Why a text is no cron expression.
#[derive(Debug, thiserror::Error)]
#[error("`{text}` is not a cron expression")]
pub struct ScheduleError {
    text: String,
    #[source]
    source: croner::errors::CronError,
}

/// A valid cron expression of five to seven fields, or a nickname such as `@daily`, in UTC.
#[derive(Clone, Debug)]
pub struct Schedule(Cron);

impl FromStr for Schedule {
    type Err = ScheduleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Cron::from_str(text)
            .map(Self)
            .map_err(|source| ScheduleError {
                text: text.to_owned(),
                source,
            })
    }
}

impl Schedule {
    /// The next five instants after `now` at which it fires; fewer when it fires less often,
    /// none when it never does (the 30th of February).
    #[must_use]
    pub fn upcoming(&self, now: Timestamp) -> Vec<Timestamp> {
        let Some(now) = DateTime::<Utc>::from_timestamp(now.as_second(), 0) else {
            return Vec::new();
        };
        std::iter::successors(Some(now), |last| {
            self.0.find_next_occurrence(last, false).ok()
        })
        .skip(1)
        .take(UPCOMING)
        .filter_map(|next| Timestamp::from_second(next.timestamp()).ok())
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upcoming(schedule: &str) -> Vec<String> {
        let now = "2026-02-27T23:59:59Z".parse().unwrap();
        let schedule: Schedule = schedule.parse().unwrap();
        let upcoming = schedule.upcoming(now);
        upcoming.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_next_five_runs_are_computed() {
        assert_eq!(
            upcoming("0 10 * * 4"),
            [
                "2026-03-05T10:00:00Z",
                "2026-03-12T10:00:00Z",
                "2026-03-19T10:00:00Z",
                "2026-03-26T10:00:00Z",
                "2026-04-02T10:00:00Z",
            ]
        );
        assert_eq!(upcoming("@daily")[0], "2026-02-28T00:00:00Z");
    }

    #[test]
    fn a_date_that_never_comes_has_no_runs() {
        assert_eq!(upcoming("0 0 30 2 *"), [""; 0]);
    }

    #[test]
    fn what_is_no_cron_expression_is_refused() {
        for text in [
            "",
            " ",
            "x",
            "* * * *",
            "61 * * * *",
            "every day",
            "0 10 * * 8",
            "\0",
            "𝟘 10 * * 4",
            "0 10 * * é",
            "@",
            "1 2 3 4 5 6 7 8",
            "+ + + + +",
            "0 0 * * MON#9",
            "ß ß ß ß ß",
        ] {
            assert!(text.parse::<Schedule>().is_err(), "{text:?} was accepted");
        }
    }
}
