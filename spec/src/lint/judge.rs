//! Whether values that a document gives fit the schemas that it gives.

use std::collections::HashMap;

use serde_json::Value;

use crate::contract::{Contract, SchemaId};
use crate::normalise;
use crate::schema::{Validator, for_request, for_response};

/// Which way a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Way {
    Request,
    Response,
}

/// Compiled schemas, each once.
pub(super) struct Judge<'c> {
    contract: &'c Contract,
    validators: HashMap<(SchemaId, Way), Validator>,
}

impl<'c> Judge<'c> {
    pub(super) fn new(contract: &'c Contract) -> Self {
        Self {
            contract,
            validators: HashMap::new(),
        }
    }

    /// What is wrong with a value, as a fragment of a message. None: nothing that could be proven.
    pub(super) fn problem(&mut self, id: SchemaId, way: Way, value: &Value) -> Option<String> {
        let contract = self.contract;
        let validator = self.validators.entry((id, way)).or_insert_with(|| {
            let schema = normalise::value(&contract.document, id);
            let seen = match way {
                Way::Request => for_request(&schema),
                Way::Response => for_response(&schema),
            };
            Validator::usable(&seen).0
        });
        let violations = validator.violations(value);
        let mut decided = violations.iter().filter(|violation| !violation.undecided);
        let first = decided.next()?;
        let at = match first.instance.as_str() {
            "" => String::new(),
            instance => format!("at `{instance}` "),
        };
        let more = match decided.count() {
            0 => String::new(),
            1 => ", and one more failure".to_owned(),
            count => format!(", and {count} more failures"),
        };
        Some(format!("{at}{}{more}", shorten(&first.message)))
    }

    /// What is wrong with a value that may go either way.
    pub(super) fn problem_anyway(&mut self, id: SchemaId, value: &Value) -> Option<String> {
        self.problem(id, Way::Request, value)?;
        self.problem(id, Way::Response, value)
    }
}

/// The longest message that is shown, in characters.
const LONGEST: usize = 300;

pub(super) fn shorten(message: &str) -> String {
    match message.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message.to_owned(),
    }
}
