//! Compares a suspect with the base: as little of it as is answered alike is to blame.

use std::sync::Arc;

use crate::case::{Case, CaseId, Intent, PlannedRequest};
use crate::exchange::Exchange;
use crate::judge::Position;
use crate::request::{at_mut, copy, differences, is_around};
use crate::run::conditional_headers::{is_condition, refresh};
use crate::run::engine::Halt;
use crate::run::own_resources::replace_deleted;
use crate::run::resource_run::ResourceRun;
use crate::run::suspect::Suspect;

/// How many requests finding the culprits of one may take.
const MOST_TRIALS: usize = 48;

impl ResourceRun<'_> {
    /// The base is accepted now: what the request has beside it is to blame, as little of it as will
    /// do.
    pub(super) async fn compare(&mut self, suspect: Suspect) -> Result<(), Halt> {
        // What is special about a probe is no value of it, and in its own words.
        let probes = matches!(suspect.exchange.case.intent, Intent::Probes);
        if !suspect.violation.blames_values() || probes {
            let violation = suspect.violation.clone();
            self.report(&suspect, violation, None);
            return Ok(());
        }
        let base = self.resource.base();
        let mut all = differences(&base, &suspect.exchange.bound);
        all.retain(|at| !is_condition(self.run, at));
        let special: Vec<&str> = suspect.exchange.case.special().collect();
        let is_special = |pointer: &String| special.iter().any(|it| is_around(pointer, it));
        let mut trials = 0;
        if all.iter().all(is_special) {
            // Nothing but what the case is about, which its own words say: unless it stands in what the
            // base does not have, and that is refused with an ordinary value as well.
            let whole = self.is_refused_whole(&suspect, &base, &all).await?;
            return match whole {
                Some(whole) => {
                    self.settle(&suspect.shown_by(whole), &base, all, false)
                        .await
                }
                None => self.settle(&suspect, &base, all, true).await,
            };
        }
        let own: Vec<String> = all.iter().filter(|it| is_special(it)).cloned().collect();
        if !own.is_empty()
            && let Some(least) = self.fails(&suspect, &base, &own, &mut trials).await?
        {
            self.settle(&suspect.shown_by(least), &base, own, true)
                .await?;
            return Ok(());
        }
        let mut least = None;
        let mut left = all;
        let mut size = left.len().div_ceil(2);
        loop {
            let mut start = 0;
            while start < left.len() && trials < MOST_TRIALS {
                let end = (start + size).min(left.len());
                let fewer: Vec<String> =
                    left[..start].iter().chain(&left[end..]).cloned().collect();
                let failed = match fewer.is_empty() {
                    true => None,
                    false => self.fails(&suspect, &base, &fewer, &mut trials).await?,
                };
                match failed {
                    Some(failed) => {
                        left = fewer;
                        least = Some(failed);
                    }
                    None => start = end,
                }
            }
            if size <= 1 || trials >= MOST_TRIALS {
                break;
            }
            size = size.div_ceil(2);
        }
        let suspect = match least {
            Some(least) => suspect.shown_by(least),
            None => suspect,
        };
        self.settle(&suspect, &base, left, true).await
    }

    /// The request with an ordinary value where it has a special one, if that stands in a member which
    /// the base does not have and is answered alike.
    async fn is_refused_whole(
        &mut self,
        suspect: &Suspect,
        base: &PlannedRequest,
        blamed: &[String],
    ) -> Result<Option<Exchange>, Halt> {
        let ([member], Some(difference)) = (blamed, &suspect.exchange.case.difference) else {
            return Ok(None);
        };
        let within = difference.pointer.len() > member.len();
        let Some(ordinary) = difference.accepted.as_ref().filter(|_| within) else {
            return Ok(None);
        };
        let mut other = PlannedRequest::clone(&suspect.exchange.bound);
        match at_mut(&mut other, &difference.pointer) {
            Some(place) => place.clone_from(ordinary),
            None => return Ok(None),
        }
        let mut plain = suspect.clone();
        plain.exchange.bound = Arc::new(other);
        self.fails(&plain, base, blamed, &mut 0).await
    }

    /// The base with only these values of the request, if it is answered like the request.
    pub(super) async fn fails(
        &mut self,
        suspect: &Suspect,
        base: &PlannedRequest,
        pointers: &[String],
        trials: &mut usize,
    ) -> Result<Option<Exchange>, Halt> {
        let run = self.run;
        let former = self.resource.values().by_pointer.clone();
        replace_deleted(run, self.resource).await?;
        let is_another = run.deletes_own() && self.resource.values().by_pointer != former;
        let base = match refresh(run, self.resource).await? || is_another {
            true => &self.resource.base(),
            false => base,
        };
        let Some(case) = self.trial(suspect, base, pointers) else {
            return Ok(None);
        };
        *trials += 1;
        let values = self.resource.values();
        let index = self.resource.index;
        let Some(exchange) = run.send(&Arc::new(case), index, &values).await? else {
            return Ok(None);
        };
        self.take_unblaming(&exchange, &values);
        if exchange.accepted() {
            self.accepted(Position::DERIVED, &exchange);
        }
        let alike = exchange.status() == suspect.exchange.status();
        Ok(alike.then_some(exchange))
    }

    /// The base with only these values of the request; none where that is not what the request is to
    /// its clauses.
    fn trial(&self, suspect: &Suspect, base: &PlannedRequest, pointers: &[String]) -> Option<Case> {
        let bound = &suspect.exchange.bound;
        let mut request = PlannedRequest {
            credentials: bound.credentials.clone(),
            method: bound.method.clone(),
            raw_headers: bound.raw_headers.clone(),
            transformed: Vec::new(),
            ..base.clone()
        };
        for pointer in pointers {
            if !copy(&mut request, bound, pointer) {
                return None;
            }
        }
        let schemas = self.run.schemas();
        let fits = match suspect.exchange.case.intent {
            Intent::Honours => schemas.is_valid(&request),
            _ => schemas.faults(&request).is_subset(&schemas.faults(bound)),
        };
        if !fits {
            return None;
        }
        // What the server takes only once is fresh, unless it is what is tried.
        let tried = |it: &String| pointers.iter().any(|pointer| is_around(pointer, it));
        request
            .bound
            .retain(|it| self.resource.unique(it).is_some() && !tried(it));
        Some(Case {
            id: CaseId(format!("derived/less/{}", suspect.exchange.case.id.0)),
            about: format!("less of it: {}", suspect.exchange.case.about),
            times: 1,
            request,
            ..Case::clone(&suspect.exchange.case)
        })
    }
}
