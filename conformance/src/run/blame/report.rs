//! Reports what is to blame.

use std::sync::Arc;

use crate::case::{Case, Difference, PlannedRequest};
use crate::judge::{Assessments, ClauseViolation, Ledger};
use crate::observed::{Observed, When};
use crate::request::{at, at_mut, differences, is_around};
use crate::rule_id::RuleId;
use crate::run::engine::Halt;
use crate::run::fresh_values::Form;
use crate::run::resource::freshenable;
use crate::run::resource_run::ResourceRun;
use crate::run::suspect::{Culprit, Suspect};
use crate::verdict::Verdict;

impl ResourceRun<'_> {
    /// Reports a request with what is to blame.
    pub(super) async fn settle(
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
        let special = suspect.exchange.case.special().collect::<Vec<_>>();
        let is_own = |pointer: &String| special.iter().any(|it| is_around(pointer, it));
        let values = blamed.iter().map(|pointer| {
            let value = at(&bound, pointer).cloned();
            (pointer.clone(), value)
        });
        let culprit = |violation: &ClauseViolation| Culprit {
            rule: suspect.violation.rule,
            status: suspect.exchange.status(),
            values: values.clone().collect(),
            violation: violation.clone(),
        };
        if in_its_words && blamed.iter().all(is_own) {
            let violation = suspect.violation.clone();
            if !blamed.is_empty() {
                let culprit = culprit(&violation);
                self.resource.culprits.push(culprit);
            }
            self.report(suspect, violation, None);
            return Ok(());
        }
        let violation = {
            let ledger = &self.run.ledger;
            let status = suspect.exchange.status();
            let mut violation = blamed_on(ledger, blamed_on_nothing(suspect), status, &blamed);
            let outcome = &suspect.exchange.outcome;
            let absent = |it: &String| at(&bound, it).is_none() && it != "/body";
            if blamed.iter().all(absent) {
                let when = When::Without(blamed.clone());
                violation.observed = Observed::outcome(outcome.to_string(), when);
            }
            let what: Vec<String> = blamed.iter().map(|it| shown(&bound, it)).collect();
            violation.detail = Some(format!(
                "answered with {}, and accepted otherwise: {}",
                suspect.exchange.outcome,
                what.join(", ")
            ));
            violation
        };
        let culprit = culprit(&violation);
        self.resource.culprits.push(culprit);
        let difference = match blamed.as_slice() {
            [only] => Some(Difference {
                pointer: only.clone(),
                accepted: at(base, only).cloned(),
                sent: at(&bound, only).cloned(),
            }),
            _ => None,
        };
        self.report(suspect, violation, Some(difference));
        Ok(())
    }

    /// Whether a value is refused because it was taken before: another one that is as long is not.
    async fn is_conflict(
        &mut self,
        suspect: &Suspect,
        base: &PlannedRequest,
        blamed: &[String],
    ) -> Result<bool, Halt> {
        if suspect.violation.rule != RuleId::ValidRefused {
            return Ok(false);
        }
        if self.is_conflict_elsewhere(suspect, base, blamed).await? {
            return Ok(true);
        }
        for pointer in blamed {
            let unique = self.resource.unique(pointer).map(|it| it.pointer.clone());
            let taken = || {
                let value = at(&suspect.exchange.bound, pointer)?;
                let own = (self.run.operation.key.clone(), self.resource.index);
                let taken = self.run.engine.was_taken(pointer, value, &own);
                taken.then(|| pointer.clone())
            };
            let is_unique = unique.is_some();
            let Some(unique) = unique.or_else(taken) else {
                continue;
            };
            let Some(value) = at(&suspect.exchange.bound, &unique) else {
                continue;
            };
            let forms = Form::of(value).into_iter();
            for form in forms.filter(|form| form.keeps_length() || !is_unique) {
                let mut other = PlannedRequest::clone(&suspect.exchange.bound);
                let Some(place) = at_mut(&mut other, &unique) else {
                    break;
                };
                *place = self.resource.fresh_value(form, value);
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

    /// Whether a PUT that makes another resource is refused for a value that the first one has: with
    /// fresh values in its body it is not.
    async fn is_conflict_elsewhere(
        &mut self,
        suspect: &Suspect,
        base: &PlannedRequest,
        blamed: &[String],
    ) -> Result<bool, Halt> {
        let names_it = blamed.iter().all(|pointer| pointer.starts_with("/path/"));
        let puts = self.run.operation.key.method.as_str() == "PUT";
        let refused = matches!(suspect.exchange.status(), Some(400 | 409 | 422));
        if !names_it || !puts || !refused || blamed.is_empty() {
            return Ok(false);
        }
        let mut other = PlannedRequest::clone(&suspect.exchange.bound);
        let fresh = freshenable(&other, self.run.schemas());
        for unique in &fresh {
            let value = self.resource.fresh_value(unique.form, &unique.value);
            if let Some(place) = at_mut(&mut other, &unique.pointer) {
                *place = value;
            }
        }
        let pointers = differences(base, &other);
        let mut with_fresh = suspect.clone();
        with_fresh.exchange.bound = Arc::new(other);
        let mut trials = 0;
        let failed = self
            .fails(&with_fresh, base, &pointers, &mut trials)
            .await?;
        Ok(!fresh.is_empty() && trials > 0 && failed.is_none())
    }

    /// Reports a violation that a request shows. `difference` is how it differs from the base, where
    /// that is not what its case says.
    pub(super) fn report(
        &mut self,
        suspect: &Suspect,
        violation: ClauseViolation,
        difference: Option<Option<Difference>>,
    ) {
        let mut exchange = suspect.exchange.clone();
        if let Some(difference) = difference {
            exchange.case = Arc::new(Case {
                difference,
                ..Case::clone(&exchange.case)
            });
        }
        let probed = self.run.ledger.probed(&exchange.case);
        let mut assessments = Assessments::default();
        if let Some(probed) =
            probed.filter(|it| *it != violation.clause && !violation.also.contains(it))
        {
            let why = format!("answered with {}, for another reason", exchange.outcome);
            assessments.undecided(probed, why);
        }
        assessments.violate(violation);
        self.run
            .collect(|it| it.exchange(suspect.position, &exchange, assessments));
    }

    /// What a request was sent for stays open.
    pub(super) fn leave_open(&self, suspect: &Suspect, why: &str) {
        let probed = self.run.ledger.probed(&suspect.exchange.case);
        let clauses = probed.into_iter().chain([suspect.violation.clause.clone()]);
        for clause in clauses {
            let why = why.to_owned();
            let verdict = Verdict::Inconclusive { why };
            self.run.collect(|it| it.verdict(clause, verdict));
        }
    }
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

/// The violation without any value that is to blame, and without the clause that its case probed.
pub(super) fn blamed_on_nothing(suspect: &Suspect) -> ClauseViolation {
    let status = suspect.exchange.outcome.to_string();
    ClauseViolation {
        also: Vec::new(),
        observed: status.into(),
        ..suspect.violation.clone()
    }
}

/// The refusal of a valid request, or a failure of the server, blamed on some values of it, by
/// pointer into the request.
pub(in crate::run) fn blamed_on(
    ledger: &Ledger,
    mut violation: ClauseViolation,
    status: Option<u16>,
    pointers: &[String],
) -> ClauseViolation {
    let status = status.map(|it| it.to_string()).unwrap_or_default();
    let in_body = |it: &String| it == "/body" || it.starts_with("/body/");
    let member = match pointers {
        [one] => one.as_str(),
        [first, ..] if !pointers.iter().all(in_body) => first.as_str(),
        _ => "/body",
    };
    let clause = ledger.member(member);
    let of_members: Vec<_> = pointers.iter().filter_map(|it| ledger.member(it)).collect();
    let failed = violation.rule == RuleId::ServerError;
    match clause {
        _ if failed && pointers.is_empty() => {}
        _ if failed => {
            violation.also = of_members;
            let when = When::BecauseOf(pointers.to_vec());
            violation.observed = Observed::outcome(status, when);
        }
        Some(clause) => {
            violation.also.extend(of_members);
            violation.also.retain(|it| *it != clause);
            violation.clause = clause;
            if pointers.len() > 1 {
                let when = When::Together(pointers.to_vec());
                violation.observed = Observed::outcome(status, when);
            }
        }
        None => {}
    }
    violation
}
