//! Finds out what is to blame for a refusal of a valid request, or for a failure of the server.
//!
//! A value is blamed only against the base: a request that is accepted now, and that differs from
//! the refused one in that value. Where the base is not accepted any more, no value is blamed.

mod compare;
mod control;
mod report;

pub(super) use report::blamed_on;

use std::sync::Arc;

use serde_json::Value;

use super::engine::Halt;
use super::resource::rebased;
use super::resource_run::ResourceRun;
use super::suspect::{Suspect, needs_base};
use crate::case::Case;
use crate::exchange::Exchange;
use crate::judge::{Assessment, Assessments, ClauseViolation, Position};
use crate::request::at;
use crate::rule_id::RuleId;
use control::Base;
use report::blamed_on_nothing;

/// How many refusals and failures of a resource are looked into: the rest is most likely the same.
const MOST_EXAMINED: usize = 64;

impl ResourceRun<'_> {
    /// Keeps back what blames a value of the request, until it was seen what is to blame.
    pub(super) fn hold_back(
        &mut self,
        position: Position,
        exchange: &Exchange,
        assessments: &mut Assessments,
    ) {
        assessments.0.retain(|assessment| {
            let Assessment::Violated(violation) = assessment else {
                // Who refuses everything upholds nothing, and leaves everything open.
                return self.resource.is_accepted || exchange.accepted();
            };
            let gone = self.resource.is_accepted && needs_base(violation, exchange);
            if !violation.blames_values() && !gone {
                // What a valid request gets as well says nothing of this one.
                let status = exchange.status();
                return !status
                    .is_some_and(|it| it < 500 && self.resource.refused_with.contains(&it));
            }
            let known = |it: &Suspect| {
                it.exchange.case.id == exchange.case.id && it.violation.rule == violation.rule
            };
            if !self.suspects.iter().any(known) {
                self.suspects.push(Suspect {
                    position,
                    exchange: exchange.clone(),
                    violation: (**violation).clone(),
                    resource: self.resource.index,
                });
            }
            false
        });
    }

    /// Looks into what was kept back.
    pub(super) async fn examine(&mut self) -> Result<(), Halt> {
        let before = self.number_accepted;
        for suspect in std::mem::take(&mut self.suspects) {
            match (self.resource.lost(), self.run.is_given_up()) {
                (None, false) => self.look_into(suspect).await?,
                (lost, _) => {
                    let why = lost.unwrap_or_else(|| "the operation was given up".to_owned());
                    self.leave_open(&suspect, &why);
                }
            }
        }
        if self.number_accepted > before {
            // What it took to find out has changed the resource.
            self.read().await?;
        }
        Ok(())
    }

    pub(super) async fn look_into(&mut self, suspect: Suspect) -> Result<(), Halt> {
        if !self.resource.is_accepted {
            self.without_base(&suspect);
            return Ok(());
        }
        if let Some(violation) = self.explained(&suspect) {
            self.report(&suspect, violation, None);
            return Ok(());
        }
        self.examined += 1;
        if self.examined > MOST_EXAMINED {
            let status = suspect.exchange.outcome.to_string();
            let why = format!("{status}, after more refusals and failures than were looked into");
            self.leave_open(&suspect, &why);
            return Ok(());
        }
        match self.base(&suspect).await? {
            Base::Accepted if !self.is_elsewhere(&suspect) => self.compare(suspect).await,
            // It was sent before the resource was where it is now.
            Base::Accepted => match self.once_more(&suspect).await? {
                Some(again) => self.compare(again).await,
                None => Ok(()),
            },
            Base::Restored => match self.once_more(&suspect).await? {
                Some(again) => self.compare(again).await,
                None => Ok(()),
            },
            Base::Lost(why) => {
                self.leave_open(&suspect, &why);
                self.resource.lose(&why);
                Ok(())
            }
        }
    }

    /// Whether the request was sent to another path than it would be now.
    fn is_elsewhere(&self, suspect: &Suspect) -> bool {
        let now = self.resource.values().bind(&suspect.exchange.case.request);
        now.path != suspect.exchange.bound.path
    }

    /// No request was ever accepted: a failure is one all the same, but blames nothing.
    fn without_base(&mut self, suspect: &Suspect) {
        if suspect.violation.rule == RuleId::ServerError {
            let violation = blamed_on_nothing(suspect);
            self.report(suspect, violation, None);
        }
    }

    /// The violation of a known culprit that the request has, and that was answered alike.
    pub(super) fn explained(&self, suspect: &Suspect) -> Option<ClauseViolation> {
        let status = suspect.exchange.status();
        let has = |(pointer, value): &(String, Option<Value>)| {
            at(&suspect.exchange.bound, pointer) == value.as_ref()
        };
        let culprit = self.resource.culprits.iter().find(|it| {
            it.rule == suspect.violation.rule && it.status == status && it.values.iter().all(has)
        })?;
        Some(culprit.violation.clone())
    }

    /// Takes in that a request was accepted.
    pub(super) fn accepted(&mut self, position: Position, exchange: &Exchange) {
        self.number_accepted += 1;
        self.last_accepted = Some((position, exchange.clone()));
    }

    /// The case built on the base, where the plan's smallest request is refused.
    pub(super) fn on_base(&self, case: &Arc<Case>) -> Option<Arc<Case>> {
        let plan = self.run.plan;
        let smallest = plan.smallest.and_then(|at| plan.candidates.get(at));
        let Some(smallest) = smallest.filter(|_| self.resource.is_rebased) else {
            return Some(Arc::clone(case));
        };
        let base = &self.resource.accepted.request;
        rebased(case, &smallest.request, base, self.run.schemas()).map(Arc::new)
    }
}
