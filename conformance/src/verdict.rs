//! Verdicts: what a run can say about a clause.

use serde::{Deserialize, Serialize};
use tally_spec::clause::ClauseId;

/// What a run says about one clause.
///
/// Verdicts of several exchanges merge: [`Verdict::merge`] is commutative and associative but for the
/// reason of two equal undecided verdicts, where the first one stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum Verdict {
    /// Seen honoured, and never broken.
    Upheld {
        /// By how many exchanges.
        by: u64,
    },
    /// Seen broken.
    Violated,
    /// Probed, but what came back does not decide.
    Inconclusive {
        /// Why.
        why: String,
    },
    /// Never probed. Written as the counts of a summary name it.
    #[serde(rename = "not_exercised", alias = "not-exercised")]
    NotExercised {
        /// Why.
        why: String,
    },
}

/// The verdict of one clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseVerdict {
    /// The clause.
    pub clause: ClauseId,
    /// What the run says about it.
    #[serde(flatten)]
    pub verdict: Verdict,
}

impl Verdict {
    /// The verdict of what two runs, or two exchanges, saw of one clause: violated wins, then
    /// upheld, then inconclusive.
    ///
    /// # Example
    ///
    /// ```
    /// use tally_conformance::verdict::Verdict;
    ///
    /// let upheld = Verdict::Upheld { by: 2 };
    /// let unknown = Verdict::Inconclusive { why: "429".to_owned() };
    /// assert_eq!(unknown.merge(upheld.clone()), upheld);
    /// assert_eq!(upheld.clone().merge(upheld), Verdict::Upheld { by: 4 });
    /// ```
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        match (self, other) {
            (Self::Violated, _) | (_, Self::Violated) => Self::Violated,
            (Self::Upheld { by }, Self::Upheld { by: more }) => Self::Upheld { by: by + more },
            (upheld @ Self::Upheld { .. }, _) | (_, upheld @ Self::Upheld { .. }) => upheld,
            (unknown @ Self::Inconclusive { .. }, _) | (_, unknown @ Self::Inconclusive { .. }) => {
                unknown
            }
            (first, _) => first,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> [Verdict; 4] {
        [
            Verdict::Violated,
            Verdict::Upheld { by: 1 },
            Verdict::Inconclusive {
                why: "429".to_owned(),
            },
            Verdict::NotExercised {
                why: "no case".to_owned(),
            },
        ]
    }

    #[test]
    fn the_stronger_verdict_wins_in_either_order() {
        let all = all();
        for (i, stronger) in all.iter().enumerate() {
            for weaker in &all[i + 1..] {
                assert_eq!(&stronger.clone().merge(weaker.clone()), stronger);
                assert_eq!(&weaker.clone().merge(stronger.clone()), stronger);
            }
        }
    }

    #[test]
    fn merging_is_associative() {
        for a in all() {
            for b in all() {
                for c in all() {
                    let left = a.clone().merge(b.clone()).merge(c.clone());
                    let right = a.clone().merge(b.clone().merge(c.clone()));
                    assert_eq!(left, right);
                }
            }
        }
    }
}
