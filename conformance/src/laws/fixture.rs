//! One step made by hand, for the tests of laws.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};
use tally_spec::clause::Part;

use crate::case::{Case, CaseId, Expectation, Family, Intent, PlannedRequest};
use crate::exchange::{Answer, Exchange, Outcome, SentRequest};
use crate::judge::Assessments;
use crate::laws::{LAWS, Law, Step};
use crate::rule_id::LawId;
use crate::rules::fixture::{contract, ledger, lines};
use crate::state::{Located, Members, State};

/// Compares all that a law says of each step, as [`lines`]. One of them at least must make it speak.
#[track_caller]
pub(crate) fn check(law: LawId, fixtures: impl IntoIterator<Item = Fixture>) {
    let law = LAWS.iter().find(|it| it.id() == law).unwrap();
    let mut speaks = false;
    for (index, mut fixture) in fixtures.into_iter().enumerate() {
        let expected = std::mem::take(&mut fixture.said);
        assert_eq!(fixture.judged(*law), expected, "step {index}");
        speaks |= !expected.is_empty();
    }
    assert!(speaks, "no step makes {} say anything", law.id());
}

/// A request that is accepted, with nothing known of the state, and what a law says of it.
pub(crate) struct Fixture {
    sent: Map<String, Value>,
    before: Option<State>,
    answers: Vec<(u16, Located)>,
    after: Option<State>,
    said: Vec<String>,
}

fn state(value: Value) -> State {
    value.as_object().unwrap().clone().into()
}

impl Fixture {
    pub(crate) fn sends(body: Value) -> Self {
        Self {
            sent: body.as_object().unwrap().clone(),
            before: None,
            answers: vec![(200, Located::Unknown)],
            after: None,
            said: Vec::new(),
        }
    }

    pub(crate) fn before(mut self, before: Value) -> Self {
        self.before = Some(state(before));
        self
    }

    pub(crate) fn answers(mut self, shown: Value) -> Self {
        self.answers = vec![(200, Located::Shown(state(shown)))];
        self
    }

    pub(crate) fn answers_nothing(mut self) -> Self {
        self.answers = vec![(200, Located::Missing)];
        self
    }

    pub(crate) fn then_answers(mut self, shown: Value) -> Self {
        self.answers.push((200, Located::Shown(state(shown))));
        self
    }

    /// The status of the last answer.
    pub(crate) fn status(mut self, status: u16) -> Self {
        self.answers.last_mut().unwrap().0 = status;
        self
    }

    pub(crate) fn refused(self, status: u16) -> Self {
        self.status(status)
    }

    pub(crate) fn after(mut self, after: Value) -> Self {
        self.after = Some(state(after));
        self
    }

    /// The law says this of it, as one of its [`lines`].
    pub(crate) fn says(mut self, line: &str) -> Self {
        self.said.push(line.to_owned());
        self
    }

    /// The law says nothing of it.
    pub(crate) fn says_nothing(self) -> Self {
        assert_eq!(self.said, Vec::<String>::new());
        self
    }

    /// What a law says of it.
    fn judged(self, law: &dyn Law) -> Vec<String> {
        let contract = contract();
        let operation = &contract.operations[0];
        let ledger = ledger(&contract, operation);
        let members = Members::of(&json!({ "required": ["id"], "properties": {
            "id": { "format": "uuid" }, "title": {}, "enabled": {}, "moves": {},
        } }));
        let case = Arc::new(Case {
            id: CaseId("case".to_owned()),
            operation: operation.key.clone(),
            family: Family::Boundary,
            clause: None,
            intent: Intent::Honours,
            request: PlannedRequest::default(),
            expectation: Expectation::Survived,
            difference: None,
            about: "a request".to_owned(),
            times: 1,
        });
        let exchange = |status: u16| Exchange {
            case: Arc::clone(&case),
            resource: 0,
            bound: Arc::default(),
            request: SentRequest {
                method: "PATCH".to_owned(),
                url: "http://h/".to_owned(),
                shown_url: None,
                headers: Vec::new(),
                body: None,
            },
            outcome: Outcome::Answered(Answer {
                status,
                ..Answer::default()
            }),
            accepted: (200..300).contains(&status),
            took: Duration::ZERO,
        };
        let exchanges: Vec<_> = self
            .answers
            .iter()
            .map(|(status, _)| exchange(*status))
            .collect();
        let shown: Vec<_> = self.answers.iter().map(|(_, shown)| shown).collect();
        let step = Step {
            ledger: &ledger,
            members: &members.without(&["moves".to_owned()]),
            sent: &self.sent,
            before: self.before.as_ref(),
            exchanges: &exchanges,
            shown: &shown,
            after: self.after.as_ref(),
        };
        let mut assessments = Assessments::default();
        let clause = ledger.promise(law.promise(), &Part::Law).unwrap();
        law.judge(&step, clause, &mut assessments);
        assert!(assessments.violations().all(|it| it.rule == law.id()));
        lines(&assessments, operation, &ledger)
    }
}
