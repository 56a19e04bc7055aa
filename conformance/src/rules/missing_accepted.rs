//! A value that the server does not have was accepted.
//!
//! Fires when a request with a value of `--missing` is answered with a 2xx.
//!
//! Silent when it is refused with whatever status (`wrong_lookup_status` judges that), and for
//! every value that the user did not name.
//!
//! OpenAPI, Responses Object: the document declares 404 or 410; RFC 9110 §15.5.5.

use tally_spec::clause::Part;
use tally_spec::promise::Promise;

use super::rule::{Rule, stands_in};
use crate::case::{Expectation, Family};
use crate::judge::{Breach, Opinions, Scene};

/// The rule.
#[derive(Debug)]
pub(super) struct MissingAccepted;

impl Rule for MissingAccepted {
    stands_in!("missing_accepted");

    fn judge(&self, scene: &Scene<'_>, opinions: &mut Opinions) {
        let case = &scene.exchange.case;
        let answered = matches!(case.expectation, Expectation::Answered { .. });
        if case.family != Family::Missing || !answered || !scene.exchange.accepted() {
            return;
        }
        let Some(clause) = scene.ledger.promise(Promise::Missing, &Part::Responses) else {
            return;
        };
        let member = case
            .difference
            .as_ref()
            .map_or("/body", |it| it.pointer.as_str());
        opinions.violate(Breach {
            rule: self.id(),
            clause,
            also: Vec::new(),
            expected: "a refusal".to_owned(),
            observed: format!("accepted with a missing value at `{member}`"),
            why: "the user names this value as one that the server does not have".to_owned(),
            detail: Some(format!("accepted: {}", case.about)),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::case::Family;
    use crate::rules::stage::Stage;

    fn check(stage: Stage, expected: &[&str]) {
        stage.check("missing_accepted", expected);
    }

    #[test]
    fn fires_when_it_is_accepted() {
        check(
            Stage::answered(Family::Missing, "/body/id").status(200),
            &["responses#/missing: a refusal → accepted with a missing value at `/body/id`"],
        );
    }

    #[test]
    fn silent_when_it_is_refused() {
        check(
            Stage::answered(Family::Missing, "/body/id").status(404),
            &[],
        );
        check(
            Stage::answered(Family::Missing, "/body/id").status(400),
            &[],
        );
    }

    #[test]
    fn silent_about_other_values() {
        check(Stage::valid().status(200), &[]);
        check(
            Stage::answered(Family::Foreign, "/body/id").status(200),
            &[],
        );
    }
}
