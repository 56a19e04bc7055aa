//! The verdicts of an operation for people: one line for each part.

use std::io::{self, Write};

use indexmap::IndexMap;
use tally_spec::clause::{Clause, ClauseId};

use super::Style;
use crate::event::OperationJudged;
use crate::verdict::Verdict;

/// How many reasons are listed.
const MOST_REASONS: usize = 6;

#[derive(Default)]
struct Count {
    upheld: u64,
    violated: u64,
    inconclusive: u64,
    not_exercised: u64,
}

pub(super) fn write(
    out: &mut impl Write,
    style: Style,
    judged: &OperationJudged,
    clauses: &[Clause],
) -> io::Result<()> {
    let part = |id: &ClauseId| {
        let clause = clauses.iter().find(|clause| clause.id == *id);
        clause.map_or_else(|| "deeper".to_owned(), |clause| clause.part.to_string())
    };
    let mut counts: IndexMap<String, Count> = IndexMap::new();
    let mut reasons: IndexMap<(&str, &str), u64> = IndexMap::new();
    for clause in &judged.verdicts {
        let count = counts.entry(part(&clause.clause)).or_default();
        match &clause.verdict {
            Verdict::Upheld { .. } => count.upheld += 1,
            Verdict::Violated => count.violated += 1,
            Verdict::Inconclusive { why } => {
                count.inconclusive += 1;
                *reasons.entry(("inconclusive", why)).or_default() += 1;
            }
            Verdict::NotExercised { why } => {
                count.not_exercised += 1;
                *reasons.entry(("not exercised", why)).or_default() += 1;
            }
        }
    }
    writeln!(out, "\n{}", style.bold(&judged.operation.to_string()))?;
    let width = counts.keys().map(String::len).max().unwrap_or(0);
    for (part, count) in &counts {
        let mut words = Vec::new();
        let mut word = |number: u64, text: &str, paint: &dyn Fn(&str) -> String| {
            if number > 0 {
                words.push(paint(&format!("{number} {text}")));
            }
        };
        word(count.violated, "violated", &|text| style.red(text));
        word(count.upheld, "upheld", &|text| style.green(text));
        word(count.inconclusive, "inconclusive", &|text| {
            style.yellow(text)
        });
        word(count.not_exercised, "not exercised", &|text| {
            style.dim(text)
        });
        writeln!(out, "  {part:<width$}  {}", words.join(", "))?;
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by(|(_, a), (_, b)| b.cmp(a));
    for ((verdict, why), number) in reasons.iter().take(MOST_REASONS) {
        writeln!(
            out,
            "  {}",
            style.dim(&format!("{number} {verdict}: {why}"))
        )?;
    }
    if reasons.len() > MOST_REASONS {
        let more = reasons.len() - MOST_REASONS;
        writeln!(out, "  {}", style.dim(&format!("and {more} more reasons")))?;
    }
    Ok(())
}
