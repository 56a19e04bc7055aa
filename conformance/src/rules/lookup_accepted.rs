//! A value that the credentials may not touch, or that the server does not have, was accepted.
//!
//! Fires when a request with a value of `--foreign` or `--missing` is answered with a 2xx.
//!
//! Silent when it is refused with whatever status (`wrong_lookup_status` judges that), and for
//! every value that the user did not name.
//!
//! OpenAPI, Responses Object: the document declares 403, 404 or 410; RFC 9110 §15.5.4 and §15.5.5.

use super::rule::{Rule, stands_in};
use crate::judge::{Assessments, CheckContext, ClauseViolation};

/// The rule.
#[derive(Debug)]
pub(super) struct LookupAccepted;

impl Rule for LookupAccepted {
    stands_in!(LookupAccepted, "lookup_accepted");

    fn judge(&self, context: &CheckContext<'_>, assessments: &mut Assessments) {
        let Some(lookup) = context.lookup().filter(|_| context.exchange.accepted()) else {
            return;
        };
        let why = match lookup.word {
            "foreign" => "the user names this value as one that these credentials may not touch",
            _ => "the user names this value as one that the server does not have",
        };
        assessments.violate(ClauseViolation {
            rule: self.id().into(),
            clause: lookup.clause,
            also: Vec::new(),
            expected: "a refusal".to_owned(),
            observed: format!(
                "accepted with a {} value at `{}`",
                lookup.word, lookup.member
            )
            .into(),
            why: why.to_owned(),
            detail: Some(format!("accepted: {}", context.exchange.case.about)),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::case::Family;
    use crate::rule_id::RuleId;
    use crate::rules::fixture::{self, Fixture};

    fn check(fixtures: impl IntoIterator<Item = Fixture>) {
        fixture::check(RuleId::LookupAccepted, fixtures);
    }

    fn accepted(family: Family, word: &str) -> Fixture {
        Fixture::answered(family, "/body/id")
            .status(200)
            .says(&format!(
                "responses#/{word}: a refusal → accepted with a {word} value at `/body/id`"
            ))
    }

    #[test]
    fn fires_when_it_is_accepted() {
        check([
            accepted(Family::Foreign, "foreign"),
            accepted(Family::Missing, "missing"),
        ]);
    }

    #[test]
    fn silent_when_it_is_refused() {
        let answered = |status| Fixture::answered(Family::Foreign, "/body/id").status(status);
        check([
            answered(404).says_nothing(),
            answered(400).says_nothing(),
            accepted(Family::Foreign, "foreign"),
        ]);
    }

    #[test]
    fn silent_about_other_values() {
        check([
            Fixture::valid().status(200).says_nothing(),
            Fixture::invalid("/body/id").status(200).says_nothing(),
            accepted(Family::Missing, "missing"),
        ]);
    }
}
