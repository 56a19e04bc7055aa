//! One finding for people.

use std::io::{self, Write};

use serde_json::Value;
use tally_spec::Place;

use super::{Style, excerpt, outcome};
use crate::case::CaseId;
use crate::finding::Finding;
use crate::record::Record;
use crate::report::FindingGroup;

/// The longest excerpt of a value, in characters.
const LONGEST_VALUE: usize = 80;

/// The longest excerpt of an answer, in characters.
const LONGEST_ANSWER: usize = 400;

/// The longest excerpt of the document, in characters.
const LONGEST_SOURCE: usize = 160;

/// The longest command line that is shown, in bytes.
const LONGEST_LINE: usize = 2_000;

/// How many other findings of a group are listed.
const MOST_OTHERS: usize = 12;

pub(super) fn write(
    out: &mut impl Write,
    style: Style,
    source: &dyn Fn(&Place) -> Option<String>,
    number: &dyn Fn(&Finding) -> usize,
    group: &FindingGroup,
) -> io::Result<()> {
    let finding = &group.head;
    writeln!(
        out,
        "\n{} {} {}  {}",
        style.red(&format!("{}.", number(finding))),
        style.bold(&finding.rule.in_words()),
        finding.clause.operation,
        style.dim(&finding.fingerprint.0),
    )?;
    clause(out, style, source, finding)?;
    let mut line = |name: &str, text: &str| match text.is_empty() {
        true => Ok(()),
        false => writeln!(out, "   {} {text}", style.dim(&format!("{name:<10}"))),
    };
    if let Some(difference) = &finding.difference {
        let sent = difference
            .sent
            .as_ref()
            .map_or_else(|| "left out".to_owned(), shown);
        let accepted = difference.accepted.as_ref();
        let accepted = accepted.map_or_else(|| "leaving it out".to_owned(), shown);
        line(
            "sent",
            &format!("`{}`: {sent} instead of {accepted}", difference.pointer),
        )?;
    } else if let Some(record) = judged(finding) {
        line("sent", &record.about)?;
    }
    line(
        "expected",
        &format!("{} ({})", finding.expected, finding.why),
    )?;
    line("observed", &finding.observed.to_string())?;
    line(
        "detail",
        finding
            .detail
            .as_deref()
            .map(|it| excerpt(it, LONGEST_ANSWER))
            .as_deref()
            .unwrap_or_default(),
    )?;
    if let Some(record) = judged(finding) {
        line("answer", &answer(record))?;
    }
    if let Some(values) = &finding.values {
        line("accepted", &list(&values.accepted))?;
        line("refused", &list(&values.refused))?;
        line("overlay", values.overlay.as_deref().unwrap_or_default())?;
    }
    let sequence = &finding.evidence[..reproduced(finding)];
    for (index, record) in sequence.iter().enumerate() {
        let word = if index == 0 { "reproduce" } else { "then" };
        // A shell takes what follows for a comment.
        let about = match sequence.len() {
            1 => String::new(),
            _ => format!("  # {}", excerpt(&record.about, LONGEST_VALUE)),
        };
        match &record.curl {
            Some(curl) if curl.len() <= LONGEST_LINE => line(word, &format!("{curl}{about}"))?,
            _ => {
                let size = record.request.body.as_ref().map_or(0, |body| body.bytes);
                let text = format!(
                    "case {} (a body of {size} bytes, see a record)",
                    record.case.0
                );
                line(word, &text)?;
            }
        }
    }
    if finding.cases.len() > 1 {
        let more = finding.cases.len() - 1;
        line("cases", &format!("{} and {more} more", finding.cases[0].0))?;
    }
    if !group.rest.is_empty() {
        line(
            "and",
            &match group.rest.len() {
                1 => "1 more finding that the same defect explains:".to_owned(),
                more => format!("{more} more findings that the same defect explains:"),
            },
        )?;
        for other in group.rest.iter().take(MOST_OTHERS) {
            let elsewhere = match other.clause.operation == finding.clause.operation {
                true => String::new(),
                false => format!(" {}", other.clause.operation),
            };
            let text = format!(
                "{}. {}{elsewhere}: {} ({} → {})",
                number(other),
                other.rule.in_words(),
                other.clause.promise,
                other.expected,
                other.observed
            );
            line("", &text)?;
        }
        if group.rest.len() > MOST_OTHERS {
            line("", &format!("and {} more", group.rest.len() - MOST_OTHERS))?;
        }
    }
    Ok(())
}

/// The clause, where it stands, and the line of the document.
fn clause(
    out: &mut impl Write,
    style: Style,
    source: &dyn Fn(&Place) -> Option<String>,
    finding: &Finding,
) -> io::Result<()> {
    writeln!(out, "   {}", finding.clause.promise)?;
    writeln!(out, "   {}", style.dim(&finding.clause.id.0))?;
    if let Some(place) = &finding.clause.place {
        writeln!(out, "   {}", style.dim(&format!("--> {place}")))?;
        if let Some(text) = source(place) {
            let text = around(&text, place.column as usize);
            writeln!(out, "   {} {text}", style.dim(&format!("{} |", place.line)))?;
        }
    }
    Ok(())
}

/// The line of a clause, and of a long one (minified JSON) the part around its column, counted
/// from 1.
fn around(line: &str, column: usize) -> String {
    let line = line.trim_end();
    if line.chars().count() <= LONGEST_SOURCE {
        return excerpt(line.trim_start(), LONGEST_SOURCE);
    }
    let before = column.saturating_sub(1 + LONGEST_SOURCE / 4);
    let part: String = line.chars().skip(before).collect();
    let cut = if before > 0 { "…" } else { "" };
    format!("{cut}{}", excerpt(part.trim_start(), LONGEST_SOURCE))
}

/// The exchange that shows the breach: of a sequence that of the case, else the first.
fn judged(finding: &Finding) -> Option<&Record> {
    let case = finding.cases.first()?;
    finding
        .evidence
        .iter()
        .find(|record| record.case == *case)
        .or(finding.evidence.first())
}

/// How many of the exchanges are needed to reproduce: all of a sequence, else one.
fn reproduced(finding: &Finding) -> usize {
    let sequence = finding
        .evidence
        .iter()
        .any(|record| record.case == CaseId::read());
    let several = finding.replay.as_ref().is_some_and(|it| it.steps.len() > 1);
    match sequence || several || finding.observed.is_now_and_then() {
        true => finding.evidence.len(),
        false => finding.evidence.len().min(1),
    }
}

fn answer(record: &Record) -> String {
    let kind = record.answer.as_ref().and_then(|answer| {
        let mut headers = answer.headers.iter();
        headers
            .find(|(name, _)| name == "content-type")
            .map(|(_, value)| value.as_str())
    });
    match (&record.answer, &record.failure) {
        (Some(answer), None) => {
            let text = excerpt(&answer.body.text, LONGEST_ANSWER);
            format!(
                "{} {} {text}",
                answer.status,
                kind.unwrap_or("without content type")
            )
        }
        _ => outcome(record),
    }
}

fn shown(value: &Value) -> String {
    excerpt(&value.to_string(), LONGEST_VALUE)
}

fn list(values: &[Value]) -> String {
    let values: Vec<_> = values.iter().map(shown).collect();
    values.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_shown_around_the_clause() {
        let line = format!(
            "{{{}\"minLength\":1{}}}",
            "\"é\":0,".repeat(100),
            ",\"a\":0".repeat(100)
        );
        let column = line.chars().position(|it| it == 'm').unwrap();
        let shown = around(&line, column);
        assert!(shown.contains("\"minLength\":1"), "{shown}");
        assert!(shown.starts_with('…') && shown.ends_with('…'), "{shown}");
        assert!(shown.chars().count() <= LONGEST_SOURCE + 2, "{shown}");
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(around("    minLength: 1  ", 5), "minLength: 1");
        let line = format!("{}a", " ".repeat(300));
        assert_eq!(around(&line, 301), "…a");
    }
}
