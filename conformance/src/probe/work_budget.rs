//! What planning one operation may cost, and how that is shared.
//!
//! Counted in units of work and never by a clock, so that the same document always gets the same
//! plan: a schema that is split, a value that is tried, a node that is validated or canonicalised.

use std::cell::Cell;

use serde_json::Value;
use tally_spec::schema;

/// The units of one operation, however small: about a second of a machine of 2025.
const AT_LEAST: u64 = 1_500_000;

/// The units that each clause adds.
const PER_CLAUSE: u64 = 1_000;

/// The units of an operation with so many clauses.
pub(crate) fn units(clauses: usize) -> u64 {
    let clauses = u64::try_from(clauses).unwrap_or(u64::MAX);
    PER_CLAUSE.saturating_mul(clauses).saturating_add(AT_LEAST)
}

/// Why a clause is undecided whose share of the work was spent.
pub(crate) const SPENT: &str = "the work budget of the operation allowed no more";

/// Work that is left, and how much of it the clause at hand may use.
#[derive(Debug)]
pub(crate) struct Work {
    left: Cell<u64>,
    share: Cell<u64>,
}

impl Work {
    /// So much work, all of it for whoever comes first.
    pub(crate) fn of(units: u64) -> Self {
        Self {
            left: Cell::new(units),
            share: Cell::new(units),
        }
    }

    /// More work, for whoever comes first.
    pub(crate) fn add(&self, units: u64) {
        self.left.set(self.left.get().saturating_add(units));
        self.share.set(self.share.get().saturating_add(units));
    }

    /// Gives the next of so many equal parts its share of what is left: who needs less leaves more
    /// to those that follow, and nobody can take what the last ones need.
    pub(crate) fn allot(&self, parts: usize) {
        let parts = u64::try_from(parts.max(1)).unwrap_or(u64::MAX);
        self.share.set(self.left.get() / parts);
    }

    /// Takes work from the share and from the whole.
    pub(crate) fn spend(&self, units: u64) {
        self.left.set(self.left.get().saturating_sub(units));
        self.share.set(self.share.get().saturating_sub(units));
    }

    /// Whether the share is used up.
    pub(crate) fn is_spent(&self) -> bool {
        self.share.get() == 0
    }

    /// What is left of the share.
    pub(crate) fn share(&self) -> u64 {
        self.share.get()
    }
}

/// The number of values that a value is made of.
pub(crate) fn nodes(value: &Value) -> u64 {
    u64::try_from(schema::nodes(value)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_first_leave_is_for_the_last_and_nobody_starves() {
        let work = Work::of(100);
        work.allot(4);
        assert_eq!(work.share(), 25);
        work.spend(5);
        work.allot(3);
        assert_eq!(work.share(), 31);
        work.spend(1_000);
        assert!(work.is_spent());
        work.allot(2);
        assert!(work.is_spent());
    }

    #[test]
    fn a_share_that_is_overdrawn_is_taken_from_the_whole() {
        let work = Work::of(100);
        work.allot(2);
        work.spend(60);
        assert!(work.is_spent());
        work.allot(1);
        assert_eq!(work.share(), 40);
    }
}
