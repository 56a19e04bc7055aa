//! What became of clauses that were to be broken: counts by grade, and why some were not.

use std::collections::BTreeMap;

use tally_conformance::case::Grade;
use tally_conformance::plan::GapKind;
use tally_conformance::probe::NegativeProbe;

/// Counts of clauses by what became of them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    isolated: usize,
    /// Proven to have no isolated value.
    entangled: usize,
    /// No isolated value was found, and there may be one.
    unproven: usize,
    implied: usize,
    inexpressible: usize,
    undecided: usize,
}

impl Counts {
    fn all(&self) -> usize {
        self.isolated
            + self.entangled
            + self.unproven
            + self.implied
            + self.inexpressible
            + self.undecided
    }

    fn add(&mut self, other: &Self) {
        self.isolated += other.isolated;
        self.entangled += other.entangled;
        self.unproven += other.unproven;
        self.implied += other.implied;
        self.inexpressible += other.inexpressible;
        self.undecided += other.undecided;
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:6} clauses: {:6} isolated {:5} entangled {:5} entangled, not proven {:5} implied \
             {:5} inexpressible {:5} undecided",
            self.all(),
            self.isolated,
            self.entangled,
            self.unproven,
            self.implied,
            self.inexpressible,
            self.undecided,
        )
    }
}

/// What became of clauses, by keyword, and why some are undecided.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grades {
    keywords: BTreeMap<String, Counts>,
    /// Undecided ones by keyword and reason.
    reasons: BTreeMap<(String, String), usize>,
}

impl Grades {
    fn of(&mut self, keyword: &str) -> &mut Counts {
        self.keywords.entry(keyword.to_owned()).or_default()
    }

    pub(crate) fn broken(&mut self, keyword: &str, grade: &Grade) {
        let counts = self.of(keyword);
        match grade {
            Grade::Isolated => counts.isolated += 1,
            Grade::Entangled { proven: true, .. } => counts.entangled += 1,
            Grade::Entangled { proven: false, .. } => counts.unproven += 1,
        }
    }

    pub(crate) fn gap(&mut self, keyword: &str, kind: GapKind, reason: &str) {
        let counts = self.of(keyword);
        match kind {
            GapKind::Implied => counts.implied += 1,
            GapKind::NotExpressible => counts.inexpressible += 1,
            GapKind::Undecided | GapKind::Unread => {
                counts.undecided += 1;
                let key = (keyword.to_owned(), reason.to_owned());
                *self.reasons.entry(key).or_default() += 1;
            }
        }
    }

    pub(crate) fn count(&mut self, keyword: &str, breaking: &NegativeProbe) {
        match breaking {
            NegativeProbe::Broken(breaches) => {
                let pure = breaches.iter().find(|it| it.grade == Grade::Isolated);
                if let Some(breach) = pure.or(breaches.first()) {
                    self.broken(keyword, &breach.grade);
                }
            }
            NegativeProbe::Implied(reason) => self.gap(keyword, GapKind::Implied, reason),
            NegativeProbe::Undecided(reason) => self.gap(keyword, GapKind::Undecided, reason),
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (keyword, counts) in &other.keywords {
            self.of(keyword).add(counts);
        }
        for (key, count) in &other.reasons {
            *self.reasons.entry(key.clone()).or_default() += count;
        }
    }

    /// The counts of each keyword, one line each, the most frequent first.
    pub(crate) fn by_keyword(&self) -> Vec<String> {
        let mut keywords: Vec<_> = self.keywords.iter().collect();
        keywords.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.all()));
        let line = |(keyword, counts): (&String, &Counts)| format!("{keyword:24} {counts}");
        keywords.into_iter().map(line).collect()
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
        let mut all = Counts::default();
        self.keywords.values().for_each(|counts| all.add(counts));
        all.fmt(f)
    }
}
