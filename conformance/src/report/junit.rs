//! The verdict of a run as JUnit XML, for build servers: one suite for each operation, one test
//! case for each clause.
//!
//! Upheld is a pass and violated a failure. Inconclusive, not exercised and violated only as the
//! project accepts it are skipped, each with its reason. What is no verdict of a clause but makes
//! the run fail is an error, so that a build server is as red as the exit code.

use std::io::{self, Write};
use std::time::Duration;

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use tally_spec::clause::ClauseId;

use super::result::RunResult;
use super::{Report, terminal};
use crate::event::{Event, OperationJudged, RunAborted};
use crate::finding::Finding;
use crate::verdict::{ClauseVerdict, Verdict};

/// Writes the verdict of a run as JUnit XML, at its end.
#[derive(Debug)]
pub struct Junit<W> {
    out: W,
    gathered: RunResult,
}

impl<W: Write> Junit<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            gathered: RunResult::default(),
        }
    }
}

impl<W: Write> Report for Junit<W> {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        let Some(run) = self.gathered.event(event) else {
            return Ok(());
        };
        let mut report = quick_junit::Report::new("tally");
        report.set_time(Duration::from_millis(run.summary.milliseconds));
        if let Some(reason) = &run.summary.aborted {
            report.add_test_suite(aborted(reason));
        }
        report.add_test_suites(run.judged.iter().map(|it| suite(&run, it)));
        report.serialize(&mut self.out).map_err(io::Error::other)?;
        self.out.flush()
    }
}

fn aborted(reason: &RunAborted) -> TestSuite {
    let message = match reason {
        RunAborted::Unreachable { detail } => format!("the server could not be reached: {detail}"),
        RunAborted::ServerGone { detail } => {
            format!("the server was gone before the end: {detail}")
        }
        RunAborted::Stopped => "the run was stopped before its end".to_owned(),
    };
    let mut suite = TestSuite::new("run");
    suite.add_test_case(error("the run reaches its end", "run", message));
    suite
}

fn suite(run: &RunResult, judged: &OperationJudged) -> TestSuite {
    let operation = judged.operation.to_string();
    let mut suite = TestSuite::new(operation.as_str());
    if !judged.accepted && run.summary.aborted.is_none() {
        let refused = run
            .bound
            .iter()
            .filter(|it| it.operation == judged.operation);
        let mut lines = vec!["most of its clauses were not judged".to_owned()];
        lines.extend(refused.flat_map(|it| &it.refused).map(terminal::refusal));
        let name = "the operation accepts a request";
        suite.add_test_case(error(name, &operation, lines.join("\n")));
    }
    for verdict in &judged.verdicts {
        suite.add_test_case(case(run, &operation, verdict));
    }
    suite
}

fn case(run: &RunResult, operation: &str, verdict: &ClauseVerdict) -> TestCase {
    let status = match &verdict.verdict {
        Verdict::Upheld { .. } => TestCaseStatus::success(),
        Verdict::Violated => violated(run, &verdict.clause),
        Verdict::Inconclusive { why } => skipped(&format!("inconclusive: {why}")),
        Verdict::NotExercised { why } => skipped(&format!("not exercised: {why}")),
    };
    let id = &verdict.clause.0;
    let name = id.strip_prefix(operation).unwrap_or(id).trim_start();
    let mut case = TestCase::new(name, status);
    case.set_classname(operation);
    if let Verdict::Upheld { by } = verdict.verdict {
        case.set_assertions(usize::try_from(by).unwrap_or(usize::MAX));
    }
    case
}

fn violated(run: &RunResult, clause: &ClauseId) -> TestCaseStatus {
    let concerns = |it: &&Finding| it.clause.id == *clause || it.also.contains(clause);
    let findings: Vec<&Finding> = run.findings.iter().filter(concerns).collect();
    let (accepted, open): (Vec<&Finding>, Vec<&Finding>) = findings
        .into_iter()
        .partition(|it| run.accepted.contains_key(&it.fingerprint));
    if open.is_empty() && !accepted.is_empty() {
        let reasons = accepted.iter().filter_map(|it| {
            let accepted = run.accepted.get(&it.fingerprint)?;
            Some(format!(
                "{} accepted until {}: {}",
                it.fingerprint, accepted.until, accepted.reason
            ))
        });
        return skipped(&reasons.collect::<Vec<_>>().join("; "));
    }
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    if let Some(first) = open.first() {
        let text: Vec<_> = open.iter().map(|it| terminal::plain(it)).collect();
        status
            .set_type(first.rule.as_str())
            .set_message(lawful(&format!("{} → {}", first.expected, first.observed)))
            .set_description(lawful(&text.join("\n")));
    }
    status
}

/// The text with U+FFFD for what XML cannot hold (XML 1.0 §2.2).
fn lawful(text: &str) -> String {
    let is_lawful = |it: char| match it {
        '\t' | '\n' | '\r' => true,
        '\0'..' ' | '\u{fffe}' | '\u{ffff}' => false,
        _ => true,
    };
    text.chars()
        .map(|it| {
            if is_lawful(it) {
                it
            } else {
                char::REPLACEMENT_CHARACTER
            }
        })
        .collect()
}

fn skipped(message: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(message);
    status
}

fn error(name: &str, class: &str, message: String) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_message(message);
    let mut case = TestCase::new(name, status);
    case.set_classname(class);
    case
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use quick_junit::Report as Xml;

    use super::*;
    use crate::acceptance::{Acceptance, Entry};
    use crate::report::sample;

    fn written(events: &[Event]) -> Xml {
        let mut out = Vec::new();
        let mut report = Junit::new(&mut out);
        for event in events {
            report.event(event).unwrap();
        }
        Xml::deserialize_from_str(&String::from_utf8(out).unwrap()).unwrap()
    }

    #[test]
    fn text_is_what_xml_can_hold() {
        assert_eq!(lawful("a\u{fffe}b\u{1}c\nd"), "a\u{fffd}b\u{fffd}c\nd");
    }

    /// Status and message of each test case.
    fn cases(xml: &Xml) -> Vec<String> {
        let cases = xml.test_suites.iter().flat_map(|it| &it.test_cases);
        cases
            .map(|case| {
                let status = match &case.status {
                    TestCaseStatus::Success { .. } => "pass".to_owned(),
                    TestCaseStatus::NonSuccess { kind, message, .. } => {
                        format!("{kind:?} ({})", message.as_ref().unwrap().as_str())
                    }
                    TestCaseStatus::Skipped { message, .. } => {
                        format!("skipped ({})", message.as_ref().unwrap().as_str())
                    }
                };
                format!("{}: {status}", case.name.as_str())
            })
            .collect()
    }

    #[test]
    fn every_clause_is_a_test_case_and_every_verdict_a_status() {
        let xml = written(&sample::events());
        assert_eq!(
            cases(&xml),
            [
                "request.body#/properties/title/type: Failure (400 → accepted)",
                "responses#/status: Failure (200 → 418)",
                "http#/whole: pass",
                "law#/echo: skipped (inconclusive: nothing shows it)",
                "law#/keeps: skipped (not exercised: no case)",
            ]
        );
        assert_eq!(xml.failures, 2);
        assert_eq!(xml.test_suites[0].name.as_str(), "PATCH /things");
    }

    #[test]
    fn a_failure_holds_what_the_finding_says() {
        let xml = written(&sample::events());
        let TestCaseStatus::NonSuccess {
            description, ty, ..
        } = &xml.test_suites[0].test_cases[0].status
        else {
            panic!("{xml:?}");
        };
        assert_eq!(ty.as_ref().unwrap().as_str(), "invalid_accepted");
        let text = description.as_ref().unwrap().as_str();
        for part in ["title is a number", "api.yaml:3:5", "curl", "\u{fffd}<&>"] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn an_accepted_finding_is_skipped_with_its_reason() {
        let finding = &sample::findings()[0];
        let entry = Entry {
            fingerprint: finding.fingerprint.clone(),
            reason: "ticket 12".to_owned(),
            until: Date::constant(2027, 1, 31),
            clause: None,
            origin: String::new(),
        };
        let mut acceptance = Acceptance::new([entry], Date::constant(2026, 1, 1));
        let mut events = Vec::new();
        for event in sample::events() {
            acceptance.pass(event, |event| events.push(event));
        }
        let cases = cases(&written(&events));
        let reason = "accepted until 2027-01-31: ticket 12";
        assert!(cases[0].contains("skipped"), "{cases:?}");
        assert!(cases[0].contains(reason), "{cases:?}");
        assert!(cases[1].contains("Failure"), "{cases:?}");
    }

    #[test]
    fn a_run_that_fails_without_a_finding_is_red_too() {
        let xml = written(&sample::unreachable());
        assert_eq!(
            cases(&xml)[0],
            "the run reaches its end: Error (the server could not be reached: refused)"
        );
        let xml = written(&sample::never_accepted());
        let cases = cases(&xml);
        assert!(cases[0].starts_with("the operation accepts a request: Error"));
        assert_eq!(xml.errors, 1);
    }
}
