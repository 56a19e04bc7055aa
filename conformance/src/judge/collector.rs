//! Collects assessments: verdicts by clause, findings by fingerprint.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;
use indexmap::IndexMap;
use tally_spec::clause::ClauseId;

use super::position::Position;
use super::{Assessment, Assessments, ClauseViolation, Ledger};
use crate::case::{CaseId, Credentials, Difference, Intent, WrongCredential};
use crate::exchange::Exchange;
use crate::finding::{Finding, Fingerprint, MOST_EVIDENCE, TriedValues};
use crate::record::Record;
use crate::replay::Replay;
use crate::rule_id::{FoundBy, RuleId};
use crate::state::State;
use crate::verdict::{ClauseVerdict, Verdict};

/// What the exchanges of one operation add up to, so far.
#[derive(Debug)]
pub struct Collector {
    ledger: Arc<Ledger>,
    /// Asked a hundred times for each answer: hashed without a defence that nothing here needs.
    verdicts: IndexMap<ClauseId, Verdict, FixedState>,
    found: IndexMap<Fingerprint, Found>,
    /// What requests that break clauses said of them.
    negative: Half,
}

/// What requests of one kind said of the clauses that they were sent for.
#[derive(Debug, Default)]
struct Half {
    upheld: HashSet<ClauseId, FixedState>,
    /// Why it does not decide.
    open: HashMap<ClauseId, String, FixedState>,
}

impl Half {
    fn take(&mut self, assessment: &Assessment) {
        match assessment {
            Assessment::Upheld(clause) => {
                if !self.upheld.contains(clause) {
                    self.upheld.insert(clause.clone());
                }
            }
            Assessment::Undecided { clause, why } => {
                if !self.open.contains_key(clause) {
                    self.open.insert(clause.clone(), why.clone());
                }
            }
            Assessment::Violated(_) => {}
        }
    }

    /// Why it left a clause open, if it did.
    fn why(&self, clause: &ClauseId) -> Option<&String> {
        let why = self.open.get(clause)?;
        (!self.upheld.contains(clause)).then_some(why)
    }
}

/// A finding in the making.
#[derive(Debug)]
struct Found {
    violation: ClauseViolation,
    /// The cases that showed it, with their place in the plan.
    cases: Vec<(Position, CaseId)>,
    /// The first evidence by the place of its case in the plan.
    evidence: Vec<Evidence>,
    values: Option<TriedValues>,
}

/// What showed a finding.
#[derive(Debug)]
struct Evidence {
    position: Position,
    exchange: Exchange,
    records: Vec<Record>,
    replay: Option<Replay>,
    difference: Option<Difference>,
    detail: Option<String>,
}

impl Collector {
    /// Starts with every clause not exercised.
    #[must_use]
    pub fn new(ledger: Arc<Ledger>) -> Self {
        Self {
            ledger,
            verdicts: IndexMap::default(),
            found: IndexMap::new(),
            negative: Half::default(),
        }
    }

    /// Takes in the assessments on one exchange; `place` is the place of its case in the plan.
    /// Gives the clauses that it was seen to break.
    pub fn exchange(
        &mut self,
        position: Position,
        exchange: &Exchange,
        assessments: Assessments,
    ) -> Vec<ClauseId> {
        let alone = std::slice::from_ref(exchange);
        self.sequence(position, exchange, alone, None, assessments)
    }

    /// Takes in the assessments on an exchange that several exchanges together gave; those are the
    /// evidence. `state` is that of the resource before them, if it is known.
    pub fn sequence(
        &mut self,
        position: Position,
        exchange: &Exchange,
        evidence: &[Exchange],
        state: Option<&State>,
        assessments: Assessments,
    ) -> Vec<ClauseId> {
        let mut broken = Vec::new();
        let probed = self.ledger.probed(&exchange.case);
        let breaks = matches!(
            exchange.case.intent,
            Intent::Breaks { .. } | Intent::BreaksSeveral { .. }
        );
        if let Some(probed) = probed.filter(|_| breaks) {
            let own = assessments.0.iter().filter(|it| *it.clause() == probed);
            own.for_each(|assessment| self.negative.take(assessment));
        }
        for assessment in assessments.0 {
            match assessment {
                Assessment::Upheld(clause) => self.verdict(clause, Verdict::Upheld { by: 1 }),
                Assessment::Undecided { clause, why } => {
                    self.verdict(clause, Verdict::Inconclusive { why });
                }
                Assessment::Violated(violation) => {
                    for clause in violation.also.iter().chain([&violation.clause]) {
                        self.verdict(clause.clone(), Verdict::Violated);
                        broken.push(clause.clone());
                    }
                    self.found(position, exchange, evidence, state, *violation);
                }
            }
        }
        broken
    }

    /// What was said of a clause so far.
    #[must_use]
    pub fn said(&self, clause: &ClauseId) -> Option<&Verdict> {
        self.verdicts.get(clause)
    }

    /// Says why a clause could not be probed or decided.
    pub fn verdict(&mut self, clause: ClauseId, verdict: Verdict) {
        match self.verdicts.get_mut(&clause) {
            Some(Verdict::Upheld { by }) if matches!(verdict, Verdict::Upheld { .. }) => *by += 1,
            Some(known) => *known = known.clone().merge(verdict),
            None => {
                self.verdicts.insert(clause, verdict);
            }
        }
    }

    fn found(
        &mut self,
        position: Position,
        exchange: &Exchange,
        evidence: &[Exchange],
        state: Option<&State>,
        violation: ClauseViolation,
    ) {
        let fingerprint = violation.fingerprint();
        let difference = exchange.case.difference.clone();
        let detail = violation.detail.clone();
        let found = self.found.entry(fingerprint).or_insert_with(|| Found {
            violation: violation.clone(),
            cases: Vec::new(),
            evidence: Vec::new(),
            values: None,
        });
        for clause in &violation.also {
            if !found.violation.also.contains(clause) {
                found.violation.also.push(clause.clone());
            }
        }
        let case = (position, exchange.case.id.clone());
        if found.cases.contains(&case) {
            return;
        }
        found.cases.push(case);
        // Evidence comes in the order of completion; the first of the plan is kept.
        let room = found.evidence.len() < MOST_EVIDENCE;
        if room || found.evidence.iter().any(|it| it.position > position) {
            found.evidence.push(Evidence {
                position,
                exchange: exchange.clone(),
                records: evidence.iter().map(Record::new).collect(),
                replay: Replay::of(evidence, state),
                difference,
                detail,
            });
            found.evidence.sort_by_key(|it| it.position);
            found.evidence.truncate(MOST_EVIDENCE);
        }
    }

    /// The fingerprints and violations found so far.
    pub fn violations(&self) -> impl Iterator<Item = (&Fingerprint, &ClauseViolation)> {
        self.found
            .iter()
            .map(|(fingerprint, found)| (fingerprint, &found.violation))
    }

    /// Adds the values of one member that were accepted and refused.
    pub fn set_values(&mut self, fingerprint: &Fingerprint, values: TriedValues) {
        if let Some(found) = self.found.get_mut(fingerprint) {
            found.values = Some(values);
        }
    }

    /// The first exchange, by its place in the plan, of each finding of some rules.
    #[must_use]
    pub fn first_exchanges(&self, which: impl Fn(FoundBy) -> bool) -> Vec<(Fingerprint, Exchange)> {
        let of_rules = self
            .found
            .iter()
            .filter(|(_, found)| which(found.violation.rule));
        of_rules
            .filter_map(|(fingerprint, found)| {
                Some((
                    fingerprint.clone(),
                    found.evidence.first()?.exchange.clone(),
                ))
            })
            .collect()
    }

    /// Observes something else for a finding, which is then no longer about the clauses that its
    /// cases probed; findings that observe the same become one.
    pub fn observe(
        &mut self,
        fingerprint: &Fingerprint,
        violation: ClauseViolation,
        more: Option<&Exchange>,
    ) {
        let Some(mut found) = self.found.shift_remove(fingerprint) else {
            return;
        };
        for evidence in &mut found.evidence {
            evidence.detail.clone_from(&violation.detail);
            evidence.difference = None;
        }
        if let Some(first) = found.evidence.first_mut() {
            first.records.extend(more.map(Record::new));
        }
        let before = std::mem::replace(&mut found.violation, violation);
        self.verdict(found.violation.clause.clone(), Verdict::Violated);
        let renamed = found.violation.fingerprint();
        for clause in before.also.into_iter().chain([before.clause]) {
            self.acquit(clause, &found.violation);
        }
        match self.found.get_mut(&renamed) {
            None => {
                self.found.insert(renamed, found);
            }
            Some(known) => {
                known.cases.append(&mut found.cases);
                known.evidence.append(&mut found.evidence);
                known.evidence.sort_by_key(|it| it.position);
                known.evidence.truncate(MOST_EVIDENCE);
            }
        }
    }

    /// Takes back that a clause was violated, if nothing else says so.
    fn acquit(&mut self, clause: ClauseId, violation: &ClauseViolation) {
        let speaks = |violation: &ClauseViolation| {
            violation.clause == clause || violation.also.contains(&clause)
        };
        if !speaks(violation) && !self.found.values().any(|found| speaks(&found.violation)) {
            let why = format!("answered with {}", violation.observed);
            self.verdicts.insert(clause, Verdict::Inconclusive { why });
        }
    }

    /// Whether anything was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.found.is_empty()
    }

    /// The findings, by the place of their first case in the plan, then by clause.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings: Vec<(Position, Finding)> = self
            .found
            .iter()
            .map(|(fingerprint, found)| self.finding(fingerprint, found))
            .collect();
        findings.sort_by(|(a, x), (b, y)| {
            a.cmp(b).then_with(|| {
                (&x.clause.id, x.observed.to_string()).cmp(&(&y.clause.id, y.observed.to_string()))
            })
        });
        for (_, finding) in &mut findings {
            finding.explained_by = self.explanation(&finding.fingerprint);
        }
        findings.into_iter().map(|(_, finding)| finding).collect()
    }

    /// The finding that explains another one.
    fn explanation(&self, fingerprint: &Fingerprint) -> Option<Fingerprint> {
        let credentials = || self.by_weaker_credentials(fingerprint);
        self.by_end(fingerprint).or_else(credentials)
    }

    /// The server ended at a request: then that the answer to it breaks off is no defect of its own.
    fn by_end(&self, fingerprint: &Fingerprint) -> Option<Fingerprint> {
        let own = self.found.get(fingerprint)?;
        if own.violation.rule != RuleId::BrokenAnswer {
            return None;
        }
        let first = &own.evidence.first()?.exchange.case.id;
        let mut others = self.found.iter();
        let ended = others.find(|(_, found)| {
            let shown = found.evidence.first();
            found.violation.rule == RuleId::NoAnswer
                && shown.is_some_and(|it| it.exchange.case.id == *first)
        });
        ended.map(|(fingerprint, _)| fingerprint.clone())
    }

    /// Credentials are not looked at: then those that are wrong in a special way are accepted as well.
    fn by_weaker_credentials(&self, fingerprint: &Fingerprint) -> Option<Fingerprint> {
        let accepted = |found: &Found| {
            let first = found.evidence.first()?;
            let of_rule = found.violation.rule == RuleId::CredentialsNotEnforced;
            of_rule.then(|| first.exchange.case.request.credentials.clone())
        };
        let own = accepted(self.found.get(fingerprint)?)?;
        let strength = |other: &Credentials| match (other, &own) {
            (Credentials::None, Credentials::Wrong { .. }) => Some(2),
            (
                Credentials::Wrong {
                    scheme: of,
                    how: WrongCredential::Garbled,
                },
                Credentials::Wrong { scheme, how },
            ) if of == scheme && *how != WrongCredential::Garbled => Some(1),
            _ => None,
        };
        let others = self.found.iter().filter_map(|(fingerprint, found)| {
            let strength = strength(&accepted(found)?)?;
            Some((strength, fingerprint))
        });
        let strongest = others.max_by_key(|(strength, _)| *strength);
        strongest.map(|(_, fingerprint)| fingerprint.clone())
    }

    fn finding(&self, fingerprint: &Fingerprint, found: &Found) -> (Position, Finding) {
        let mut cases = found.cases.clone();
        cases.sort();
        let first = found.evidence.first();
        let violation = &found.violation;
        let mut also = violation.also.clone();
        also.sort();
        // A sequence is shown alone, single exchanges side by side.
        let shown = match first {
            Some(first) if first.records.len() > 1 => 1,
            _ => MOST_EVIDENCE,
        };
        let evidence = found.evidence.iter().take(shown);
        let evidence = evidence.flat_map(|it| it.records.clone());
        let finding = Finding {
            fingerprint: fingerprint.clone(),
            rule: violation.rule,
            clause: self.clause(&violation.clause),
            also,
            expected: violation.expected.clone(),
            observed: violation.observed.clone(),
            why: violation.why.clone(),
            detail: first.and_then(|it| it.detail.clone()),
            difference: first.and_then(|it| it.difference.clone()),
            evidence: evidence.collect(),
            values: found.values.clone(),
            replay: first.and_then(|it| it.replay.clone()),
            explained_by: None,
            cases: cases.iter().map(|(_, case)| case.clone()).collect(),
        };
        let first = cases.first().map(|(position, _)| *position);
        (first.unwrap_or(Position::Drawn), finding)
    }

    /// The clause of the ledger; one that is deeper than the ledger lists is made of its identity.
    fn clause(&self, id: &ClauseId) -> tally_spec::clause::Clause {
        self.ledger
            .clause(id)
            .cloned()
            .unwrap_or_else(|| self.ledger.unlisted(id))
    }

    /// That one half of a clause is open, where the other one is upheld: what is valid was accepted, and
    /// nothing shows that what is not is refused.
    fn half(&self, id: &ClauseId) -> Option<Verdict> {
        let why = self.negative.why(id)?;
        let why = format!("whether what breaks it is refused is open: {why}");
        Some(Verdict::Inconclusive { why })
    }

    /// One verdict for each clause of the ledger, in its order, then those of clauses deeper than
    /// the ledger lists. `unsaid` gives the verdict of a clause that nothing was said about.
    pub fn verdicts(&self, unsaid: impl Fn(&ClauseId) -> Verdict) -> Vec<ClauseVerdict> {
        let listed = self.ledger.clauses().map(|clause| &clause.id);
        let deeper = self
            .verdicts
            .keys()
            .filter(|id| self.ledger.clause(id).is_none());
        let verdict = |id: &ClauseId| ClauseVerdict {
            clause: id.clone(),
            verdict: match self.verdicts.get(id).cloned() {
                Some(upheld @ Verdict::Upheld { .. }) => self.half(id).unwrap_or(upheld),
                said => said.unwrap_or_else(|| unsaid(id)),
            },
        };
        let mut deeper: Vec<_> = deeper.collect();
        deeper.sort();
        listed.chain(deeper).map(verdict).collect()
    }
}
