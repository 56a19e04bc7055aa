//! One exchange made by hand, for the tests of rules.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde_json::json;
use tally_spec::clause::{ClauseId, Part, keywords};
use tally_spec::contract::{Content, Contract, Operation, Response, StatusPattern};
use tally_spec::promise::{promises, request_part, response_part};

use crate::case::{
    Body, Case, CaseId, Credentials, Difference, Expectation, Family, Grade, Intent, PlannedRequest,
};
use crate::exchange::{
    Answer, Exchange, Failure, FailureKind, Outcome, SentRequest, is_acceptance,
};
use crate::judge::{Assessment, Assessments, CheckContext, Ledger, ResponseSchemas};
use crate::rule_id::RuleId;
use crate::rules::RULES;

const DOCUMENT: &str = include_str!("fixture.json");

/// The contract of `fixture.json`.
pub(crate) fn contract() -> Contract {
    let loaded = tally_spec::read_text("fixture.json", DOCUMENT);
    assert!(loaded.diagnostics.is_empty(), "{:#?}", loaded.diagnostics);
    loaded.contract.unwrap()
}

/// The whole ledger of an operation.
pub(crate) fn ledger(contract: &Contract, operation: &Operation) -> Ledger {
    let mut clauses = promises(contract, operation);
    let mut add = |part: Part, schema| {
        clauses.extend(keywords(&operation.key, &part, &contract.schema(schema)));
    };
    for parameter in &operation.parameters {
        if let Content::Styled { schema, .. } = parameter.content {
            let (location, name) = (parameter.location, parameter.name.clone());
            add(Part::Parameter { location, name }, schema);
        }
    }
    for media in operation.request_body.iter().flat_map(|body| &body.content) {
        add(request_part(operation, media), media.schema.unwrap());
    }
    for response in &operation.responses {
        for media in &response.content {
            add(response_part(response, media), media.schema.unwrap());
        }
        for header in &response.headers {
            if let Content::Styled { schema, .. } = header.content {
                let name = header.name.to_ascii_lowercase();
                let status = response.status;
                add(Part::ResponseHeader { status, name }, schema);
            }
        }
    }
    Ledger::new(operation, clauses)
}

/// Assessments as tests write them, one a line: `CLAUSE: upheld`, `CLAUSE: undecided: WHY`, or
/// `CLAUSE: EXPECTED → OBSERVED`, with `, also CLAUSE` for each other that the same defect breaks.
pub(crate) fn lines(
    assessments: &Assessments,
    operation: &Operation,
    ledger: &Ledger,
) -> Vec<String> {
    let prefix = format!("{} ", operation.key);
    let name = |id: &ClauseId| {
        assert!(ledger.clause(id).is_some(), "{id} is no clause");
        id.0.strip_prefix(&prefix).unwrap().to_owned()
    };
    let line = |assessment: &Assessment| {
        let clause = name(assessment.clause());
        match assessment {
            Assessment::Upheld(_) => format!("{clause}: upheld"),
            Assessment::Undecided { why, .. } => format!("{clause}: undecided: {why}"),
            Assessment::Violated(violation) => {
                let also = violation
                    .also
                    .iter()
                    .map(|id| format!(", also {}", name(id)));
                let also: String = also.collect();
                format!(
                    "{clause}: {} → {}{also}",
                    violation.expected, violation.observed
                )
            }
        }
    };
    assessments.0.iter().map(line).collect()
}

/// Compares all that a rule says of each exchange. One of them at least must make it speak: of
/// silence alone nobody sees whether the rule looks at the exchange at all.
#[track_caller]
pub(crate) fn check(rule: RuleId, fixtures: impl IntoIterator<Item = Fixture>) {
    let rule = RULES.iter().find(|it| it.id() == rule).unwrap();
    let mut speaks = false;
    for (index, mut fixture) in fixtures.into_iter().enumerate() {
        let expected = std::mem::take(&mut fixture.said);
        let said = fixture.judged(|context, assessments| {
            rule.judge(context, assessments);
            assert!(assessments.violations().all(|it| it.rule == rule.id()));
        });
        assert_eq!(said, expected, "exchange {index}");
        speaks |= !expected.is_empty();
    }
    assert!(speaks, "no exchange makes {} say anything", rule.id());
}

/// An exchange with the operation of `fixture.json`: a valid request and a good answer, but for what
/// is changed, and what a rule says of it.
pub(crate) struct Fixture {
    case: Case,
    method: String,
    sent: Vec<u8>,
    answer: Answer,
    failure: Option<FailureKind>,
    open_names: Vec<String>,
    declared: Vec<u16>,
    said: Vec<String>,
}

impl Fixture {
    fn new(expectation: Expectation, intent: Intent, family: Family) -> Self {
        let operation = contract().operations.remove(0);
        Self {
            case: Case {
                id: CaseId("case".to_owned()),
                operation: operation.key,
                family,
                clause: None,
                intent,
                request: PlannedRequest::default(),
                expectation,
                difference: None,
                about: "a request".to_owned(),
                times: 1,
            },
            method: "PATCH".to_owned(),
            sent: b"{}".to_vec(),
            answer: Answer {
                status: 200,
                headers: vec![
                    ("content-type".to_owned(), "application/json".to_owned()),
                    ("x-revision".to_owned(), "7".to_owned()),
                ],
                body: Bytes::from_static(br#"{"id":"1","title":"t"}"#),
                ..Answer::default()
            },
            failure: None,
            open_names: Vec::new(),
            declared: Vec::new(),
            said: Vec::new(),
        }
    }

    /// A valid request, accepted.
    pub(crate) fn valid() -> Self {
        let expectation = Expectation::Accepted { names: Vec::new() };
        Self::new(expectation, Intent::Honours, Family::Boundary)
    }

    /// A request that breaks the clause of one member, refused as declared.
    pub(crate) fn invalid(at: &str) -> Self {
        let statuses = vec![StatusPattern::Code(400)];
        let intent = Intent::Breaks {
            grade: Grade::Isolated,
            at: at.to_owned(),
        };
        let mut fixture = Self::new(Expectation::Refused { statuses }, intent, Family::Broken);
        fixture.answer.status = 400;
        fixture.body(r#"{"error":"x","field":["title"]}"#)
    }

    /// A request that no clause covers.
    pub(crate) fn survived() -> Self {
        Self::new(Expectation::Survived, Intent::Probes, Family::Protocol)
    }

    /// A request without credentials, refused as declared.
    pub(crate) fn unauthorized() -> Self {
        let statuses = vec![StatusPattern::Code(401)];
        let expectation = Expectation::Unauthorized { statuses };
        let fixture = Self::new(expectation, Intent::Probes, Family::Security);
        let fixture = fixture.credentials(Credentials::None).status(401);
        fixture.body(r#"{"error":"x","field":[]}"#)
    }

    /// A valid request with one alternative of `security` alone, accepted.
    pub(crate) fn alternative(index: usize) -> Self {
        let expectation = Expectation::Accepted { names: Vec::new() };
        let fixture = Self::new(expectation, Intent::Honours, Family::Security);
        fixture.credentials(Credentials::Alternative { index })
    }

    /// A request with a foreign or missing value.
    pub(crate) fn answered(family: Family, pointer: &str) -> Self {
        let statuses = vec![StatusPattern::Code(403), StatusPattern::Code(404)];
        let expectation = Expectation::Answered { statuses };
        Self::new(expectation, Intent::Probes, family)
            .differs(pointer)
            .status(404)
    }

    pub(crate) fn differs(mut self, pointer: &str) -> Self {
        self.case.difference = Some(Difference {
            pointer: pointer.to_owned(),
            accepted: Some(json!("accepted")),
            sent: Some(json!("sent")),
        });
        self
    }

    pub(crate) fn names(mut self, pointer: &str) -> Self {
        self.open_names.push(pointer.to_owned());
        self
    }

    /// The document declares this status as well, as it declares 404.
    pub(crate) fn declares(mut self, status: u16) -> Self {
        self.declared.push(status);
        self
    }

    /// The document declares no status for such requests.
    pub(crate) fn undeclared(mut self) -> Self {
        match &mut self.case.expectation {
            Expectation::Refused { statuses }
            | Expectation::Unauthorized { statuses }
            | Expectation::Answered { statuses } => statuses.clear(),
            Expectation::Accepted { .. } | Expectation::Survived => {}
        }
        self
    }

    pub(crate) fn credentials(mut self, credentials: Credentials) -> Self {
        self.case.request.credentials = credentials;
        self
    }

    /// The body is a text that the plan has fixed.
    pub(crate) fn text(mut self, described: bool) -> Self {
        self.case.request.body = Body::Text {
            media: "text/plain".to_owned(),
            text: "text".to_owned(),
            described,
        };
        self
    }

    pub(crate) fn method(mut self, method: &str) -> Self {
        method.clone_into(&mut self.method);
        self
    }

    pub(crate) fn sent(mut self, body: &[u8]) -> Self {
        self.sent = body.to_vec();
        self
    }

    pub(crate) fn status(mut self, status: u16) -> Self {
        self.answer.status = status;
        self
    }

    pub(crate) fn body(mut self, body: impl AsRef<[u8]>) -> Self {
        self.answer.body = Bytes::copy_from_slice(body.as_ref());
        self
    }

    /// What came behind an answer that has no body.
    pub(crate) fn surplus(mut self, bytes: &str) -> Self {
        self.answer.surplus = bytes.to_owned().into();
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.answer
            .headers
            .push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without_header(mut self, name: &str) -> Self {
        self.answer.headers.retain(|(it, _)| it != name);
        self
    }

    pub(crate) fn content_type(self, value: &str) -> Self {
        self.without_header("content-type")
            .header("content-type", value)
    }

    pub(crate) fn failed(mut self, kind: FailureKind) -> Self {
        self.failure = Some(kind);
        self
    }

    /// The rule says this of it, as one of its [`lines`].
    pub(crate) fn says(mut self, line: &str) -> Self {
        self.said.push(line.to_owned());
        self
    }

    /// The rule says that these clauses of a part are upheld.
    pub(crate) fn upholds(self, part: &str, paths: &[&str]) -> Self {
        let lines = paths.iter().map(|path| format!("{part}#{path}: upheld"));
        lines.fold(self, |fixture, line| fixture.says(&line))
    }

    /// The rule says nothing of it.
    pub(crate) fn says_nothing(self) -> Self {
        assert_eq!(self.said, Vec::<String>::new());
        self
    }

    /// What is said of it, as [`lines`].
    pub(crate) fn judged(
        self,
        judge: impl FnOnce(&CheckContext<'_>, &mut Assessments),
    ) -> Vec<String> {
        let mut contract = contract();
        let operation = &mut contract.operations[0];
        for status in self.declared {
            let like = operation.response(404).unwrap().clone();
            let status = StatusPattern::Code(status);
            operation.responses.push(Response { status, ..like });
        }
        let operation = &contract.operations[0];
        let ledger = ledger(&contract, operation);
        let described = ResponseSchemas::new(&contract, operation);
        let outcome = match self.failure {
            None => Outcome::Answered(self.answer),
            Some(kind) => Outcome::Failed(Failure {
                kind,
                detail: "detail".to_owned(),
                partial: None,
            }),
        };
        let accepted = match &outcome {
            Outcome::Answered(answer) => is_acceptance(operation, &self.case, answer.status),
            Outcome::Failed(_) => false,
        };
        let exchange = Exchange {
            accepted,
            case: Arc::new(self.case),
            resource: 0,
            bound: Arc::default(),
            request: SentRequest {
                method: self.method,
                url: "http://h/tasks".to_owned(),
                shown_url: None,
                headers: Vec::new(),
                body: Some(self.sent.into()),
            },
            outcome,
            took: Duration::ZERO,
        };
        let context =
            CheckContext::new(operation, &ledger, &described, &exchange, &self.open_names);
        let mut assessments = Assessments::default();
        judge(&context, &mut assessments);
        lines(&assessments, operation, &ledger)
    }
}
