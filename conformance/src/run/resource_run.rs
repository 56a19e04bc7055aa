//! Walks a resource: cases that may change one resource, in order, each judged by the rules and, with
//! the state before and after it, by the laws.

use std::collections::HashSet;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;
use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::conditional_headers;
use super::engine::Halt;
use super::operation_run::{Judged, OperationRun, body_of};
use super::own_resources;
use super::read_state::{Reader, StateRead};
use super::resource::Resource;
use super::restore;
use super::suspect::Suspect;
use super::undeclared_limits::Tried;
use crate::case::{Body, Case, Family, Intent, Malformed};
use crate::compose::Values;
use crate::event::{Event, LawJudged, Purpose};
use crate::exchange::Exchange;
use crate::finding::Fingerprint;
use crate::judge::{Assessment, Assessments, ClauseViolation, Position};
use crate::laws::{self, Step};
use crate::rule_id::LawId;
use crate::state::{Located, Members, State};

/// The cases that are sent to one resource, in order.
pub(super) struct ResourceRun<'a> {
    pub(super) run: &'a OperationRun<'a>,
    pub(super) resource: &'a mut Resource,
    /// How the state is read, if it can be.
    pub(super) reader: Option<&'a Reader<'a>>,
    /// The members that laws compare.
    pub(super) members: &'a Members,
    /// The state as it was last read.
    pub(super) state: StateRead,
    /// What may have been refused for a value, and was not yet looked into.
    pub(super) suspects: Vec<Suspect>,
    /// How many suspects were looked into.
    pub(super) examined: usize,
    /// How many requests were accepted.
    pub(super) number_accepted: usize,
    /// The request that was accepted last, with its place in the plan.
    pub(super) last_accepted: Option<(Position, Exchange)>,
    /// Values of members of the body that were accepted, in the order in which they were.
    pub(super) accepted: IndexMap<String, Vec<Value>>,
    /// What became of single values.
    pub(super) tried: Tried,
    /// Breaches of laws that were seen twice on this resource. What other resources saw does not count:
    /// that would depend on which was first.
    confirmed: HashSet<Fingerprint>,
}

/// A case as it was sent, with what the laws think of it.
pub(super) struct Stepped {
    pub(super) exchanges: Vec<Exchange>,
    evidence: Vec<Exchange>,
    pub(super) assessments: Assessments,
    pub(super) after: StateRead,
}

impl<'a> ResourceRun<'a> {
    pub(super) fn new(
        run: &'a OperationRun<'a>,
        resource: &'a mut Resource,
        reader: Option<&'a Reader<'a>>,
        members: &'a Members,
    ) -> Self {
        Self {
            run,
            resource,
            reader,
            members,
            state: StateRead::default(),
            suspects: Vec::new(),
            examined: 0,
            number_accepted: 0,
            last_accepted: None,
            accepted: IndexMap::new(),
            tried: Tried::default(),
            confirmed: HashSet::new(),
        }
    }

    /// What the next request is bound to: the state as it is now, where requests depend on it.
    pub(super) async fn values(&mut self) -> Result<Arc<Values>, Halt> {
        own_resources::replace_deleted(self.run, self.resource).await?;
        conditional_headers::refresh(self.run, self.resource).await?;
        Ok(self.resource.values())
    }

    /// Reads the state anew.
    pub(super) async fn read(&mut self) -> Result<(), Halt> {
        if let Some(reader) = self.reader {
            self.state = reader.read(self.run, self.resource).await?;
            let read = self.state.exchange.clone();
            self.failed_read(read.as_ref());
        }
        Ok(())
    }

    /// Keeps back that reading by the base failed: there may be more to it.
    fn failed_read(&mut self, read: Option<&Exchange>) {
        let by_base = self.reader.is_some_and(Reader::writes);
        if let Some(read) = read.filter(|it| by_base && !it.accepted()) {
            let mut assessments = self.run.assessments(read, &self.resource.values());
            self.hold_back(Position::DERIVED, read, &mut assessments);
        }
    }

    /// Sends cases in order, until they end or the operation is given up.
    pub(super) async fn cases(&mut self, cases: &[(Position, Arc<Case>)]) -> Result<(), Halt> {
        for (position, case) in cases {
            if self.run.is_given_up() || self.resource.lost().is_some() {
                break;
            }
            if let Some(case) = self.on_base(case) {
                self.case(*position, &case).await?;
            }
        }
        Ok(())
    }

    /// Sends one case, and again what it broke of the laws.
    pub(super) async fn case(&mut self, position: Position, case: &Arc<Case>) -> Result<(), Halt> {
        let before = self.state.clone();
        let was = before.state.clone();
        let Some(first) = self.step(position, case, Purpose::Case).await? else {
            return Ok(());
        };
        self.state = first.after.clone();
        self.examine().await?;
        let Some(main) = first.exchanges.last() else {
            return Ok(());
        };
        if first.exchanges.iter().all(Exchange::accepted) {
            for (name, value) in body_of(main).into_owned() {
                self.accepted.entry(name).or_default().push(value);
            }
        }
        self.follow(&first.after).await?;
        let (settled, fresh) = self.sort_out(first.assessments);
        let mut assessments = settled;
        if !fresh.is_empty() && !self.run.is_given_up() {
            let nulls = fresh.iter().any(|it| it.observed.is_value_before());
            let ground = match nulls {
                true => self.varied(&before, main),
                false => Some(before),
            };
            let again = match ground {
                Some(ground) => self.again(position, case, &ground).await?,
                None => None,
            };
            for violation in fresh {
                // One default is like another value that was kept: two values show the difference.
                let suspected = violation.observed.is_value_before();
                let confirmed = again.as_ref().map_or(!suspected, |again| {
                    let mut violations = again.violations();
                    violations.any(|it| {
                        (&it.clause, &it.expected, &it.observed)
                            == (&violation.clause, &violation.expected, &violation.observed)
                    })
                });
                if confirmed || !suspected {
                    self.emit_law(case, &violation, confirmed);
                }
                match confirmed {
                    true => {
                        self.confirmed.insert(violation.fingerprint());
                        assessments.violate(violation);
                    }
                    false if suspected => {}
                    false => assessments.undecided(
                        violation.clause,
                        format!(
                            "{} → {} was seen once and not again",
                            violation.expected, violation.observed
                        ),
                    ),
                }
            }
        }
        self.run
            .collect(|it| it.sequence(position, main, &first.evidence, was.as_ref(), assessments));
        Ok(())
    }

    /// Sends a case as often as it says, reads the state, and asks the laws.
    pub(super) async fn step(
        &mut self,
        position: Position,
        case: &Arc<Case>,
        purpose: Purpose,
    ) -> Result<Option<Stepped>, Halt> {
        let run = self.run;
        let mut exchanges = Vec::new();
        for _ in 0..case.times.max(1) {
            let values = self.values().await?;
            let Some(exchange) = run.send(case, self.resource.index, &values).await? else {
                return Ok(None);
            };
            let judged = Judged {
                position,
                purpose,
                values: &values,
            };
            let mut assessments = run.assessments(&exchange, judged.values);
            // A refusal that the server may give (it has no such resource) says nothing of a value.
            let telling = exchange.accepted() || assessments.violations().next().is_some();
            self.hold_back(position, &exchange, &mut assessments);
            if exchange.accepted() && !run.is_safe() {
                self.accepted(position, &exchange);
            }
            if telling && purpose == Purpose::Case && matches!(case.intent, Intent::Honours) {
                self.tried.note(&exchange);
            }
            run.take(&exchange, judged, assessments);
            exchanges.push(exchange);
        }
        let Some(reader) = self.reader else {
            return Ok(Some(Stepped {
                exchanges,
                evidence: Vec::new(),
                assessments: Assessments::default(),
                after: StateRead::default(),
            }));
        };
        let after = reader.read(run, self.resource).await?;
        self.failed_read(after.exchange.as_ref());
        let sent = exchanges.last().map(|it| body_of(it)).unwrap_or_default();
        let shown: Vec<&Located> = exchanges.iter().map(|it| run.located(it)).collect();
        // The state is that of the resource's resource: a request about another one says nothing of it.
        let own = reader.is_about(self.run, &sent);
        let seen = shown.iter().filter_map(|shown| shown.state());
        let seen = seen.chain(&self.state.state).chain(&after.state);
        let spoilt: Vec<String> = seen.flat_map(|state| state.spoilt.clone()).collect();
        let mut assessments = laws::judge(&Step {
            ledger: &run.ledger,
            members: &self.members.without(&spoilt),
            sent: &sent,
            before: self.state.state.as_ref().filter(|_| own),
            exchanges: &exchanges,
            shown: &shown,
            after: after.state.as_ref().filter(|_| own),
        });
        let another = case.family == Family::Method;
        if (case.expectation.is_refusal() || is_beyond_values(case) || another)
            && exchanges.iter().any(Exchange::accepted)
        {
            // Nobody knows what becomes of a request that should never have been accepted, of a
            // number that few can hold, or of a method that the document does not declare.
            assessments = Assessments::default();
        }
        self.also_not_kept(&mut assessments);
        let before = self.state.exchange.iter().cloned();
        let evidence = before
            .chain(exchanges.iter().cloned())
            .chain(after.exchange.clone());
        Ok(Some(Stepped {
            evidence: evidence.collect(),
            exchanges,
            assessments,
            after,
        }))
    }

    /// Brings the state back to what it was before a case, if that is known, and takes the same step
    /// again. None when it cannot be sent.
    async fn again(
        &mut self,
        position: Position,
        case: &Arc<Case>,
        before: &StateRead,
    ) -> Result<Option<Assessments>, Halt> {
        // What no read shows cannot be brought back, and need not be for what the answer says.
        if let (Some(reader), Some(state)) = (self.reader, before.state.as_ref()) {
            restore::towards(
                self.run,
                self.resource,
                reader,
                state,
                self.state.state.as_ref(),
            )
            .await?;
            self.read().await?;
        }
        let Some(second) = self.step(position, case, Purpose::Confirm).await? else {
            return Ok(None);
        };
        self.state = second.after;
        Ok(Some(second.assessments))
    }

    /// A state in which the members that a request sent as null have other values than before, of
    /// those that were accepted; none when there is no other one for any of them.
    fn varied(&self, before: &StateRead, sent: &Exchange) -> Option<StateRead> {
        let mut read = before.clone();
        let state = read.state.as_mut()?;
        let mut varied = false;
        for (name, _) in body_of(sent).iter().filter(|(_, value)| value.is_null()) {
            let (Some(member), Some(was)) = (self.members.get(name), state.members.get(name))
            else {
                continue;
            };
            let mut values = self.accepted.get(name).into_iter().flatten();
            let other = values.find(|it| !it.is_null() && !member.same(Some(it), Some(was)));
            if let Some(other) = other.cloned() {
                state.members.insert(name.clone(), other);
                varied = true;
            }
        }
        varied.then_some(read)
    }

    /// Assessments that need no second look, and violations that do.
    fn sort_out(&self, assessments: Assessments) -> (Assessments, Vec<ClauseViolation>) {
        let mut settled = Assessments::default();
        let mut fresh = Vec::new();
        for assessment in assessments.0 {
            match assessment {
                Assessment::Violated(violation) => {
                    match self.confirmed.contains(&violation.fingerprint()) {
                        true => settled.violate(*violation),
                        false => fresh.push(*violation),
                    }
                }
                settles => settled.0.push(settles),
            }
        }
        (settled, fresh)
    }

    fn emit_law(&self, case: &Case, violation: &ClauseViolation, confirmed: bool) {
        self.run.engine.emit(Event::LawJudged(LawJudged {
            law: violation.rule,
            clause: violation.clause.clone(),
            case: case.id.clone(),
            confirmed,
            what: format!("{} → {}", violation.expected, violation.observed),
        }));
    }

    /// Follows the resource where an accepted request has moved it.
    async fn follow(&mut self, after: &StateRead) -> Result<(), Halt> {
        let gone = |exchange: &Exchange| matches!(exchange.status(), Some(404 | 410));
        if after.exchange.as_ref().is_some_and(gone) && self.relocate().await? {
            self.read().await?;
        }
        Ok(())
    }

    /// What is read is not what was answered: it was never stored, or the reading request, which
    /// writes nothing, did not keep it. One cannot be distinguished from the other.
    fn also_not_kept(&self, assessments: &mut Assessments) {
        let keeps = self.run.ledger.promise(Promise::Keeps, &Part::Law);
        for assessment in &mut assessments.0 {
            if let Assessment::Violated(violation) = assessment
                && violation.rule == LawId::Persists
                && self.reader.is_some_and(Reader::writes)
            {
                violation.also.extend(keeps.clone());
            }
        }
    }

    /// The state that was last read.
    pub(super) fn known_state(&self) -> Option<&State> {
        self.state.state.as_ref()
    }
}

/// Whether a case sends a text of which no value says what it is: a number that few can hold, a
/// member twice (RFC 8259 §4).
fn is_beyond_values(case: &Case) -> bool {
    matches!(
        &case.request.body,
        Body::Malformed {
            how: Malformed::Text { .. } | Malformed::DuplicateMember { .. },
            ..
        }
    )
}
