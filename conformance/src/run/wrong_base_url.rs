//! What the answers of a run add up to: a base URL under which nothing is.

use std::cell::Cell;

use tally_spec::contract::{Operation, ParameterLocation};

use crate::case::{Case, Expectation};
use crate::exchange::Outcome;

/// The answers of a run, counted.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// Answers to valid requests.
    valid: Cell<u64>,
    /// Those of them that say that nothing is there.
    valid_nothing: Cell<u64>,
    /// Answers that say something else, to whatever request.
    others: Cell<u64>,
    /// Whether nothing was where no value of a request can be to blame: the path has no parameters.
    nowhere: Cell<bool>,
}

impl Heard {
    /// Counts what came of a case.
    pub(super) fn note(&self, operation: &Operation, case: &Case, outcome: &Outcome) {
        let Outcome::Answered(answer) = outcome else {
            // Whatever it is, something is there.
            add(&self.others);
            return;
        };
        // A router that knows no path may still say that it knows no method but GET.
        let nothing = matches!(answer.status, 404 | 405);
        if !nothing {
            add(&self.others);
        }
        if !matches!(case.expectation, Expectation::Accepted { .. }) {
            return;
        }
        add(&self.valid);
        if nothing {
            add(&self.valid_nothing);
        }
        let mut parameters = operation.parameters.iter();
        let fixed = !parameters.any(|it| it.location == ParameterLocation::Path);
        if answer.status == 404 && fixed && case.request.method.is_none() {
            self.nowhere.set(true);
        }
    }

    /// Whether every valid request was answered as if nothing was there.
    pub(super) fn is_nothing_there(&self) -> bool {
        self.valid.get() > 0 && self.valid.get() == self.valid_nothing.get()
    }

    /// Whether that was all that was ever said, and no value of a request can be to blame: then the
    /// run has not talked to the API at all.
    pub(super) fn is_lost(&self) -> bool {
        self.is_nothing_there() && self.others.get() == 0 && self.nowhere.get()
    }
}

fn add(count: &Cell<u64>) {
    count.set(count.get() + 1);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Answer;
    use crate::plan::{Options, plan_operation};

    const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /pets: {get: {responses: {'200': {description: all}}}}
  /pets/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: one}}
";

    /// What is heard when the valid requests of these paths are answered with these statuses.
    fn heard(answers: &[(&str, u16)]) -> (bool, bool) {
        let contract = tally_spec::read_text("a.yaml", DOCUMENT).contract.unwrap();
        let heard = Heard::default();
        for (path, status) in answers {
            let mut operations = contract.operations.iter();
            let operation = operations.find(|it| it.key.path == *path).unwrap();
            let plan = plan_operation(&contract, operation, &Options::default());
            let answer = Answer {
                status: *status,
                ..Answer::default()
            };
            heard.note(operation, &plan.candidates[0], &Outcome::Answered(answer));
        }
        (heard.is_nothing_there(), heard.is_lost())
    }

    #[test]
    fn a_run_is_lost_when_nothing_is_where_no_value_can_be_to_blame() {
        assert_eq!(heard(&[("/pets", 404), ("/pets/{id}", 404)]), (true, true));
        assert_eq!(heard(&[("/pets", 404), ("/pets/{id}", 405)]), (true, true));
        assert_eq!(heard(&[("/pets/{id}", 404)]), (true, false));
    }

    #[test]
    fn one_other_answer_shows_that_something_is_there() {
        assert_eq!(
            heard(&[("/pets", 404), ("/pets/{id}", 500)]),
            (false, false)
        );
        assert_eq!(
            heard(&[("/pets", 200), ("/pets/{id}", 404)]),
            (false, false)
        );
        assert_eq!(heard(&[]), (false, false));
    }
}
