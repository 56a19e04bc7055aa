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
    use crate::rules::fixture::Fixture;

    fn check(stage: Fixture, expected: &[&str]) {
        stage.check("lookup_accepted", expected);
    }

    #[test]
    fn fires_when_it_is_accepted() {
        check(
            Fixture::answered(Family::Foreign, "/body/id").status(200),
            &["responses#/foreign: a refusal → accepted with a foreign value at `/body/id`"],
        );
        check(
            Fixture::answered(Family::Missing, "/body/id").status(200),
            &["responses#/missing: a refusal → accepted with a missing value at `/body/id`"],
        );
    }

    #[test]
    fn silent_when_it_is_refused() {
        for family in [Family::Foreign, Family::Missing] {
            check(Fixture::answered(family, "/body/id").status(404), &[]);
            check(Fixture::answered(family, "/body/id").status(400), &[]);
        }
    }

    #[test]
    fn silent_about_other_values() {
        check(Fixture::valid().status(200), &[]);
    }
}
