//! The control: the base, sent once more, and what became of it where it is not accepted any more.

use std::sync::Arc;

use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::report::blamed_on_nothing;
use crate::compose::Values;
use crate::event::Purpose;
use crate::exchange::{Answer, Exchange};
use crate::judge::{Assessment, Assessments, ClauseViolation, Position};
use crate::observed::{Observed, When};
use crate::rule_id::RuleId;
use crate::run::conditional_headers::refresh;
use crate::run::engine::Halt;
use crate::run::operation_run::Judged;
use crate::run::resource_run::ResourceRun;
use crate::run::restore;
use crate::run::suspect::{Suspect, needs_base};

/// What became of the base.
pub(super) enum Base {
    /// It is accepted now.
    Accepted,
    /// It was not, and is again, because of what was done about it.
    Restored,
    /// It is not, and why nothing can be said any more.
    Lost(String),
}

impl ResourceRun<'_> {
    /// Sends the base. Where it is not accepted any more, finds out what became of it, and does what
    /// can be done about it.
    pub(super) async fn base(&mut self, suspect: &Suspect) -> Result<Base, Halt> {
        let Some(control) = self.control().await? else {
            return Ok(Base::Lost("the base cannot be sent".to_owned()));
        };
        if control.accepted() {
            return Ok(Base::Accepted);
        }
        if control.answer().is_some_and(Answer::is_busy) {
            return Ok(Base::Lost(format!(
                "the server has too much to do ({})",
                control.outcome
            )));
        }
        if matches!(control.status(), Some(404 | 410)) && self.relocate().await? {
            return Ok(Base::Restored);
        }
        if matches!(control.status(), Some(412 | 428)) {
            refresh(self.run, self.resource).await?;
        }
        if let (Some(reader), Some(was)) = (self.reader, self.resource.baseline.clone()) {
            restore::towards(self.run, self.resource, reader, &was, None).await?;
        }
        let Some(control) = self.control().await? else {
            return Ok(Base::Lost("the base cannot be sent".to_owned()));
        };
        if control.accepted() {
            return Ok(Base::Restored);
        }
        let after = self.last_accepted.as_ref();
        let after = after.map_or_else(String::new, |(_, it)| {
            format!(" since a request was accepted ({})", it.case.about)
        });
        let outcome = &control.outcome;
        if control.status().is_some_and(|status| status >= 500) {
            self.broken_from_then_on(suspect, &control);
            return Ok(Base::Lost(format!(
                "the server answers every request with {outcome}{after}"
            )));
        }
        Ok(Base::Lost(format!(
            "what was accepted before is answered with {outcome}{after}"
        )))
    }

    /// Sends the base once more; what is wrong with its answer beside the status is judged.
    pub(in crate::run) async fn control(&mut self) -> Result<Option<Exchange>, Halt> {
        let values = self.values().await?;
        let (run, resource) = (self.run, &*self.resource);
        let Some(exchange) = run
            .send(&Arc::new(resource.control()), resource.index, &values)
            .await?
        else {
            return Ok(None);
        };
        self.take_unblaming(&exchange, &values);
        Ok(Some(exchange))
    }

    pub(super) fn take_unblaming(&self, exchange: &Exchange, values: &Values) {
        let judged = Judged {
            position: Position::DERIVED,
            purpose: Purpose::Confirm,
            values,
        };
        let mut assessments = self.run.assessments(exchange, values);
        assessments.0.retain(
            |it| !matches!(it, Assessment::Violated(violation) if violation.blames_values()),
        );
        self.run.take(exchange, judged, assessments);
    }

    /// The server fails whatever it is asked: that is one finding, about the request after which it
    /// does.
    fn broken_from_then_on(&mut self, suspect: &Suspect, control: &Exchange) {
        let mut violation = ClauseViolation {
            observed: Observed::outcome(control.outcome.to_string(), When::EveryRequest),
            ..blamed_on_nothing(suspect)
        };
        violation.rule = RuleId::ServerError.into();
        violation.expected = "no server error".to_owned();
        let promise = Promise::NoServerError;
        if let Some(clause) = self.run.ledger.promise(promise, &Part::Http) {
            violation.clause = clause;
        }
        violation.why = "a 5xx says that the server erred, whatever the request was".to_owned();
        let last = self.last_accepted.as_ref().map(|(_, last)| last);
        violation.detail = Some(match last {
            Some(last) => format!(
                "every request is answered with {} since this one was accepted: {}",
                control.outcome, last.case.about
            ),
            None => format!("every request is answered with {}", control.outcome),
        });
        let evidence: Vec<Exchange> = last
            .into_iter()
            .chain([&suspect.exchange, control])
            .cloned()
            .collect();
        let mut assessments = Assessments::default();
        assessments.violate(violation);
        self.run
            .collect(|it| it.sequence(suspect.position, control, &evidence, None, assessments));
    }

    /// Sends the request again, the base being what it was. None when it is accepted now, or cannot
    /// be sent.
    pub(super) async fn once_more(&mut self, suspect: &Suspect) -> Result<Option<Suspect>, Halt> {
        let run = self.run;
        let values = self.values().await?;
        let case = Arc::clone(&suspect.exchange.case);
        let index = self.resource.index;
        let Some(exchange) = run.send(&case, index, &values).await? else {
            return Ok(None);
        };
        let mut assessments = run.assessments(&exchange, &values);
        let mut again = None;
        assessments.0.retain(|assessment| match assessment {
            Assessment::Violated(violation) if needs_base(violation, &exchange) => {
                again = Some(Suspect {
                    exchange: exchange.clone(),
                    violation: (**violation).clone(),
                    ..suspect.clone()
                });
                false
            }
            _ => true,
        });
        let judged = Judged {
            position: suspect.position,
            purpose: Purpose::Confirm,
            values: &values,
        };
        run.take(&exchange, judged, assessments);
        Ok(again)
    }
}
