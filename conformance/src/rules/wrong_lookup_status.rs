//! A foreign or missing value was refused, but not with a declared status for that.
//!
//! Fires when a request with a value of `--foreign` or `--missing` gets a declared status that is
//! for something else: 400 or 401 where the document declares 403 and 404.
//!
//! Silent when the status is one that the document declares for such values, in whichever order the
//! server looks things up; when it declares none and the answer is a 4xx; when the status is not
//! declared at all (`undocumented_status`); when the request was accepted or the server failed.
//!
//! OpenAPI, Responses Object; RFC 9110 §15.5.4 and §15.5.5.

use super::rule::{Rule, stands_in};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct WrongLookupStatus;

impl Rule for WrongLookupStatus {
    stands_in!(WrongLookupStatus, "wrong_lookup_status");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let (Some(lookup), Some(status)) = (context.lookup(), context.status()) else {
            return;
        };
        let (clause, word, statuses) = (lookup.clause, lookup.word, lookup.statuses);
        if context.is_one_of(statuses) {
            return assessments.uphold(clause);
        }
        let refusal = (400..500).contains(&status);
        if context.busy() || status >= 500 || (statuses.is_empty() && refusal) {
            return assessments.undecided(clause, format!("answered with {status}"));
        }
        if context.exchange.accepted() || context.response.is_none() {
            return;
        }
        let declared: Vec<_> = statuses.iter().map(ToString::to_string).collect();
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: Vec::new(),
            expected: declared.join(" or "),
            observed: format!("{status} to a {word} value at `{}`", lookup.member).into(),
            why: format!("the document declares it for what is {word}"),
            detail: Some(format!(
                "answered with {status}: {}",
                context.exchange.case.about
            )),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::case::Family;
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::WrongLookupStatus, fixtures);
    }

    fn missing(status: u16) -> Fixture {
        Fixture::answered(Family::Missing, "/body/id").status(status)
    }

    fn foreign(status: u16) -> Fixture {
        Fixture::answered(Family::Foreign, "/body/id").status(status)
    }

    #[test]
    fn fires_on_a_status_for_something_else() {
        check([
            missing(400)
                .says("responses#/missing: 403 or 404 → 400 to a missing value at `/body/id`"),
            foreign(401)
                .says("responses#/foreign: 403 or 404 → 401 to a foreign value at `/body/id`"),
        ]);
    }

    #[test]
    fn upheld_by_either_declared_one() {
        check([
            foreign(403).says("responses#/foreign: upheld"),
            foreign(404).says("responses#/foreign: upheld"),
            missing(404).says("responses#/missing: upheld"),
        ]);
    }

    #[test]
    fn open_where_none_is_declared_and_where_the_server_is_busy_or_failed() {
        check([
            missing(400)
                .undeclared()
                .says("responses#/missing: undecided: answered with 400"),
            missing(429).says("responses#/missing: undecided: answered with 429"),
            missing(500).says("responses#/missing: undecided: answered with 500"),
        ]);
    }

    #[test]
    fn silent_where_another_rule_says_more() {
        check([
            missing(200).says_nothing(),
            missing(418).says_nothing(),
            Fixture::valid().status(404).says_nothing(),
            missing(403).says("responses#/missing: upheld"),
        ]);
    }
}
