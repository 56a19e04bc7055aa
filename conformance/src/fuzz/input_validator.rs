//! Says whether a drawn value of an input is valid.

use serde_json::Value;
use tally_spec::schema::{Validator, Violation};

use crate::plan::Input;
use crate::probe::prober::written;

/// The schema of an input, compiled, and the same narrowed to what is surely accepted.
#[derive(Debug)]
pub(super) struct InputValidator {
    plain: Validator,
    /// None: everything that is valid is surely accepted.
    narrow: Option<Validator>,
}

impl InputValidator {
    pub(super) fn of(input: &Input<'_>) -> Self {
        let narrows = input.plain != input.narrow;
        Self {
            plain: Validator::usable(&input.plain).0,
            narrow: narrows.then(|| Validator::usable(&input.narrow).0),
        }
    }

    /// Whether a value is valid and surely accepted, also when it was written and read.
    pub(super) fn accepts(&self, value: &Value) -> bool {
        written(value).is_some_and(|value| {
            let narrow = self.narrow.as_ref();
            self.plain.is_valid(&value) && narrow.is_none_or(|narrow| narrow.is_valid(&value))
        })
    }

    /// Every clause that a value breaks.
    pub(super) fn violations(&self, value: &Value) -> Vec<Violation> {
        self.plain.violations(value)
    }
}
