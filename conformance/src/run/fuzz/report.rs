//! Reports what was made smaller, after it was seen once more.

use std::sync::Arc;

use super::fuzz_run::{FuzzRun, is_of_law, shown};
use super::model::Model;
use super::send_sequence::{Failed, Played, Reads, Trouble};
use super::shrink::is_like;
use crate::case::{Case, Difference};
use crate::event::{Event, LawJudged, Purpose};
use crate::exchange::Exchange;
use crate::fuzz::GeneratedRequest;
use crate::judge::{Assessments, ClauseViolation, Position};
use crate::observed::{Observed, When};
use crate::run::blame::blamed_on;
use crate::run::engine::Halt;
use crate::run::suspect::{Suspect, needs_base};

/// What came of a last look at a sequence.
enum Look {
    /// The same again.
    Seen(Box<Seen>),
    /// What is known already, and may well be the cause.
    Explained,
    /// Nothing.
    Nothing,
}

/// What the last look at a sequence showed.
struct Seen {
    main: Exchange,
    evidence: Vec<Exchange>,
    violations: Vec<ClauseViolation>,
}

impl FuzzRun<'_> {
    /// Sees the smallest sequence once more, and reports it. False when it was not seen.
    pub(super) async fn report(
        &mut self,
        calls: &[GeneratedRequest],
        from: &Model,
        stem: &str,
        violation: &ClauseViolation,
    ) -> Result<bool, Halt> {
        let cases = self.cases(calls, stem);
        // With a read after each request it shows best which of them did it; but a read may be what
        // hides it.
        let mut look = self.look(&cases, from, violation, Reads::Always).await?;
        if matches!(look, Look::Nothing) {
            look = self.look(&cases, from, violation, Reads::AtLast).await?;
        }
        let seen = match look {
            Look::Seen(seen) => *seen,
            Look::Explained => {
                self.reported.insert(violation.fingerprint());
                return Ok(true);
            }
            Look::Nothing => return Ok(false),
        };
        let blamed = match calls {
            [one] => self.depth.source.optional(one),
            _ => Vec::new(),
        };
        for mut violation in seen.violations {
            if calls.len() == 1 && needs_base(&violation, &seen.main) {
                self.reported.insert(violation.fingerprint());
                let suspect = Suspect {
                    position: Position::Drawn,
                    exchange: seen.main.clone(),
                    violation,
                    resource: self.resource.index,
                };
                self.resource_run().look_into(suspect).await?;
                // What it takes to find out changes the resource.
                self.read().await?;
                continue;
            }
            let run = self.depth.run;
            if blamed.len() > 1 && violation.blames_values() {
                violation = blamed_on(&run.ledger, violation, seen.main.status(), &blamed);
            }
            if !self.is_fresh(&violation) {
                continue;
            }
            self.reported.insert(violation.fingerprint());
            if is_of_law(&violation) {
                self.emit_law(&seen.main.case, &violation, true);
            }
            let mut assessments = Assessments::default();
            assessments.violate(violation);
            let (main, evidence) = (&seen.main, &seen.evidence);
            let state = from.state.as_ref();
            run.collect(|it| it.sequence(Position::Drawn, main, evidence, state, assessments));
        }
        Ok(true)
    }

    /// The cases of the smallest sequence, as a report shows them.
    fn cases(&self, calls: &[GeneratedRequest], stem: &str) -> Vec<Arc<Case>> {
        let source = self.depth.source;
        let seed = self.depth.fuzzing.seed;
        let several = calls.len() > 1;
        let case = |(place, drawn): (usize, &GeneratedRequest)| {
            let id = match several {
                true => format!("drawn/{stem}/smallest-{}", place + 1),
                false => format!("drawn/{stem}/smallest"),
            };
            let mut case = source.case(drawn, id);
            let optional = source.optional(drawn);
            let names: Vec<String> = optional.iter().map(|it| format!("`{it}`")).collect();
            if drawn.mutations.is_empty() {
                case.about = match names.is_empty() {
                    true => "nothing but what every request must have".to_owned(),
                    false => format!("{}, drawn from the seed {seed}", names.join(" and ")),
                };
            }
            if let ([only], false) = (optional.as_slice(), several) {
                case.difference = Some(Difference {
                    pointer: only.clone(),
                    accepted: None,
                    sent: drawn.whole.pointer(only).cloned(),
                });
            }
            Arc::new(case)
        };
        calls.iter().enumerate().map(case).collect()
    }

    /// Sends a sequence from a state.
    async fn look(
        &mut self,
        cases: &[Arc<Case>],
        from: &Model,
        violation: &ClauseViolation,
        reads: Reads,
    ) -> Result<Look, Halt> {
        let read = match self.reader {
            Some(_) => self.back_to(from).await?,
            None => crate::run::read_state::StateRead::default(),
        };
        let law = is_of_law(violation);
        let read = match law {
            true => read,
            // A rule needs no state to be shown.
            false => crate::run::read_state::StateRead::default(),
        };
        let reads = if law { reads } else { Reads::Never };
        let played = self.play(cases, Purpose::Confirm, reads).await?;
        let Played {
            exchanges,
            failed:
                Some(Failed {
                    main,
                    mut violations,
                    ..
                }),
            ..
        } = played
        else {
            // Made smaller it may be what is known already; and a law that is broken as it is known
            // to be explains what any law sees.
            let explains =
                |known: &ClauseViolation| is_like(known, violation) || (law && is_of_law(known));
            return Ok(match played.known.iter().any(explains) {
                true => Look::Explained,
                false => Look::Nothing,
            });
        };
        violations.retain(|seen| match law {
            // A law that sees more of the state may be another one.
            true => is_of_law(seen),
            false => is_like(seen, violation),
        });
        if violations.is_empty() {
            return Ok(Look::Nothing);
        }
        Ok(Look::Seen(Box::new(Seen {
            main,
            evidence: shown(read, exchanges),
            violations,
        })))
    }

    /// Reports what was seen, and not again. What a rule has seen is a fact, whatever it takes to see
    /// it; what a law has seen may have come of something else.
    pub(super) fn not_again(&mut self, violation: &ClauseViolation, trouble: &Trouble) {
        let mut violation = violation.clone();
        let mut assessments = Assessments::default();
        if is_of_law(&violation) {
            self.emit_law(&trouble.main.case, &violation, false);
            let (expected, observed) = (&violation.expected, &violation.observed);
            let why = format!("{expected} → {observed} was seen once and not again");
            assessments.undecided(violation.clause, why);
        } else {
            if violation.blames_values() {
                let status = violation.observed.what().to_owned();
                violation.observed = Observed::outcome(status, When::NowAndThen);
                violation.also.clear();
            }
            let times = "seen once; the same requests did not show it again";
            violation.detail = Some(match violation.detail {
                Some(detail) => format!("{detail}; {times}"),
                None => times.to_owned(),
            });
            if !self.is_fresh(&violation) {
                return;
            }
            self.reported.insert(violation.fingerprint());
            assessments.violate(violation);
        }
        let (main, exchanges) = (&trouble.main, &trouble.exchanges);
        let state = trouble.from.state.as_ref();
        let run = self.depth.run;
        run.collect(|it| it.sequence(Position::Drawn, main, exchanges, state, assessments));
    }

    fn emit_law(&self, case: &Case, violation: &ClauseViolation, confirmed: bool) {
        self.depth.run.engine.emit(Event::LawJudged(LawJudged {
            law: violation.rule,
            clause: violation.clause.clone(),
            case: case.id.clone(),
            confirmed,
            what: format!("{} → {}", violation.expected, violation.observed),
        }));
    }
}
