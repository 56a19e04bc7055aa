//! Puts findings that one defect explains into one group.

use std::collections::HashMap;

use crate::finding::Finding;
use crate::observed::When;
use crate::rule_id::FoundBy;

/// Findings that one defect explains.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingGroup {
    /// The one that is shown.
    pub head: Finding,
    /// The others, in the order in which they were found.
    pub rest: Vec<Finding>,
}

/// Groups findings: those that the very same cases showed, and those of one rule that expected and
/// observed the same of different clauses, where so many of them are one defect. Stories keep the
/// order of their first findings.
#[must_use]
pub fn groups(findings: &[Finding]) -> Vec<FindingGroup> {
    let mut story_of: Vec<usize> = (0..findings.len()).collect();
    let mut by_cases: HashMap<Vec<&str>, usize> = HashMap::new();
    let mut by_sight: HashMap<Sight<'_>, usize> = HashMap::new();
    let mut sightings: HashMap<Sight<'_>, usize> = HashMap::new();
    for finding in findings {
        *sightings.entry(sight(finding)).or_default() += 1;
    }
    for (index, finding) in findings.iter().enumerate() {
        let mut cases = vec![finding.clause.operation.path.as_str()];
        cases.extend(finding.cases.iter().map(|case| case.0.as_str()));
        let same_cases = *by_cases.entry(cases).or_insert(index);
        let sight = sight(finding);
        let together = finding.rule.explained_together_from();
        let count = sightings.get(&sight).copied().unwrap_or_default();
        let same_sight = match together.is_some_and(|least| count >= least) {
            true => *by_sight.entry(sight).or_insert(index),
            false => index,
        };
        let group = story_of[same_cases].min(story_of[same_sight]);
        // Whatever belonged to either belongs to the earlier one.
        let (a, b) = (story_of[same_cases], story_of[same_sight]);
        for known in &mut story_of[..index] {
            if *known == a || *known == b {
                *known = group;
            }
        }
        story_of[index] = group;
    }
    // What another finding explains belongs to that one's group.
    for (index, finding) in findings.iter().enumerate() {
        let explains = |it: &Finding| Some(&it.fingerprint) == finding.explained_by.as_ref();
        if let Some(head) = findings.iter().position(explains) {
            let (a, b) = (story_of[head], story_of[index]);
            let group = a.min(b);
            for known in &mut story_of {
                if *known == a || *known == b {
                    *known = group;
                }
            }
        }
    }
    let mut groups: Vec<FindingGroup> = Vec::new();
    let mut places: HashMap<usize, usize> = HashMap::new();
    for (finding, group) in findings.iter().zip(story_of) {
        match places.get(&group) {
            Some(&place) => {
                let group = &mut groups[place];
                let mut next = finding.clone();
                if group.head.explained_by.is_some() && next.explained_by.is_none() {
                    std::mem::swap(&mut group.head, &mut next);
                }
                group.rest.push(next);
            }
            None => {
                places.insert(group, groups.len());
                groups.push(FindingGroup {
                    head: finding.clone(),
                    rest: Vec::new(),
                });
            }
        }
    }
    groups
}

/// Rule, operation, and what was observed but for the member that it is about.
type Sight<'a> = (FoundBy, &'a str, &'a str, String);

fn sight(finding: &Finding) -> Sight<'_> {
    let operation = &finding.clause.operation;
    let observed = &finding.observed;
    (
        finding.rule,
        operation.method.as_str(),
        &operation.path,
        match observed.when() {
            When::BecauseOf(_) => observed.what().to_owned(),
            _ => observed.to_string(),
        },
    )
}

#[cfg(test)]
mod tests {
    use tally_spec::clause::{Clause, ClauseId, Part};
    use tally_spec::contract::{Method, OperationKey};

    use super::*;
    use crate::case::CaseId;
    use crate::finding::Fingerprint;
    use crate::rule_id::{LawId, RuleId};

    fn finding(rule: impl Into<FoundBy>, clause: &str, observed: &str, cases: &[&str]) -> Finding {
        let operation = OperationKey {
            method: Method("PATCH".to_owned()),
            path: "/".to_owned(),
        };
        let id = ClauseId(clause.into());
        Finding {
            fingerprint: Fingerprint::new(&id, "x", &observed.into()),
            rule: rule.into(),
            clause: Clause {
                id,
                operation,
                part: Part::Http,
                path: String::new(),
                keyword: String::new(),
                instance: String::new(),
                promise: String::new(),
                place: None,
            },
            also: Vec::new(),
            expected: "x".to_owned(),
            observed: observed.into(),
            why: String::new(),
            detail: None,
            difference: None,
            explained_by: None,
            cases: cases.iter().map(|&it| CaseId(it.to_owned())).collect(),
            evidence: Vec::new(),
            values: None,
            replay: None,
        }
    }

    fn check(findings: &[Finding], expected: &[&[&str]]) {
        let reported: Vec<Vec<String>> = groups(findings)
            .into_iter()
            .map(|group| {
                let all = [group.head].into_iter().chain(group.rest);
                all.map(|it| it.clause.id.to_string()).collect()
            })
            .collect();
        assert_eq!(reported, expected);
    }

    #[test]
    fn one_wrong_status_for_all_members_is_one_story() {
        check(
            &[
                finding(RuleId::WrongRefusal, "a", "404", &["1"]),
                finding(RuleId::InvalidAccepted, "b", "accepted", &["2"]),
                finding(RuleId::WrongRefusal, "c", "404", &["3"]),
            ],
            &[&["a", "c"], &["b"]],
        );
    }

    #[test]
    fn findings_of_the_same_cases_are_one_story() {
        check(
            &[
                finding(RuleId::SchemaMismatch, "a", "absent", &["1", "2"]),
                finding(RuleId::UndocumentedStatus, "b", "418", &["1", "2"]),
                finding(RuleId::SchemaMismatch, "c", "absent", &["1"]),
            ],
            &[&["a", "b"], &["c"]],
        );
    }

    #[test]
    fn members_none_of_which_persists_are_one_story() {
        let lost = |clause: &str| finding(LawId::Persists, clause, "another value", &[clause]);
        check(&[lost("a"), lost("b")], &[&["a"], &["b"]]);
        check(
            &[lost("a"), lost("b"), lost("c"), lost("d")],
            &[&["a", "b", "c", "d"]],
        );
    }

    #[test]
    fn what_is_explained_stands_behind_what_explains_it() {
        let rule = RuleId::CredentialsNotEnforced;
        let any = finding(rule, "any", "accepted with any value", &["2"]);
        let empty = Finding {
            explained_by: Some(any.fingerprint.clone()),
            ..finding(rule, "empty", "accepted with an empty value", &["1"])
        };
        check(&[empty, any], &[&["any", "empty"]]);
    }

    #[test]
    fn two_members_that_are_not_checked_are_two_stories() {
        check(
            &[
                finding(RuleId::InvalidAccepted, "a", "accepted", &["1"]),
                finding(RuleId::InvalidAccepted, "b", "accepted", &["2"]),
            ],
            &[&["a"], &["b"]],
        );
    }
}
