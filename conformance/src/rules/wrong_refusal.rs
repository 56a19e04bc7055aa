//! A request that is not valid was refused, but not as the document says.
//!
//! Fires when the answer has a status that the document declares for something else: 401, 403, 404
//! or 409 where it declares 400 or 422 for requests that are not valid; or a redirect.
//!
//! Silent when the document declares no status for such requests and the answer is a 4xx; when the
//! status is not declared at all (`undocumented_status`); when the server failed (`server_error`)
//! or has too much to do.
//!
//! OpenAPI, Responses Object: each status is declared with what it means; RFC 9110 §15.5.1, §15.5.21:
//! 400 and 422 are for requests that cannot be processed as they are.

use super::rule::{Rule, stands_in};
use crate::case::Expectation;
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// Statuses that are about something else than the validity of the request.
const ABOUT_SOMETHING_ELSE: [u16; 7] = [401, 403, 404, 405, 408, 409, 429];

/// Statuses that say that something named in the request is not there, not free or not theirs: a
/// server may look at that before it looks at the rest.
const ABOUT_WHAT_IS_NAMED: [u16; 4] = [403, 404, 409, 410];

/// Statuses that concern the state of the resource: RFC 9110 §15.5.10, §15.5.13, RFC 6585 §3.
const ABOUT_THE_STATE: [u16; 3] = [409, 412, 428];

/// The rule.
#[derive(Debug)]
pub(super) struct WrongRefusal;

impl Rule for WrongRefusal {
    stands_in!(WrongRefusal, "wrong_refusal");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let case = &context.exchange.case;
        let (Expectation::Refused { statuses }, Some(status)) =
            (&case.expectation, context.status())
        else {
            return;
        };
        let Some(clause) = context.ledger.probed(case).or_else(|| case.clause.clone()) else {
            return;
        };
        if context.exchange.accepted() || status >= 500 {
            return;
        }
        if context.busy() {
            return assessments
                .undecided(clause, format!("the server has too much to do ({status})"));
        }
        if context.is_one_of(statuses) {
            return assessments.uphold(clause);
        }
        if ABOUT_WHAT_IS_NAMED.contains(&status) && !context.open_names.is_empty() {
            let names = context.open_names.join(", ");
            return assessments
                .undecided(clause, format!("{status}: the server may not have {names}"));
        }
        if ABOUT_THE_STATE.contains(&status) && context.response.is_some() {
            let why = format!("{status}: the state of the resource may come first");
            return assessments.undecided(clause, why);
        }
        if statuses.is_empty() && (400..500).contains(&status) {
            return match ABOUT_SOMETHING_ELSE.contains(&status) {
                true => assessments.undecided(clause, format!("{status} is about something else")),
                false => assessments.uphold(clause),
            };
        }
        if context.response.is_none() {
            return;
        }
        let declared: Vec<_> = statuses.iter().map(ToString::to_string).collect();
        let expected = match declared.is_empty() {
            true => "a refusal".to_owned(),
            false => declared.join(" or "),
        };
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also: Vec::new(),
            why: format!("the document declares {expected} for requests that are not valid"),
            expected,
            observed: status.to_string().into(),
            detail: Some(format!("answered with {status}: {}", case.about)),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::WrongRefusal, fixtures);
    }

    fn title(status: u16) -> Fixture {
        Fixture::invalid("/body/title").status(status)
    }

    fn said(what: &str) -> String {
        format!("request.body#/$ref/properties/title/type: {what}")
    }

    #[test]
    fn fires_on_a_status_that_means_something_else() {
        check([
            title(404).says(&said("400 → 404")),
            title(401).says(&said("400 → 401")),
            title(302).declares(302).says(&said("400 → 302")),
        ]);
    }

    #[test]
    fn upheld_by_the_declared_one() {
        check([title(400).says(&said("upheld"))]);
    }

    #[test]
    fn where_none_is_declared_a_refusal_upholds_unless_it_speaks_of_something_else() {
        check([
            title(422).undeclared().says(&said("upheld")),
            title(404)
                .undeclared()
                .says(&said("undecided: 404 is about something else")),
        ]);
    }

    #[test]
    fn open_when_something_that_is_named_may_not_be_there() {
        check([
            title(404)
                .names("/body/id")
                .says(&said("undecided: 404: the server may not have /body/id")),
            title(401).names("/body/id").says(&said("400 → 401")),
        ]);
    }

    #[test]
    fn open_when_the_state_of_the_resource_may_come_first_or_the_server_is_busy() {
        check([
            title(412).declares(412).says(&said(
                "undecided: 412: the state of the resource may come first",
            )),
            title(429).says(&said("undecided: the server has too much to do (429)")),
        ]);
    }

    #[test]
    fn silent_where_another_rule_says_more() {
        check([
            title(422).says_nothing(),
            title(500).says_nothing(),
            title(200).says_nothing(),
            Fixture::valid().status(400).says_nothing(),
            title(403).says(&said("400 → 403")),
        ]);
    }
}
