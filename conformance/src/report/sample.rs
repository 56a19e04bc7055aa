//! A run made by hand, for the tests of reports.

use tally_spec::Place;
use tally_spec::clause::{Clause, ClauseId, Part};
use tally_spec::contract::{Method, OperationKey};

use crate::case::{CaseId, Difference};
use crate::event::{
    Event, OperationBound, OperationJudged, Planned, RunAborted, RunFinished, RunStarted, VERSION,
};
use crate::finding::{Finding, Fingerprint};
use crate::record::{AnswerRecord, Record, RequestRecord, Text};
use crate::rule_id::{FoundBy, RuleId};
use crate::verdict::{ClauseVerdict, Verdict};

fn operation() -> OperationKey {
    OperationKey {
        method: Method("PATCH".to_owned()),
        path: "/things".to_owned(),
    }
}

fn clause(part: Part, path: &str, promise: &str) -> Clause {
    Clause {
        id: ClauseId::new(&operation(), &part, path),
        operation: operation(),
        part,
        path: path.to_owned(),
        keyword: path.rsplit('/').next().unwrap().to_owned(),
        instance: String::new(),
        promise: promise.to_owned(),
        place: Some(Place {
            file: "api.yaml".into(),
            pointer: "/paths".into(),
            line: 3,
            column: 5,
        }),
    }
}

fn clauses() -> Vec<Clause> {
    let body = Part::RequestBody { media: None };
    vec![
        clause(body, "/properties/title/type", "`title` is a string"),
        clause(
            Part::Responses,
            "/status",
            "every answer has a declared status",
        ),
        clause(Part::Http, "/whole", "every answer arrives whole"),
        clause(Part::Law, "/echo", "the answer shows what was sent"),
        clause(Part::Law, "/keeps", "what was not sent is kept"),
    ]
}

fn record() -> Record {
    Record {
        case: CaseId("body/title/type/number".to_owned()),
        about: "title is a number".to_owned(),
        operation: operation(),
        resource: 0,
        request: RequestRecord {
            method: "PATCH".to_owned(),
            url: "http://127.0.0.1:1/things".to_owned(),
            headers: vec![("x-api-key".to_owned(), "$TALLY_KEY".to_owned())],
            body: Some(Text::new(br#"{"title":1}"#)),
        },
        answer: Some(AnswerRecord {
            status: 200,
            headers: vec![("content-type".to_owned(), "text/plain".to_owned())],
            body: Text::new(b"\xff<&>\x01]]>"),
        }),
        failure: None,
        milliseconds: 3,
        curl: Some("curl http://127.0.0.1:1/things -d '{\"title\":1}'".to_owned()),
    }
}

fn finding(rule: impl Into<FoundBy>, clause: Clause, expected: &str, observed: &str) -> Finding {
    Finding {
        fingerprint: Fingerprint::new(&clause.id, expected, &observed.into()),
        rule: rule.into(),
        clause,
        also: Vec::new(),
        expected: expected.to_owned(),
        observed: observed.into(),
        why: "the document declares 400".to_owned(),
        detail: Some("title is a number".to_owned()),
        explained_by: None,
        difference: Some(Difference {
            pointer: "/body/title".to_owned(),
            accepted: Some("a".into()),
            sent: Some(1.into()),
        }),
        cases: vec![CaseId("body/title/type/number".to_owned())],
        evidence: vec![record()],
        values: None,
        replay: None,
    }
}

/// The two findings of the run.
pub(crate) fn findings() -> Vec<Finding> {
    let clauses = clauses();
    vec![
        finding(
            RuleId::InvalidAccepted,
            clauses[0].clone(),
            "400",
            "accepted",
        ),
        finding(RuleId::UndocumentedStatus, clauses[1].clone(), "200", "418"),
    ]
}

fn started() -> Event {
    Event::RunStarted(RunStarted {
        version: VERSION,
        url: "http://127.0.0.1:1/".to_owned(),
        operations: vec![Planned {
            url: None,
            operation: operation(),
            requests: 10,
            writes: 10,
            drawn: 0,
            clauses: clauses(),
        }],
        jobs: 8,
        seed: 1,
        run_id: 1,
    })
}

fn judged(accepted: bool, verdicts: impl Fn(usize) -> Verdict) -> Event {
    let all = clauses().into_iter().enumerate();
    Event::OperationJudged(OperationJudged {
        operation: operation(),
        accepted,
        verdicts: all
            .map(|(index, clause)| ClauseVerdict {
                clause: clause.id,
                verdict: verdicts(index),
            })
            .collect(),
    })
}

fn finished() -> Event {
    Event::RunFinished(RunFinished {
        requests: 10,
        milliseconds: 1_500,
    })
}

/// A run with every verdict.
pub(crate) fn events() -> Vec<Event> {
    let mut events = vec![started()];
    events.extend(findings().into_iter().map(|it| Event::Found(Box::new(it))));
    events.push(judged(true, |index| match index {
        0 | 1 => Verdict::Violated,
        2 => Verdict::Upheld { by: 7 },
        3 => Verdict::Inconclusive {
            why: "nothing shows it".to_owned(),
        },
        _ => Verdict::NotExercised {
            why: "no case".to_owned(),
        },
    }));
    events.push(finished());
    events
}

fn nothing(_: usize) -> Verdict {
    Verdict::NotExercised {
        why: "no request was accepted".to_owned(),
    }
}

/// A run that reached nobody.
pub(crate) fn unreachable() -> Vec<Event> {
    let detail = "refused".to_owned();
    vec![
        started(),
        judged(false, nothing),
        Event::RunAborted(RunAborted::Unreachable { detail }),
        finished(),
    ]
}

/// A run against a server that accepts nothing.
pub(crate) fn never_accepted() -> Vec<Event> {
    let bound = OperationBound {
        operation: operation(),
        accepted: Vec::new(),
        state: None,
        refused: vec![record()],
        help: None,
    };
    vec![
        started(),
        Event::OperationBound(bound),
        judged(false, nothing),
        finished(),
    ]
}

/// A run over twelve operations; two of them accept nothing.
pub(crate) fn whole_api() -> Vec<Event> {
    let key = |number: usize| OperationKey {
        method: Method("GET".to_owned()),
        path: format!("/things/{number}"),
    };
    let operations = (1..=12).map(|number| Planned {
        url: None,
        operation: key(number),
        requests: 5,
        writes: 0,
        drawn: 0,
        clauses: Vec::new(),
    });
    let Event::RunStarted(first) = started() else {
        unreachable!()
    };
    let mut events = vec![Event::RunStarted(RunStarted {
        operations: operations.collect(),
        ..first
    })];
    for (number, help) in [(3, None), (7, Some("give an id".to_owned()))] {
        events.push(Event::OperationBound(OperationBound {
            operation: key(number),
            accepted: Vec::new(),
            state: None,
            refused: vec![record()],
            help,
        }));
    }
    events.extend(findings().into_iter().enumerate().map(|(number, it)| {
        Event::Found(Box::new(Finding {
            cases: vec![CaseId(format!("case-{number}"))],
            ..it
        }))
    }));
    events.extend((1..=12).map(|number| {
        Event::OperationJudged(OperationJudged {
            operation: key(number),
            accepted: !matches!(number, 3 | 7),
            verdicts: Vec::new(),
        })
    }));
    events.push(finished());
    events
}
