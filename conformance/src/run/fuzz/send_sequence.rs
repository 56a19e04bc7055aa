//! Sends requests in a row and judges them, the state known from what was accepted.

use std::sync::Arc;

use super::fuzz_run::FuzzRun;
use super::model::Model;
use crate::case::Case;
use crate::event::Purpose;
use crate::exchange::Exchange;
use crate::fuzz::GeneratedRequest;
use crate::judge::{Assessments, ClauseViolation, Position};
use crate::laws::{self, Step};
use crate::run::conditional_headers::refresh;
use crate::run::engine::Halt;
use crate::run::operation_run::body_of;
use crate::run::read_state::StateRead;
use crate::state::{Members, State};

/// When the state is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    /// Not at all.
    Never,
    /// After the last request.
    AtLast,
    /// After each request.
    Always,
}

/// What sequences showed, to be looked into.
#[derive(Debug)]
pub(super) struct Trouble {
    /// The requests, up to the one at which it was seen.
    pub(super) calls: Vec<GeneratedRequest>,
    /// The state before them.
    pub(super) from: Model,
    /// What names them in identities of cases.
    pub(super) stem: String,
    /// What was seen.
    pub(super) violations: Vec<ClauseViolation>,
    /// All that was sent.
    pub(super) exchanges: Vec<Exchange>,
    /// The request at which it was seen.
    pub(super) main: Exchange,
}

/// A request at which something was seen.
#[derive(Debug)]
pub(super) struct Failed {
    /// Its place among the requests.
    pub(super) place: usize,
    /// What came of it.
    pub(super) main: Exchange,
    /// What was seen.
    pub(super) violations: Vec<ClauseViolation>,
}

/// What became of requests in a row.
#[derive(Debug, Default)]
pub(super) struct Played {
    /// All that was sent, reads included, until something was seen.
    pub(super) exchanges: Vec<Exchange>,
    /// The request at which something was seen, and what.
    pub(super) failed: Option<Failed>,
    /// What was broken as it is known to be.
    pub(super) known: Vec<ClauseViolation>,
}

impl FuzzRun<'_> {
    /// Sends requests in a row, until they end, something is seen, or the state is no longer known.
    pub(super) async fn play(
        &mut self,
        cases: &[Arc<Case>],
        purpose: Purpose,
        reads: Reads,
    ) -> Result<Played, Halt> {
        let mut played = Played::default();
        for (place, case) in cases.iter().enumerate() {
            let run = self.depth.run;
            if self.gives_up() {
                break;
            }
            refresh(run, self.resource).await?;
            let resource = &*self.resource;
            let Some(exchange) = run.send(case, resource.index, &resource.values()).await? else {
                break;
            };
            let last = place + 1 == cases.len();
            let is_read = match reads {
                Reads::Never => false,
                Reads::AtLast => last,
                Reads::Always => true,
            };
            let assessments = run.assessments(&exchange, &resource.values());
            played.known.extend(self.known(&assessments));
            let (settled, mut fresh) = self.sort_out(assessments);
            let before = self.model.clone();
            let goes_on = self.follow(&exchange);
            let read = match self.reader {
                // What a rule has seen is enough, but for laws that look at the state.
                Some(_) if (is_read && fresh.is_empty()) || reads == Reads::Always => {
                    self.read().await?
                }
                _ => StateRead::default(),
            };
            let of_laws = self.of_laws(&before, &exchange, read.state.as_ref());
            let known = self.known(&of_laws);
            let is_known = !known.is_empty();
            played.known.extend(known);
            let (upheld, broken) = self.sort_out(of_laws);
            fresh.extend(broken);
            let broke = fresh.iter().map(|it| it.clause.clone()).collect();
            run.emit_exchange(&exchange, purpose, broke);
            if purpose == Purpose::Fuzz {
                for assessments in [settled, upheld] {
                    run.collect(|it| it.exchange(Position::Drawn, &exchange, assessments));
                }
            }
            if !fresh.is_empty() {
                played.failed = Some(Failed {
                    place,
                    main: exchange.clone(),
                    violations: fresh,
                });
            }
            played.exchanges.push(exchange);
            played.exchanges.extend(read.exchange);
            if played.failed.is_some() {
                break;
            }
            // What is seen after a law was broken says nothing.
            if is_known {
                self.model.forget();
            }
            if is_known || !goes_on {
                break;
            }
        }
        Ok(played)
    }

    /// The violations that are reported already.
    fn known(&self, assessments: &Assessments) -> Vec<ClauseViolation> {
        let known = assessments.violations().filter(|it| !self.is_fresh(it));
        known.cloned().collect()
    }

    /// Takes into the model what an answer says. False when the state is not known any more.
    fn follow(&mut self, exchange: &Exchange) -> bool {
        let run = self.depth.run;
        match exchange.status() {
            Some(202) => self.model.forget(),
            Some(200..300) if !exchange.case.expectation.is_refusal() => {
                let sent = body_of(exchange);
                let shown = run.located(exchange).state();
                self.model.merge(&sent, shown, &self.visible);
            }
            Some(429) => return false,
            Some(400..500) => {}
            _ => {
                self.model.forget();
                return self.reader.is_none();
            }
        }
        true
    }

    /// What the laws think of one request, the state before it known from the model.
    fn of_laws(&self, before: &Model, exchange: &Exchange, after: Option<&State>) -> Assessments {
        let run = self.depth.run;
        let accepted = exchange.accepted();
        let sent = body_of(exchange);
        if (accepted && exchange.case.expectation.is_refusal())
            || self
                .reader
                .is_none_or(|reader| !reader.is_about(run, &sent))
        {
            return Assessments::default();
        }
        let shown = [run.located(exchange)];
        let seen = shown.iter().filter_map(|shown| shown.state());
        let seen = seen.chain(before.state.as_ref()).chain(after);
        let spoilt: Vec<String> = seen.flat_map(|state| state.spoilt.clone()).collect();
        let judge = |members: &Members, states: bool| {
            laws::judge(&Step {
                ledger: &run.ledger,
                members: &members.without(&spoilt),
                sent: &sent,
                before: before.state.as_ref().filter(|_| states),
                exchanges: std::slice::from_ref(exchange),
                shown: &shown,
                after: after.filter(|_| states),
            })
        };
        let mut assessments = judge(&before.comparable(self.depth.members), true);
        if let Some(others) = before.incomparable(self.depth.members) {
            assessments.0.extend(judge(&others, false).0);
        }
        assessments
    }
}
