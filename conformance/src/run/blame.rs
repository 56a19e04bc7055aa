//! Finds out what is to blame for a refusal of a valid request, or for a failure of the server.
//!
//! A value is blamed only against the base: a request that is accepted now, and that differs from
//! the refused one in that value. Where the base is not accepted any more, no value is blamed.

use std::sync::Arc;

use serde_json::Value;
use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::base::{is_around, rebased};
use super::condition::{is_condition, refresh};
use super::engine::Halt;
use super::lane::Walk;
use super::restore;
use super::site::{DERIVED, Judged};
use crate::case::{Case, CaseId, Difference, Intent, PlannedRequest};
use crate::event::Purpose;
use crate::exchange::Exchange;
use crate::judge::{Breach, Ledger, Opinion, Opinions};
use crate::request::{at, at_mut, copy, differences};
use crate::verdict::Verdict;

/// How many refusals and failures of a resource are looked into: the rest is most likely the same.
const MOST_EXAMINED: usize = 64;

/// How many requests finding the culprits of one may take.
const MOST_TRIALS: usize = 48;

/// A request that may have been refused, or have failed, because of what is special about it.
#[derive(Clone, Debug)]
pub(super) struct Suspect {
    pub(super) place: usize,
    pub(super) exchange: Exchange,
    pub(super) breach: Breach,
    /// The resource, counted from 0.
    pub(super) lane: usize,
}

impl Suspect {
    /// The same, shown by a smaller request that is answered alike.
    fn shown_by(mut self, exchange: Exchange) -> Self {
        let own = &self.exchange.case;
        let case = Case {
            id: own.id.clone(),
            about: own.about.clone(),
            ..Case::clone(&exchange.case)
        };
        self.exchange = Exchange {
            case: Arc::new(case),
            ..exchange
        };
        self
    }
}

/// What was found to blame: the values that it takes, and what they led to.
#[derive(Debug)]
pub(super) struct Culprit {
    rule: &'static str,
    status: Option<u16>,
    /// Pointers into the request, each with the value there; none: absent.
    values: Vec<(String, Option<Value>)>,
    breach: Breach,
}

/// What became of the base.
enum Base {
    /// It is accepted now.
    Accepted,
    /// It was not, and is again, because of what was done about it.
    Restored,
    /// It is not, and why nothing can be said any more.
    Lost(String),
}

/// Whether a breach is one that blames a value of the request.
pub(super) fn is_blaming(breach: &Breach) -> bool {
    ["valid_refused", "server_error"].contains(&breach.rule)
}

/// Whether a breach is told only when the base is accepted: it blames a value, or its answer says that
/// the resource is not there, which it may well not be any more.
pub(super) fn needs_base(breach: &Breach, exchange: &Exchange) -> bool {
    let about_status = [
        "wrong_refusal",
        "undocumented_status",
        "wrong_unauthorized_status",
    ];
    let gone = matches!(exchange.status(), Some(404 | 410));
    is_blaming(breach) || (gone && about_status.contains(&breach.rule))
}

impl Walk<'_> {
    /// Keeps back what blames a value of the request, until it was seen what is to blame.
    pub(super) fn hold_back(&mut self, place: usize, exchange: &Exchange, opinions: &mut Opinions) {
        opinions.0.retain(|opinion| {
            let Opinion::Violated(breach) = opinion else {
                // Who refuses everything upholds nothing, and leaves everything open.
                return self.lane.is_accepted || exchange.accepted();
            };
            let gone = self.lane.is_accepted && needs_base(breach, exchange);
            if !is_blaming(breach) && !gone {
                // What a valid request gets as well says nothing of this one.
                let status = exchange.status();
                return !status.is_some_and(|it| it < 500 && self.lane.refused_with.contains(&it));
            }
            let known = |it: &Suspect| {
                it.exchange.case.id == exchange.case.id && it.breach.rule == breach.rule
            };
            if !self.suspects.iter().any(known) {
                self.suspects.push(Suspect {
                    place,
                    exchange: exchange.clone(),
                    breach: (**breach).clone(),
                    lane: self.lane.index,
                });
            }
            false
        });
    }

    /// Looks into what was kept back.
    pub(super) async fn examine(&mut self) -> Result<(), Halt> {
        for suspect in std::mem::take(&mut self.suspects) {
            match (self.lane.lost(), self.site.stalled()) {
                (None, false) => self.look_into(suspect).await?,
                (lost, _) => {
                    let why = lost.unwrap_or_else(|| "the operation was given up".to_owned());
                    self.leave_open(&suspect, &why);
                }
            }
        }
        Ok(())
    }

    pub(super) async fn look_into(&mut self, suspect: Suspect) -> Result<(), Halt> {
        if !self.lane.is_accepted {
            self.without_base(&suspect);
            return Ok(());
        }
        if let Some(breach) = self.explained(&suspect) {
            self.report(&suspect, breach, None);
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
                self.lane.lose(&why);
                Ok(())
            }
        }
    }

    /// Whether the request was sent to another path than it would be now.
    fn is_elsewhere(&self, suspect: &Suspect) -> bool {
        let now = self.lane.values().bind(&suspect.exchange.case.request);
        now.path != suspect.exchange.bound.path
    }

    /// No request was ever accepted: a failure is one all the same, but blames nothing.
    fn without_base(&mut self, suspect: &Suspect) {
        if suspect.breach.rule == "server_error" {
            let breach = blamed_on_nothing(suspect);
            self.report(suspect, breach, None);
        }
    }

    /// The breach of a known culprit that the request has, and that was answered alike.
    pub(super) fn explained(&self, suspect: &Suspect) -> Option<Breach> {
        let status = suspect.exchange.status();
        let has = |(pointer, value): &(String, Option<Value>)| {
            at(&suspect.exchange.bound, pointer) == value.as_ref()
        };
        let culprits = self.lane.culprits.borrow();
        let culprit = culprits.iter().find(|it| {
            it.rule == suspect.breach.rule && it.status == status && it.values.iter().all(has)
        })?;
        Some(culprit.breach.clone())
    }

    /// Sends the base. Where it is not accepted any more, finds out what became of it, and does what
    /// can be done about it.
    async fn base(&mut self, suspect: &Suspect) -> Result<Base, Halt> {
        let Some(control) = self.control().await? else {
            return Ok(Base::Lost("the base cannot be sent".to_owned()));
        };
        if control.accepted() {
            return Ok(Base::Accepted);
        }
        if control
            .answer()
            .is_some_and(crate::exchange::Answer::is_busy)
        {
            return Ok(Base::Lost(format!(
                "the server has too much to do ({})",
                control.outcome
            )));
        }
        if matches!(control.status(), Some(404 | 410)) && self.relocate().await? {
            return Ok(Base::Restored);
        }
        if matches!(control.status(), Some(412 | 428)) {
            refresh(self.site, self.lane).await?;
        }
        if let (Some(reader), Some(was)) = (self.reader, &self.lane.baseline) {
            restore::towards(self.site, self.lane, reader, was, None).await?;
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
    pub(super) async fn control(&self) -> Result<Option<Exchange>, Halt> {
        let (site, lane) = (self.site, self.lane);
        let values = self.values().await?;
        let Some(exchange) = site
            .send(&Arc::new(lane.control()), lane.index, &values)
            .await?
        else {
            return Ok(None);
        };
        self.take_unblaming(&exchange, &values);
        Ok(Some(exchange))
    }

    fn take_unblaming(&self, exchange: &Exchange, values: &crate::compose::Values) {
        let judged = Judged {
            place: DERIVED,
            purpose: Purpose::Confirm,
            values,
        };
        let mut opinions = self.site.opinions(exchange, values);
        opinions
            .0
            .retain(|it| !matches!(it, Opinion::Violated(breach) if is_blaming(breach)));
        self.site.take(exchange, judged, opinions);
    }

    /// The server fails whatever it is asked: that is one finding, about the request after which it
    /// does.
    fn broken_from_then_on(&mut self, suspect: &Suspect, control: &Exchange) {
        let mut breach = Breach {
            observed: format!("{} to every request", control.outcome),
            ..blamed_on_nothing(suspect)
        };
        breach.rule = "server_error";
        breach.expected = "no server error".to_owned();
        let mut collector = self.site.collector.borrow_mut();
        if let Some(clause) = collector
            .ledger()
            .promise(Promise::NoServerError, &Part::Http)
        {
            breach.clause = clause;
        }
        breach.why = "a 5xx says that the server erred, whatever the request was".to_owned();
        let last = self.last_accepted.as_ref().map(|(_, last)| last);
        breach.detail = Some(match last {
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
        let mut opinions = Opinions::default();
        opinions.violate(breach);
        collector.sequence(suspect.place, control, &evidence, None, opinions);
    }

    /// Sends the request again, the base being what it was. None when it is accepted now, or cannot
    /// be sent.
    async fn once_more(&mut self, suspect: &Suspect) -> Result<Option<Suspect>, Halt> {
        let (site, lane) = (self.site, self.lane);
        let values = self.values().await?;
        let case = Arc::clone(&suspect.exchange.case);
        let Some(exchange) = site.send(&case, lane.index, &values).await? else {
            return Ok(None);
        };
        let mut opinions = site.opinions(&exchange, &values);
        let mut again = None;
        opinions.0.retain(|opinion| match opinion {
            Opinion::Violated(breach) if needs_base(breach, &exchange) => {
                again = Some(Suspect {
                    exchange: exchange.clone(),
                    breach: (**breach).clone(),
                    ..suspect.clone()
                });
                false
            }
            _ => true,
        });
        let judged = Judged {
            place: suspect.place,
            purpose: Purpose::Confirm,
            values: &values,
        };
        site.take(&exchange, judged, opinions);
        Ok(again)
    }

    /// The base is accepted now: what the request has beside it is to blame, as little of it as will
    /// do.
    async fn compare(&mut self, suspect: Suspect) -> Result<(), Halt> {
        // What is special about a probe is no value of it, and in its own words.
        let probes = matches!(suspect.exchange.case.intent, Intent::Probes);
        if !is_blaming(&suspect.breach) || probes {
            let breach = suspect.breach.clone();
            self.report(&suspect, breach, None);
            return Ok(());
        }
        let base = self.lane.base();
        let mut all = differences(&base, &suspect.exchange.bound);
        all.retain(|at| !is_condition(self.site, at));
        let special: Vec<&str> = special(&suspect.exchange.case).collect();
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
    async fn fails(
        &mut self,
        suspect: &Suspect,
        base: &PlannedRequest,
        pointers: &[String],
        trials: &mut usize,
    ) -> Result<Option<Exchange>, Halt> {
        let (site, lane) = (self.site, self.lane);
        let base = match refresh(site, lane).await? {
            true => &lane.base(),
            false => base,
        };
        let Some(case) = self.trial(suspect, base, pointers) else {
            return Ok(None);
        };
        *trials += 1;
        let values = lane.values();
        let Some(exchange) = site.send(&Arc::new(case), lane.index, &values).await? else {
            return Ok(None);
        };
        self.take_unblaming(&exchange, &values);
        if exchange.accepted() {
            self.accepted(DERIVED, &exchange);
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
        let schemas = self.site.schemas();
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
            .retain(|it| self.lane.unique(it).is_some() && !tried(it));
        Some(Case {
            id: CaseId(format!("derived/less/{}", suspect.exchange.case.id.0)),
            about: format!("less of it: {}", suspect.exchange.case.about),
            times: 1,
            request,
            ..Case::clone(&suspect.exchange.case)
        })
    }

    /// Reports a request with what is to blame.
    async fn settle(
        &mut self,
        suspect: &Suspect,
        base: &PlannedRequest,
        blamed: Vec<String>,
        in_its_words: bool,
    ) -> Result<(), Halt> {
        let bound = Arc::clone(&suspect.exchange.bound);
        if self.is_conflict(suspect, base, &blamed).await? {
            let status = suspect.exchange.outcome.to_string();
            let why = format!("{status}: the server takes the value only once");
            self.leave_open(suspect, &why);
            return Ok(());
        }
        let special = special(&suspect.exchange.case).collect::<Vec<_>>();
        let is_own = |pointer: &String| special.iter().any(|it| is_around(pointer, it));
        let values = blamed.iter().map(|pointer| {
            let value = at(&bound, pointer).cloned();
            (pointer.clone(), value)
        });
        let culprit = |breach: &Breach| Culprit {
            rule: suspect.breach.rule,
            status: suspect.exchange.status(),
            values: values.clone().collect(),
            breach: breach.clone(),
        };
        if in_its_words && blamed.iter().all(is_own) {
            let breach = suspect.breach.clone();
            if !blamed.is_empty() {
                let culprit = culprit(&breach);
                self.lane.culprits.borrow_mut().push(culprit);
            }
            self.report(suspect, breach, None);
            return Ok(());
        }
        let breach = {
            let collector = self.site.collector.borrow();
            let ledger = collector.ledger();
            let status = suspect.exchange.status();
            let mut breach = blamed_on(ledger, blamed_on_nothing(suspect), status, &blamed);
            let outcome = &suspect.exchange.outcome;
            let absent = |it: &String| at(&bound, it).is_none() && it != "/body";
            if blamed.iter().all(absent) {
                let quoted: Vec<_> = blamed.iter().map(|it| format!("`{it}`")).collect();
                breach.observed = match (breach.rule, blamed.len()) {
                    ("valid_refused", 1) => format!("{outcome} without it"),
                    _ => format!("{outcome} without {}", quoted.join(" and ")),
                };
            }
            let what: Vec<String> = blamed.iter().map(|it| shown(&bound, it)).collect();
            breach.detail = Some(format!(
                "answered with {}, and accepted otherwise: {}",
                suspect.exchange.outcome,
                what.join(", ")
            ));
            breach
        };
        let culprit = culprit(&breach);
        self.lane.culprits.borrow_mut().push(culprit);
        let difference = match blamed.as_slice() {
            [only] => Some(Difference {
                pointer: only.clone(),
                accepted: at(base, only).cloned(),
                sent: at(&bound, only).cloned(),
            }),
            _ => None,
        };
        self.report(suspect, breach, Some(difference));
        Ok(())
    }

    /// Whether a value is refused because it was taken before: another one that is as long is not.
    async fn is_conflict(
        &mut self,
        suspect: &Suspect,
        base: &PlannedRequest,
        blamed: &[String],
    ) -> Result<bool, Halt> {
        if suspect.breach.rule != "valid_refused" {
            return Ok(false);
        }
        for pointer in blamed {
            let unique = self.lane.unique(pointer).map(|it| it.pointer);
            let taken = || {
                let value = at(&suspect.exchange.bound, pointer)?;
                let own = &self.site.operation.key;
                let taken = self.site.engine.was_taken(pointer, value, own);
                taken.then(|| pointer.clone())
            };
            let is_unique = unique.is_some();
            let Some(unique) = unique.or_else(taken) else {
                continue;
            };
            let Some(value) = at(&suspect.exchange.bound, &unique) else {
                continue;
            };
            let forms = super::fresh::Form::of(value).into_iter();
            for form in forms.filter(|form| form.keeps_length() || !is_unique) {
                let mut other = PlannedRequest::clone(&suspect.exchange.bound);
                let Some(place) = at_mut(&mut other, &unique) else {
                    break;
                };
                *place = form.fresh(value, self.lane.number());
                let mut fresh = suspect.clone();
                fresh.exchange.bound = Arc::new(other);
                let mut trials = 0;
                let fails = self.fails(&fresh, base, blamed, &mut trials).await?;
                if trials > 0 {
                    return Ok(fails.is_none());
                }
            }
            // There is no other value of its length: nobody knows.
            return Ok(is_unique);
        }
        Ok(false)
    }

    /// Reports a breach that a request shows. `difference` is how it differs from the base, where
    /// that is not what its case says.
    fn report(
        &mut self,
        suspect: &Suspect,
        breach: Breach,
        difference: Option<Option<Difference>>,
    ) {
        let mut exchange = suspect.exchange.clone();
        if let Some(difference) = difference {
            exchange.case = Arc::new(Case {
                difference,
                ..Case::clone(&exchange.case)
            });
        }
        let mut collector = self.site.collector.borrow_mut();
        let probed = collector.ledger().probed(&exchange.case);
        let mut opinions = Opinions::default();
        if let Some(probed) = probed.filter(|it| *it != breach.clause && !breach.also.contains(it))
        {
            let why = format!("answered with {}, for another reason", exchange.outcome);
            opinions.undecided(probed, why);
        }
        opinions.violate(breach);
        collector.exchange(suspect.place, &exchange, opinions);
    }

    /// What a request was sent for stays open.
    fn leave_open(&self, suspect: &Suspect, why: &str) {
        let mut collector = self.site.collector.borrow_mut();
        let clauses = collector.ledger().probed(&suspect.exchange.case);
        let clauses = clauses.into_iter().chain([suspect.breach.clause.clone()]);
        for clause in clauses.collect::<Vec<_>>() {
            let why = why.to_owned();
            collector.verdict(clause, Verdict::Inconclusive { why });
        }
    }

    /// Takes in that a request was accepted.
    pub(super) fn accepted(&mut self, place: usize, exchange: &Exchange) {
        self.last_accepted = Some((place, exchange.clone()));
        self.site
            .engine
            .take_values(&exchange.bound, &self.site.operation.key);
    }

    /// The case built on the base, where the plan's smallest request is refused.
    pub(super) fn on_base(&self, case: &Arc<Case>) -> Option<Arc<Case>> {
        let plan = self.site.plan;
        let smallest = plan.smallest.and_then(|at| plan.candidates.get(at));
        let Some(smallest) = smallest.filter(|_| self.lane.is_rebased) else {
            return Some(Arc::clone(case));
        };
        let base = &self.lane.accepted.request;
        rebased(case, &smallest.request, base, self.site.schemas()).map(Arc::new)
    }
}

/// Pointers to what is special about a case: what it differs in, what it breaks.
pub(super) fn special(case: &Case) -> impl Iterator<Item = &str> {
    let difference = case.difference.iter().map(|it| it.pointer.as_str());
    let (one, several) = match &case.intent {
        Intent::Breaks { at, .. } => (Some(at.as_str()), [].as_slice()),
        Intent::BreaksSeveral { at } => (None, at.as_slice()),
        Intent::Honours | Intent::Probes => (None, [].as_slice()),
    };
    let several = several.iter().map(String::as_str);
    difference.chain(one).chain(several)
}

/// A value of a request in words.
fn shown(request: &PlannedRequest, pointer: &str) -> String {
    match at(request, pointer) {
        Some(value) => {
            let text: String = value.to_string().chars().take(80).collect();
            format!("`{pointer}` is {text}")
        }
        None => format!("`{pointer}` is absent"),
    }
}

/// The breach without any value that is to blame, and without the clause that its case probed.
fn blamed_on_nothing(suspect: &Suspect) -> Breach {
    let status = suspect.exchange.outcome.to_string();
    Breach {
        also: Vec::new(),
        observed: status,
        ..suspect.breach.clone()
    }
}

/// The refusal of a valid request, or a failure of the server, blamed on some values of it, by
/// pointer into the request.
pub(super) fn blamed_on(
    ledger: &Ledger,
    mut breach: Breach,
    status: Option<u16>,
    pointers: &[String],
) -> Breach {
    let status = status.map(|it| it.to_string()).unwrap_or_default();
    let quoted: Vec<_> = pointers.iter().map(|it| format!("`{it}`")).collect();
    let in_body = |it: &String| it == "/body" || it.starts_with("/body/");
    let member = match pointers {
        [one] => one.as_str(),
        [first, ..] if !pointers.iter().all(in_body) => first.as_str(),
        _ => "/body",
    };
    let clause = ledger.member(member);
    let of_members: Vec<_> = pointers.iter().filter_map(|it| ledger.member(it)).collect();
    match (breach.rule, clause) {
        ("server_error", _) if pointers.is_empty() => {}
        ("server_error", _) => {
            breach.also = of_members;
            breach.observed = match pointers {
                [_] => format!("{status} because of {}", quoted.join("")),
                _ => format!("{status} because of {} together", quoted.join(" and ")),
            };
        }
        (_, Some(clause)) => {
            breach.also.extend(of_members);
            breach.also.retain(|it| *it != clause);
            breach.clause = clause;
            if pointers.len() > 1 {
                breach.observed = format!("{status} to {} together", quoted.join(" and "));
            }
        }
        (_, None) => {}
    }
    breach
}
