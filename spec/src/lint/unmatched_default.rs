//! A `default` that its schema refuses.
//!
//! "It is RECOMMENDED that a default value be valid against the associated schema" (JSON Schema
//! 2020-12 validation section 9.2), and 3.0: it "MUST conform to the defined type". Fires at the
//! default. Silent for null, which authors write for "none".

use super::Findings;
use super::judge::Judge;
use crate::Severity;
use crate::contract::{Contract, SchemaId};
use crate::resolve::grammar::Role;
use crate::tree::Kind;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    let mut judge = Judge::new(contract);
    for &(node, _) in document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema)
    {
        let Some(default) = document.view(node).get("default") else {
            continue;
        };
        if default.kind() == Kind::Null {
            continue;
        }
        if let Some(problem) = judge.problem_anyway(SchemaId(node.0), &default.value()) {
            let message = format!("this default is not valid: {problem}");
            findings.add(Severity::Warning, default, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "unmatched-default";

    #[test]
    fn a_default_that_is_not_valid_fires() {
        check(
            NAME,
            "components: {schemas: {A: {type: integer, default: '1'}}}",
            &["this default is not valid: \"1\" is not of type \"integer\""],
        );
    }

    #[test]
    fn valid_defaults_and_null_are_silent() {
        silent(
            NAME,
            "components: {schemas: {A: {type: integer, default: 1}, B: {type: string, default: null}}}",
        );
    }
}
