//! The report for people: findings as groups, verdicts by part, totals.

mod accepted;
mod finding;
mod overview;
mod verdicts;

use std::collections::HashMap;
use std::io::{self, Write};

use anstyle::AnsiColor;
use tally_spec::Place;

use super::{Report, groups};
use crate::event::{
    CleanedUp, Event, OperationBound, OperationJudged, Purpose, RunAborted, RunStarted,
};
use crate::finding::{Finding, Fingerprint};
use crate::record::Record;
use crate::summary::{Conclusion, Summary};

/// How text is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether escape sequences for colours are written.
    pub color: bool,
}

/// Gives the line of the document at a place.
type Lines = dyn Fn(&Place) -> Option<String>;

/// Writes the report for people.
pub struct Terminal<W> {
    out: W,
    style: Style,
    source: Box<Lines>,
    findings: Vec<Finding>,
    judged: Vec<OperationJudged>,
    summary: Summary,
    clauses: Vec<tally_spec::clause::Clause>,
    /// Requests that no plan counts.
    derived: u64,
    acceptance: accepted::Acceptances,
    /// Whether only findings and totals are written.
    brief: bool,
    /// What the run's own values are made of.
    run_id: u64,
    /// Whether the run is over many operations, and shown as a whole.
    is_many: bool,
    /// The operations that accepted no candidate, where the run is shown as a whole.
    never: Vec<OperationBound>,
    /// How many groups the findings make.
    groups: usize,
    /// How many groups of findings are shown; none: as many as fit the run.
    max_findings: Option<usize>,
}

impl<W> std::fmt::Debug for Terminal<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Terminal")
            .field("summary", &self.summary)
            .finish_non_exhaustive()
    }
}

impl Style {
    fn paint(self, style: anstyle::Style, text: &str) -> String {
        match self.color {
            true => format!("{style}{text}{style:#}"),
            false => text.to_owned(),
        }
    }

    fn red(self, text: &str) -> String {
        self.paint(AnsiColor::Red.on_default().bold(), text)
    }

    fn green(self, text: &str) -> String {
        self.paint(AnsiColor::Green.on_default().bold(), text)
    }

    fn yellow(self, text: &str) -> String {
        self.paint(AnsiColor::Yellow.on_default(), text)
    }

    fn bold(self, text: &str) -> String {
        self.paint(anstyle::Style::new().bold(), text)
    }

    fn dim(self, text: &str) -> String {
        self.paint(anstyle::Style::new().dimmed(), text)
    }
}

impl<W: Write> Terminal<W> {
    /// Writes to `out`. `source` gives the line of the document at a place, if it is at hand.
    pub fn new(out: W, style: Style, source: impl Fn(&Place) -> Option<String> + 'static) -> Self {
        Self {
            out,
            style,
            source: Box::new(source),
            findings: Vec::new(),
            judged: Vec::new(),
            summary: Summary::default(),
            clauses: Vec::new(),
            derived: 0,
            acceptance: accepted::Acceptances::default(),
            brief: false,
            run_id: 0,
            is_many: false,
            never: Vec::new(),
            groups: 0,
            max_findings: None,
        }
    }

    /// Leaves out what is planned and the verdicts by part: findings and totals remain.
    #[must_use]
    pub fn brief(self, brief: bool) -> Self {
        Self { brief, ..self }
    }

    /// Shows at most so many groups of findings; none: all of a run over few operations, the most
    /// important ones of a run over many.
    #[must_use]
    pub fn max_findings(self, max_findings: Option<usize>) -> Self {
        Self {
            max_findings,
            ..self
        }
    }

    fn started(&mut self, started: &RunStarted) -> io::Result<()> {
        self.run_id = started.run_id;
        self.is_many = overview::is_many(started);
        if self.is_many && !self.brief {
            overview::planned(&mut self.out, started)?;
        }
        for planned in &started.operations {
            self.clauses.extend(planned.clauses.iter().cloned());
            if self.brief || self.is_many {
                continue;
            }
            let (requests, writes) = (planned.requests, planned.writes);
            let url = planned.url.as_ref().unwrap_or(&started.url);
            writeln!(
                self.out,
                "{} at {url}: {requests} requests planned, {writes} of them may write; {} clauses",
                self.style.bold(&planned.operation.to_string()),
                planned.clauses.len(),
            )?;
        }
        let drawn: usize = started.operations.iter().map(|it| it.drawn).sum();
        if drawn > 0 && !self.brief {
            let seed = started.seed;
            writeln!(
                self.out,
                "then about {drawn} requests drawn from the seed {seed}"
            )?;
        }
        Ok(())
    }

    fn bound(&mut self, bound: &OperationBound) -> io::Result<()> {
        if !bound.accepted.is_empty() {
            return Ok(());
        }
        if self.is_many {
            self.never.push(bound.clone());
            return Ok(());
        }
        let operation = self.style.bold(&bound.operation.to_string());
        writeln!(
            self.out,
            "{operation}: {}",
            self.style.yellow("no request was accepted")
        )?;
        for record in &bound.refused {
            writeln!(self.out, "    {}: {}", record.about, outcome(record))?;
        }
        Ok(())
    }

    fn finished(&mut self) -> io::Result<()> {
        let findings = std::mem::take(&mut self.findings);
        let fingerprints = findings.iter().map(|it| it.fingerprint.clone());
        let numbers: HashMap<Fingerprint, usize> = fingerprints.zip(1..).collect();
        let number = |finding: &Finding| numbers.get(&finding.fingerprint).copied().unwrap_or(0);
        let (known, findings) = self.acceptance.divide(findings);
        let mut groups = groups(&findings);
        if self.is_many {
            groups = overview::by_importance(groups);
        }
        self.groups = groups.len();
        let most = overview::shown(self.is_many, self.max_findings);
        for group in groups.iter().take(most) {
            finding::write(&mut self.out, self.style, &*self.source, &number, group)?;
        }
        if groups.len() > most {
            writeln!(
                self.out,
                "\nnot shown: {} of {} groups of findings; show more with --max-findings, or write a report",
                groups.len() - most,
                groups.len(),
            )?;
        }
        self.acceptance.write(&mut self.out, self.style, &known)?;
        let judged = std::mem::take(&mut self.judged);
        if self.is_many {
            overview::by_rule(&mut self.out, self.style, &findings)?;
            overview::never_exercised(&mut self.out, self.style, &judged, &self.never)?;
        }
        for operation in judged.iter().filter(|_| !self.brief && !self.is_many) {
            verdicts::write(&mut self.out, self.style, operation, &self.clauses)?;
        }
        self.totals()
    }

    fn totals(&mut self) -> io::Result<()> {
        let summary = &self.summary;
        let clauses = summary.clauses;
        let known = match summary.accepted {
            0 => String::new(),
            number => format!(" ({number} accepted)"),
        };
        let conclusion = match summary.conclusion() {
            Conclusion::Violated => self.style.red("violated"),
            Conclusion::Unreachable => self.style.red("the server could not be reached"),
            Conclusion::Stopped => self.style.yellow("stopped"),
            Conclusion::NeverAccepted => self
                .style
                .yellow("no violations, but an operation was never exercised: no valid request to it succeeded"),
            Conclusion::RateLimited => self
                .style
                .yellow("no violations, but most of the plan was not judged"),
            Conclusion::Clean => self.style.green("no violations"),
        };
        if summary.limited > 0 {
            writeln!(
                self.out,
                "\n{} of {} planned requests were not judged: the server is rate limiting (429, or 503 \
                 with Retry-After). Send fewer at a time with --jobs 1 and --rate",
                summary.limited, summary.cases,
            )?;
        }
        let exercised = match self.is_many {
            false => String::new(),
            true => {
                let all = summary.operations.len();
                let never = summary.never_accepted().count();
                format!(
                    " ({} groups); {} of {all} operations exercised",
                    self.groups,
                    all - never
                )
            }
        };
        writeln!(
            self.out,
            "\n{conclusion}: {} {}{known}{exercised}; {} of {} clauses upheld, {} violated, {} inconclusive, {} not \
             exercised; {} requests in {:.2} s",
            summary.findings,
            if summary.findings == 1 {
                "finding"
            } else {
                "findings"
            },
            clauses.upheld,
            clauses.upheld
                + clauses.violated
                + clauses.accepted
                + clauses.inconclusive
                + clauses.not_exercised,
            clauses.violated + clauses.accepted,
            clauses.inconclusive,
            clauses.not_exercised,
            summary.requests,
            f64::from(u32::try_from(summary.milliseconds).unwrap_or(u32::MAX)) / 1000.0,
        )?;
        self.out.flush()
    }
}

impl<W: Write> Report for Terminal<W> {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        self.summary.consume(event);
        match event {
            Event::RunStarted(started) => self.started(started),
            Event::Noted(note) => {
                let head = self.style.yellow("note");
                writeln!(self.out, "{head}: {note}")
            }
            Event::OperationBound(bound) => self.bound(bound),
            Event::ExchangeDone(done) => {
                self.derived += u64::from(done.purpose != Purpose::Case);
                Ok(())
            }
            Event::Found(finding) => {
                self.findings.push((**finding).clone());
                Ok(())
            }
            Event::OperationJudged(judged) => {
                self.judged.push(judged.clone());
                Ok(())
            }
            Event::Accepted(_) | Event::AcceptanceVoid(_) => {
                self.acceptance.event(event);
                Ok(())
            }
            Event::CaseDropped(_) | Event::LawJudged(_) => Ok(()),
            Event::NotRestored(left) => writeln!(
                self.out,
                "{}: not restored: {} ({})",
                self.style.bold(&left.operation.to_string()),
                left.members.join(", "),
                left.why,
            ),
            Event::CleanedUp(cleaned) => self.cleaned_up(cleaned),
            Event::RunAborted(reason) => match reason {
                RunAborted::Unreachable { detail } => {
                    writeln!(self.out, "the server could not be reached: {detail}")
                }
                RunAborted::ServerGone { detail } => {
                    writeln!(self.out, "the server was gone before the end: {detail}")
                }
                RunAborted::Stopped => writeln!(self.out, "stopped before the end"),
            },
            Event::RunFinished(_) => self.finished(),
        }
    }
}

impl<W: Write> Terminal<W> {
    /// What became of the resources that the run made: the first few that are left by name.
    fn cleaned_up(&mut self, cleaned: &CleanedUp) -> io::Result<()> {
        const SHOWN: usize = 10;
        let left = &cleaned.left;
        let run = self.run_id;
        let mut line = format!("cleaning up after run {run}: {} deleted", cleaned.deleted);
        for (count, what) in [
            (cleaned.missing, "not found any more"),
            (cleaned.forgotten, "made but not remembered"),
            (left.len(), "left on the server:"),
        ] {
            if count > 0 {
                line.push_str(&format!(", {count} {what}"));
            }
        }
        writeln!(self.out, "{line}")?;
        for one in left.iter().take(SHOWN) {
            writeln!(self.out, "  {} ({})", one.path, one.why)?;
        }
        match left.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => writeln!(self.out, "  and {more} more (all in the reports)"),
        }
    }
}

/// One finding as the report for people shows it, without colours and source lines.
pub(super) fn plain(finding: &Finding) -> String {
    let group = super::FindingGroup {
        head: finding.clone(),
        rest: Vec::new(),
    };
    let mut out = Vec::new();
    // Memory can be written.
    let _ = finding::write(&mut out, Style { color: false }, &|_| None, &|_| 1, &group);
    let text = String::from_utf8_lossy(&out);
    text.trim().trim_start_matches("1. ").to_owned()
}

/// What a request was, and what came back.
pub(super) fn refusal(record: &Record) -> String {
    format!("{}: {}", record.about, outcome(record))
}

/// What came back, in a few words.
fn outcome(record: &Record) -> String {
    match (&record.answer, &record.failure) {
        (Some(answer), None) => {
            let text = excerpt(&answer.body.text, 120);
            format!("{} {text}", answer.status).trim_end().to_owned()
        }
        (_, Some(failure)) => format!("{} ({})", failure.kind, failure.detail),
        (None, None) => "nothing".to_owned(),
    }
}

/// At most so many characters of a text, on one line, without control characters.
fn excerpt(text: &str, most: usize) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = text.chars().take(most).map(visible).collect();
    if text.chars().nth(most).is_some() {
        short.push('…');
    }
    short
}
