//! What became of clauses that were to be broken: counts by grade, and why some were not.

use std::collections::BTreeMap;

use tally_conformance::case::Grade;
use tally_conformance::plan::{Breaking, GapKind};

/// Counts of clauses by what became of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grades {
    pub(crate) isolated: usize,
    pub(crate) entangled: usize,
    pub(crate) implied: usize,
    pub(crate) undecided: usize,
    pub(crate) inexpressible: usize,
    /// Undecided ones by keyword and reason.
    pub(crate) reasons: BTreeMap<(String, String), usize>,
}

impl Grades {
    pub(crate) fn all(&self) -> usize {
        self.isolated + self.entangled + self.implied + self.undecided + self.inexpressible
    }

    pub(crate) fn broken(&mut self, grade: &Grade) {
        match grade {
            Grade::Isolated => self.isolated += 1,
            Grade::Entangled { .. } => self.entangled += 1,
        }
    }

    pub(crate) fn gap(&mut self, keyword: &str, kind: GapKind, reason: &str) {
        match kind {
            GapKind::Implied => self.implied += 1,
            GapKind::NotExpressible => self.inexpressible += 1,
            GapKind::Undecided => {
                self.undecided += 1;
                let key = (keyword.to_owned(), reason.to_owned());
                *self.reasons.entry(key).or_default() += 1;
            }
        }
    }

    pub(crate) fn count(&mut self, keyword: &str, breaking: &Breaking) {
        match breaking {
            Breaking::Broken(breaches) => {
                let pure = breaches.iter().find(|it| it.grade == Grade::Isolated);
                if let Some(breach) = pure.or(breaches.first()) {
                    self.broken(&breach.grade);
                }
            }
            Breaking::Implied(reason) => self.gap(keyword, GapKind::Implied, reason),
            Breaking::Undecided(reason) => self.gap(keyword, GapKind::Undecided, reason),
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.isolated += other.isolated;
        self.entangled += other.entangled;
        self.implied += other.implied;
        self.undecided += other.undecided;
        self.inexpressible += other.inexpressible;
        for (key, count) in &other.reasons {
            *self.reasons.entry(key.clone()).or_default() += count;
        }
    }

    /// The most frequent reasons, one line each.
    pub(crate) fn top(&self, limit: usize) -> Vec<String> {
        let mut reasons: Vec<_> = self.reasons.iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let line = |((keyword, reason), count): (&(String, String), &usize)| {
            format!("{count:7}  {keyword}: {reason}")
        };
        reasons.into_iter().take(limit).map(line).collect()
    }
}

impl std::fmt::Display for Grades {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:6} clauses: {:6} isolated {:5} entangled {:5} implied {:5} inexpressible {:5} undecided",
            self.all(),
            self.isolated,
            self.entangled,
            self.implied,
            self.inexpressible,
            self.undecided,
        )
    }
}
