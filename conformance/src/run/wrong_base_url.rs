//! What the answers of a run add up to: a base URL under which nothing is.

use tally_spec::contract::{Operation, ParameterLocation};

use crate::case::{Case, Expectation};
use crate::exchange::Outcome;

/// The answers of a run, counted.
#[derive(Debug, Default)]
pub(super) struct AnswerCounts {
    /// Answers to valid requests.
    valid: u64,
    /// Those of them that say that nothing is there.
    valid_nothing: u64,
    /// Answers that say something else, to whatever request.
    others: u64,
    /// Whether nothing was where no value of a request can be to blame: the path has no parameters.
    nowhere: bool,
}

impl AnswerCounts {
    /// Counts what came of a case.
    pub(super) fn add(&mut self, operation: &Operation, case: &Case, outcome: &Outcome) {
        let Outcome::Answered(answer) = outcome else {
            // Whatever it is, something is there.
            self.others += 1;
            return;
        };
        // A router that knows no path may still say that it knows no method but GET.
        let nothing = matches!(answer.status, 404 | 405);
        if !nothing {
            self.others += 1;
        }
        if !matches!(case.expectation, Expectation::Accepted { .. }) {
            return;
        }
        self.valid += 1;
        if nothing {
            self.valid_nothing += 1;
        }
        let mut parameters = operation.parameters.iter();
        let fixed = !parameters.any(|it| it.location == ParameterLocation::Path);
        if answer.status == 404 && fixed && case.request.method.is_none() {
            self.nowhere = true;
        }
    }

    /// Whether every valid request was answered as if nothing was there.
    pub(super) fn is_nothing_there(&self) -> bool {
        self.valid > 0 && self.valid == self.valid_nothing
    }

    /// Whether that was all that was ever said, and no value of a request can be to blame: then the
    /// run has not talked to the API at all.
    pub(super) fn is_lost(&self) -> bool {
        self.is_nothing_there() && self.others == 0 && self.nowhere
    }
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

    /// What is counted when the valid requests of these paths are answered with these statuses.
    fn counted(answers: &[(&str, u16)]) -> (bool, bool) {
        let contract = tally_spec::read_text("a.yaml", DOCUMENT).contract.unwrap();
        let mut counts = AnswerCounts::default();
        for (path, status) in answers {
            let mut operations = contract.operations.iter();
            let operation = operations.find(|it| it.key.path == *path).unwrap();
            let plan = plan_operation(&contract, operation, &Options::default());
            let answer = Answer {
                status: *status,
                ..Answer::default()
            };
            counts.add(operation, &plan.candidates[0], &Outcome::Answered(answer));
        }
        (counts.is_nothing_there(), counts.is_lost())
    }

    #[test]
    fn a_run_is_lost_when_nothing_is_where_no_value_can_be_to_blame() {
        assert_eq!(
            counted(&[("/pets", 404), ("/pets/{id}", 404)]),
            (true, true)
        );
        assert_eq!(
            counted(&[("/pets", 404), ("/pets/{id}", 405)]),
            (true, true)
        );
        assert_eq!(counted(&[("/pets/{id}", 404)]), (true, false));
    }

    #[test]
    fn one_other_answer_shows_that_something_is_there() {
        assert_eq!(
            counted(&[("/pets", 404), ("/pets/{id}", 500)]),
            (false, false)
        );
        assert_eq!(
            counted(&[("/pets", 200), ("/pets/{id}", 404)]),
            (false, false)
        );
        assert_eq!(counted(&[]), (false, false));
    }
}
