//! What broke a keyword alone is tried first where the same schema is met at another evaluation path.

use serde_json::Value;
use tally_spec::clause::Occurrence;

use super::negative::Found;
use super::negative_values::Change;
use super::prober::{BrokenValue, KnownKeyword, Prober};
use crate::case::Grade;
use crate::values::PathStep;

impl Prober<'_> {
    /// Breaches by what broke the same keyword alone at another evaluation path.
    pub(crate) fn as_before(
        &self,
        occurrence: &Occurrence,
        steps: &[PathStep],
        bases: &[Value],
    ) -> Option<Vec<BrokenValue>> {
        let known = self.known.borrow();
        let changes = known.get(&keyword_of(occurrence))?;
        let mut found = Found::default();
        for base in bases {
            for change in changes {
                found.add(self.prove(occurrence, steps, base, change));
            }
            if !found.pure.is_empty() {
                return Some(found.pure);
            }
        }
        None
    }

    /// Keeps what broke a keyword alone.
    pub(crate) fn remember(&self, occurrence: &Occurrence, breaches: &[BrokenValue]) {
        let pure = breaches.iter().filter(|it| it.grade == Grade::Isolated);
        let changes: Vec<Change> = pure.map(|breach| breach.change.clone()).collect();
        if !changes.is_empty() {
            let mut known = self.known.borrow_mut();
            known.insert(keyword_of(occurrence), changes);
        }
    }
}

/// The keyword of a clause, wherever the clause's path leads.
fn keyword_of(occurrence: &Occurrence) -> KnownKeyword {
    (
        occurrence.location.clone(),
        occurrence.keyword,
        occurrence.tail(),
    )
}
