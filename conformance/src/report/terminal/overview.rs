//! What a person reads of a run over many operations: a line for each of them would hide the rest.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use tally_spec::contract::OperationKey;

use super::{Style, excerpt, outcome};
use crate::event::{OperationBound, OperationJudged, RunStarted};
use crate::finding::Finding;
use crate::report::FindingGroup;
use crate::rule_id::{FoundBy, LawId, RuleId};

/// From so many operations on a run is shown as a whole.
const MANY: usize = 12;

/// How many groups of findings are shown where nobody says.
const GROUPS: usize = 15;

/// How many operations that were never exercised are listed.
const NEVER: usize = 40;

/// The longest reason, in characters.
const LONGEST_REASON: usize = 160;

/// Whether a run is shown as a whole.
pub(super) fn is_many(started: &RunStarted) -> bool {
    started.operations.len() >= MANY
}

/// How many groups are shown.
pub(super) fn shown(is_many: bool, most: Option<usize>) -> usize {
    most.unwrap_or(if is_many { GROUPS } else { usize::MAX })
}

/// What will be sent, in one line.
pub(super) fn planned(out: &mut impl Write, started: &RunStarted) -> io::Result<()> {
    let operations = started.operations.iter();
    let (mut requests, mut writes, mut clauses) = (0, 0, 0);
    for planned in operations {
        requests += planned.requests;
        writes += planned.writes;
        clauses += planned.clauses.len();
    }
    writeln!(
        out,
        "{} operations at {}: {requests} requests planned, {writes} of them may write; {clauses} clauses",
        started.operations.len(),
        started.url,
    )
}

/// The groups, the most important ones first: by rule, then the larger ones.
pub(super) fn by_importance(mut groups: Vec<FindingGroup>) -> Vec<FindingGroup> {
    groups.sort_by_key(|group| (rank(group.head.rule), std::cmp::Reverse(group.rest.len())));
    groups
}

/// How bad what a rule finds is; 0: the worst.
fn rank(rule: FoundBy) -> u8 {
    let rule = match rule {
        FoundBy::Law(LawId::Echo) => return 2,
        FoundBy::Law(_) => return 1,
        FoundBy::Rule(rule) => rule,
    };
    match rule {
        RuleId::NoAnswer | RuleId::ServerError | RuleId::CredentialsNotEnforced => 0,
        RuleId::LookupAccepted | RuleId::WriteOnlyAnswered | RuleId::CredentialsRefused => 1,
        RuleId::InvalidAccepted | RuleId::ValidRefused | RuleId::SchemaMismatch => 2,
        _ => 3,
    }
}

/// The findings by rule, one line each, the most important first.
pub(super) fn by_rule(out: &mut impl Write, style: Style, findings: &[Finding]) -> io::Result<()> {
    let mut rules: BTreeMap<(u8, String), (usize, BTreeSet<&OperationKey>)> = BTreeMap::new();
    for finding in findings {
        let key = (rank(finding.rule), finding.rule.in_words());
        let (count, operations) = rules.entry(key).or_default();
        *count += 1;
        operations.insert(&finding.clause.operation);
    }
    if rules.is_empty() {
        return Ok(());
    }
    let title = format!("{:<28}{:>10}{:>12}", "rule", "findings", "operations");
    writeln!(out, "\n{}", style.bold(&title))?;
    for ((_, rule), (findings, operations)) in rules {
        writeln!(out, "{rule:<28}{findings:>10}{:>12}", operations.len())?;
    }
    Ok(())
}

/// The operations that never accepted a request, each with what came back and what would help.
pub(super) fn never_exercised(
    out: &mut impl Write,
    style: Style,
    judged: &[OperationJudged],
    bound: &[OperationBound],
) -> io::Result<()> {
    let never: Vec<_> = judged.iter().filter(|it| !it.accepted).collect();
    if never.is_empty() {
        return Ok(());
    }
    let title = format!(
        "never exercised ({} of {} operations)",
        never.len(),
        judged.len()
    );
    writeln!(out, "\n{}", style.bold(&title))?;
    for operation in never.iter().take(NEVER) {
        let bound = bound.iter().find(|it| it.operation == operation.operation);
        let reason = bound.map_or_else(|| "not reached".to_owned(), reason);
        writeln!(out, "  {}: {reason}", operation.operation)?;
    }
    match never.len().saturating_sub(NEVER) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more (all in the reports)"),
    }
}

fn reason(bound: &OperationBound) -> String {
    match (&bound.help, bound.refused.first()) {
        (Some(help), _) => help.clone(),
        (None, Some(record)) => excerpt(&outcome(record), LONGEST_REASON).to_string(),
        (None, None) => "no valid request could be sent".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::whole_api;
    use crate::report::{Report, Terminal};

    #[test]
    fn what_takes_a_server_down_comes_before_what_the_document_forgets() {
        let rank_of = |rule: RuleId| rank(rule.into());
        assert!(rank_of(RuleId::ServerError) < rank_of(RuleId::InvalidAccepted));
        assert!(rank_of(RuleId::InvalidAccepted) < rank_of(RuleId::UndocumentedStatus));
    }

    #[test]
    fn few_operations_are_shown_one_by_one_and_all_their_findings() {
        assert_eq!(shown(false, None), usize::MAX);
        assert_eq!(shown(true, None), GROUPS);
        assert_eq!(shown(true, Some(3)), 3);
    }

    #[test]
    fn a_run_over_many_operations_is_shown_as_a_whole() {
        let shown = |max_findings: Option<usize>| {
            let mut out = Vec::new();
            let terminal = Terminal::new(&mut out, Style { color: false }, |_| None);
            let mut terminal = terminal.max_findings(max_findings);
            for event in whole_api() {
                terminal.event(&event).unwrap();
            }
            drop(terminal);
            String::from_utf8(out).unwrap()
        };
        let text = shown(Some(1));
        for line in [
            "12 operations at http://127.0.0.1:1/: 60 requests planned, 0 of them may write; 0 clauses",
            "not shown: 1 of 2 groups of findings; show more with --max-findings, or write a report",
            "rule                          findings  operations",
            "invalid accepted                     1           1",
            "never exercised (2 of 12 operations)",
            "  GET /things/7: give an id",
        ] {
            assert!(text.lines().any(|it| it == line), "{line}\n{text}");
        }
        assert!(
            text.contains("2 findings (2 groups); 10 of 12 operations exercised"),
            "{text}"
        );
        let worst = |text: &str| text.find("invalid accepted PATCH").unwrap();
        let all = shown(None);
        assert!(
            worst(&all) < all.find("undocumented status PATCH").unwrap(),
            "{all}"
        );
        assert!(
            text.contains("invalid accepted PATCH") && !text.contains("undocumented status PATCH")
        );
    }
}
