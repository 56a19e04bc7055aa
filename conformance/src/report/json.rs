//! The verdict of a run as one JSON document, for programs.
//!
//! Its schema is `conformance/schemas/verdict.schema.json`.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;
use tally_spec::clause::{Clause, ClauseId};

use super::Report;
use super::result::RunResult;
use crate::event::{
    AcceptanceVoid, Accepted, Event, LeftResource, NotRestored, OperationJudged, RunAborted,
};
use crate::finding::{Finding, Fingerprint};
use crate::summary::{Clauses, Conclusion};
use crate::verdict::Verdict;

/// The version of the document: raised when a reader of the former one would misread it.
pub const VERSION: u32 = 3;

/// The JSON Schema of the document.
pub const SCHEMA: &str = include_str!("../../schemas/verdict.schema.json");

/// Writes the verdict of a run, at its end.
#[derive(Debug)]
pub struct Json<W> {
    out: W,
    gathered: RunResult,
}

/// The document.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    /// The version of tally.
    tally: &'static str,
    url: &'a str,
    conclusion: Conclusion,
    aborted: Option<&'a RunAborted>,
    requests: u64,
    milliseconds: u64,
    totals: Totals,
    operations: Vec<Operation<'a>>,
    findings: Vec<ReportedFinding<'a>>,
    void_acceptances: &'a [AcceptanceVoid],
    not_restored: &'a [NotRestored],
    /// Resources that the run made and did not delete.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    left: &'a [LeftResource],
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Totals {
    findings: u64,
    accepted: u64,
    clauses: Clauses,
}

#[derive(Serialize)]
struct Operation<'a> {
    operation: String,
    accepted: bool,
    clauses: Vec<Judged<'a>>,
}

/// A clause with its verdict.
#[derive(Serialize)]
struct Judged<'a> {
    id: &'a ClauseId,
    /// None for a clause that is deeper than the ledger lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    promise: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(flatten)]
    verdict: &'a Verdict,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<&'a Fingerprint>,
}

#[derive(Serialize)]
struct ReportedFinding<'a> {
    /// Counted from 1, as the terminal counts.
    number: usize,
    #[serde(flatten)]
    finding: &'a Finding,
    accepted: Option<&'a Accepted>,
}

impl<W: Write> Json<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            gathered: RunResult::default(),
        }
    }
}

impl<W: Write> Report for Json<W> {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        let Some(run) = self.gathered.event(event) else {
            return Ok(());
        };
        serde_json::to_writer_pretty(&mut self.out, &document(&run))?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }
}

fn document(run: &RunResult) -> Document<'_> {
    let planned = run.started.iter().flat_map(|it| &it.operations);
    let clauses: HashMap<&ClauseId, &Clause> = planned
        .flat_map(|it| &it.clauses)
        .map(|clause| (&clause.id, clause))
        .collect();
    let found = run
        .findings
        .iter()
        .zip(1..)
        .map(|(finding, number)| ReportedFinding {
            number,
            finding,
            accepted: run.accepted.get(&finding.fingerprint),
        });
    let summary = &run.summary;
    Document {
        version: VERSION,
        tally: env!("CARGO_PKG_VERSION"),
        url: run.started.as_ref().map_or("", |it| &it.url),
        conclusion: summary.conclusion(),
        aborted: summary.aborted.as_ref(),
        requests: summary.requests,
        milliseconds: summary.milliseconds,
        totals: Totals {
            findings: summary.findings,
            accepted: summary.accepted,
            clauses: summary.clauses,
        },
        operations: run
            .judged
            .iter()
            .map(|it| operation(run, it, &clauses))
            .collect(),
        findings: found.collect(),
        void_acceptances: &run.void,
        not_restored: &run.not_restored,
        left: &run.left,
        notes: run.notes.iter().map(ToString::to_string).collect(),
    }
}

fn operation<'a>(
    run: &'a RunResult,
    judged: &'a OperationJudged,
    clauses: &HashMap<&ClauseId, &'a Clause>,
) -> Operation<'a> {
    let of = |id: &ClauseId| {
        let findings = run.findings.iter();
        findings
            .filter(|it| it.clause.id == *id || it.also.contains(id))
            .map(|it| &it.fingerprint)
            .collect()
    };
    let verdicts = judged.verdicts.iter().map(|it| {
        let clause = clauses.get(&it.clause);
        Judged {
            id: &it.clause,
            part: clause.map(|it| it.part.to_string()),
            promise: clause.map(|it| it.promise.as_str()),
            place: clause.and_then(|it| Some(it.place.as_ref()?.to_string())),
            verdict: &it.verdict,
            findings: of(&it.clause),
        }
    });
    Operation {
        operation: judged.operation.to_string(),
        accepted: judged.accepted,
        clauses: verdicts.collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use tally_spec::schema::Validator;

    use super::*;
    use crate::report::sample;

    fn schema() -> Validator {
        Validator::new(&serde_json::from_str(SCHEMA).unwrap()).unwrap()
    }

    fn written(events: &[Event]) -> Value {
        let mut out = Vec::new();
        let mut report = Json::new(&mut out);
        for event in events {
            report.event(event).unwrap();
        }
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_verdict_is_what_the_schema_says() {
        let document = written(&sample::events());
        assert_eq!(schema().violations(&document), Vec::new());
        assert_eq!(document["conclusion"], "violated");
        assert_eq!(document["operations"][0]["operation"], "PATCH /things");
        assert_eq!(document["findings"][0]["rule"], "invalid_accepted");
        assert_eq!(document["findings"][0]["accepted"], Value::Null);
        let clauses = document["operations"][0]["clauses"].as_array().unwrap();
        let violated = clauses.iter().find(|it| it["verdict"] == "violated");
        let fingerprints = &violated.unwrap()["findings"];
        assert_eq!(fingerprints[0], document["findings"][0]["fingerprint"]);
    }

    #[test]
    fn the_schema_is_not_content_with_anything() {
        let validator = schema();
        let good = written(&sample::events());
        for (pointer, value) in [
            ("/version", json!(0)),
            ("/conclusion", json!("fine")),
            ("/operations/0/clauses/0/verdict", json!("maybe")),
            ("/findings/0/fingerprint", json!("x")),
            ("/findings/0/clause/part/part", json!("somewhere")),
            ("/totals/clauses/upheld", json!(-1)),
            ("/aborted", json!({ "reason": "bored" })),
        ] {
            let mut bad = good.clone();
            *bad.pointer_mut(pointer).unwrap() = value;
            assert!(!validator.is_valid(&bad), "{pointer}");
        }
    }

    #[test]
    fn a_run_that_ends_early_has_a_verdict_too() {
        let document = written(&sample::unreachable());
        assert_eq!(schema().violations(&document), Vec::new());
        assert_eq!(document["conclusion"], "unreachable");
        assert_eq!(document["aborted"]["reason"], "unreachable");
    }

    #[test]
    fn nothing_is_written_before_the_end() {
        let mut events = sample::events();
        events.pop();
        let mut out = Vec::new();
        let mut report = Json::new(&mut out);
        for event in &events {
            report.event(event).unwrap();
        }
        assert!(out.is_empty());
    }
}
