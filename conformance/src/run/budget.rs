//! How much a run may cost, and what the operation at hand may use of it.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How much a run may cost. What is under way when it is used up is ended in order: the resources are
/// changed back and deleted, and everything that was found is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// So much time.
    Time(Duration),
    /// So many requests.
    Requests(u64),
}

/// The share of an operation: who needs less leaves more to those that follow.
#[derive(Debug)]
pub(super) struct Share {
    budget: Option<Budget>,
    start: Instant,
    ends: Mutex<Ends>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Ends {
    at: Option<Instant>,
    requests: Option<u64>,
}

impl Share {
    pub(super) fn of(budget: Option<Budget>) -> Self {
        Self {
            budget,
            start: Instant::now(),
            ends: Mutex::default(),
        }
    }

    /// Gives the next of so many operations its share of what is left after so many requests.
    pub(super) fn allot(&self, operations: usize, requests: u64) {
        let operations = u32::try_from(operations.max(1)).unwrap_or(u32::MAX);
        let ends = match self.budget {
            None => Ends::default(),
            Some(Budget::Time(all)) => {
                let left = all.saturating_sub(self.start.elapsed());
                Ends {
                    at: Instant::now().checked_add(left / operations),
                    requests: None,
                }
            }
            Some(Budget::Requests(all)) => Ends {
                at: None,
                requests: Some(requests + all.saturating_sub(requests) / u64::from(operations)),
            },
        };
        *self.ends.lock().unwrap_or_else(PoisonError::into_inner) = ends;
    }

    /// Whether the whole budget is used up after so many requests.
    pub(super) fn is_all_used_up(&self, requests: u64) -> bool {
        match self.budget {
            None => false,
            Some(Budget::Time(all)) => self.start.elapsed() >= all,
            Some(Budget::Requests(all)) => requests >= all,
        }
    }

    /// Whether the share at hand is used up after so many requests.
    pub(super) fn is_used_up(&self, requests: u64) -> bool {
        let ends = *self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        ends.at.is_some_and(|at| Instant::now() >= at)
            || ends.requests.is_some_and(|most| requests >= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_operation_leaves_is_for_those_that_follow() {
        let share = Share::of(Some(Budget::Requests(100)));
        share.allot(4, 0);
        assert!(!share.is_used_up(24));
        assert!(share.is_used_up(25));
        share.allot(3, 10);
        assert!(!share.is_used_up(39));
        assert!(share.is_used_up(40));
        share.allot(1, 100);
        assert!(share.is_used_up(100));
    }

    #[test]
    fn without_a_budget_nothing_is_used_up() {
        let share = Share::of(None);
        share.allot(1, 5);
        assert!(!share.is_used_up(u64::MAX));
        let share = Share::of(Some(Budget::Time(Duration::ZERO)));
        share.allot(1, 0);
        assert!(share.is_used_up(0));
    }
}
