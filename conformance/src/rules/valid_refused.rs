//! A request that the document permits was refused: a constraint that is not in the document.
//!
//! Fires when a request that honours every clause is answered with a 4xx, though a request that
//! differs from it only in what is blamed is accepted just then. One finding per member, with the values that were
//! accepted and refused, and what an overlay would say to declare the constraint.
//!
//! Silent when the request names something that the server may not have or not let these
//! credentials touch, and the answer says so (403, 404, 409, 410); when a documented 409 says that
//! it conflicts with the state of the resource (RFC 9110 §15.5.10); when the server has too much to
//! do; when a long parameter is more than it takes (414, 431: RFC 9110 §15.5.15, RFC 6585 §5); when
//! the body is bytes for which the document does not say what they must be; when the request that all
//! others are compared with is refused as well; when the server failed (`server_error`) or redirects
//! (`undocumented_status`); when it refuses an alternative of `security` alone (`credentials_refused`).
//!
//! OpenAPI, Media Type Object and Parameter Object, `schema`: what the schema accepts is what the
//! operation accepts; what is narrower in words belongs into an overlay (`x-tally-accepted`).

use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::rule::{Rule, stands_in};
use crate::case::{Expectation, Family};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// Statuses that say that something named in the request is not there, not free or not theirs.
const ABOUT_WHAT_IS_NAMED: [u16; 4] = [403, 404, 409, 410];

/// Statuses that say that the request line or a header line is too long for the server.
const TOO_LONG: [u16; 2] = [414, 431];

/// The rule.
#[derive(Debug)]
pub(super) struct ValidRefused;

impl Rule for ValidRefused {
    stands_in!(ValidRefused, "valid_refused");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let case = &context.exchange.case;
        let (Expectation::Accepted { .. }, Some(status)) = (&case.expectation, context.status())
        else {
            return;
        };
        let probed = context.ledger.probed(case);
        if context.exchange.accepted() {
            return assessments.uphold(probed);
        }
        if context.busy() {
            return assessments
                .undecided(probed, format!("the server has too much to do ({status})"));
        }
        let member = case.difference.as_ref().map(|it| it.pointer.as_str());
        if TOO_LONG.contains(&status) && member.is_none_or(|it| !it.starts_with("/body")) {
            let why = format!("{status}: the server takes no request line or header so long");
            return assessments.undecided(probed, why);
        }
        if ABOUT_WHAT_IS_NAMED.contains(&status) && !context.open_names.is_empty() {
            let names = context.open_names.join(", ");
            return assessments
                .undecided(probed, format!("{status}: the server may not have {names}"));
        }
        if status == 409 && context.response.is_some() {
            let why = "409: the state of the resource, or of others, may forbid it";
            return assessments.undecided(probed, why);
        }
        // `undocumented_status` reports a redirect that is not declared.
        if !(400..500).contains(&status) || case.family == Family::Security {
            return;
        }
        if !case.request.body.is_described() {
            let why = format!("{status}: the document does not say what the body must be");
            return assessments.undecided(probed, why);
        }
        // Without a body, and where nothing is special about it, it is the answer's status that is wrong.
        let of_member = context.ledger.member(member.unwrap_or("/body"));
        let status_clause = || context.ledger.promise(Promise::Status, &Part::Responses);
        let Some(clause) = of_member.or_else(status_clause) else {
            return;
        };
        let also = probed.filter(|it| *it != clause).into_iter().collect();
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause,
            also,
            expected: "accepted".to_owned(),
            observed: status.to_string().into(),
            why: "the request honours every clause of the document".to_owned(),
            detail: Some(format!("refused with {status}: {}", case.about)),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::ValidRefused, fixtures);
    }

    const UPHELD: &str = "request.body#/$ref/type: upheld";

    fn title(status: u16) -> Fixture {
        Fixture::valid().differs("/body/title").status(status)
    }

    fn refused(status: u16) -> Fixture {
        title(status).says(&format!(
            "request.body#/$ref/properties/title/type: accepted → {status}"
        ))
    }

    #[test]
    fn fires_when_a_valid_request_is_refused() {
        check([
            refused(400),
            refused(404),
            Fixture::valid()
                .status(422)
                .says("request.body#/$ref/type: accepted → 422"),
        ]);
    }

    #[test]
    fn upheld_when_accepted() {
        check([
            Fixture::valid().says(UPHELD),
            Fixture::valid().status(204).says(UPHELD),
            title(200).says("request.body#/$ref/properties/title/type: upheld"),
        ]);
    }

    #[test]
    fn open_when_something_that_is_named_may_not_be_there() {
        check([403, 404, 409, 410].map(|status| {
            Fixture::valid()
                .names("/body/id")
                .status(status)
                .says(&format!(
                    "request.body#/$ref/type: undecided: {status}: the server may not have /body/id"
                ))
        }));
    }

    #[test]
    fn open_on_a_conflict_that_the_document_declares() {
        check([
            title(409).declares(409).says(
                "request.body#/$ref/properties/title/type: undecided: \
                 409: the state of the resource, or of others, may forbid it",
            ),
            refused(409),
        ]);
    }

    #[test]
    fn open_when_a_parameter_is_longer_than_the_server_takes() {
        let long = |location, name, status| {
            Fixture::valid()
                .differs(&format!("/{location}/{name}"))
                .status(status)
                .says(&format!(
                    "request.{location}.{name}#/type: undecided: \
                     {status}: the server takes no request line or header so long"
                ))
        };
        check([
            long("query", "q", 414),
            long("header", "X-Q", 431),
            Fixture::valid()
                .differs("/query/q")
                .status(413)
                .says("request.query.q#/type: accepted → 413"),
            refused(414),
        ]);
    }

    #[test]
    fn a_name_excuses_only_answers_about_names() {
        check([Fixture::valid()
            .names("/body/id")
            .differs("/body/id")
            .status(400)
            .says("request.body#/$ref/properties/id/type: accepted → 400")]);
    }

    #[test]
    fn open_when_nothing_says_what_the_body_must_be() {
        check([
            Fixture::valid().text(false).status(400).says(
                "request.body#/$ref/type: undecided: \
                 400: the document does not say what the body must be",
            ),
            Fixture::valid()
                .text(true)
                .status(400)
                .says("request.body#/$ref/type: accepted → 400"),
        ]);
    }

    #[test]
    fn open_when_the_server_is_busy_and_silent_where_another_rule_says_more() {
        check([
            Fixture::valid()
                .status(429)
                .says("request.body#/$ref/type: undecided: the server has too much to do (429)"),
            Fixture::valid().status(500).says_nothing(),
            Fixture::valid().status(302).says_nothing(),
            Fixture::alternative(0).status(401).says_nothing(),
            Fixture::invalid("/body/title").status(400).says_nothing(),
        ]);
    }
}
