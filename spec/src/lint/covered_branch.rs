//! A branch of `oneOf` that another branch covers.
//!
//! Every value that it accepts is accepted twice, so it can never be "exactly one" (JSON Schema
//! 2020-12 core section 10.2.1.3). The union is judged as `anyOf`. Fires at the branch; decided by
//! the algebra of schemas, silent where that cannot decide.

use super::Findings;
use crate::Severity;
use crate::contract::Contract;
use crate::normalise;
use crate::resolve::grammar::Role;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    for &(node, _) in document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema)
    {
        let Some(one_of) = document.view(node).get("oneOf") else {
            continue;
        };
        let Some(covered) = normalise::covered(document, one_of) else {
            continue;
        };
        if let Some(branch) = one_of.items().nth(covered.branch) {
            let message = format!(
                "whatever this branch accepts, branch {} of the same `oneOf` accepts too, so it is never the only one; \
                 the union is judged as `anyOf`",
                covered.by + 1
            );
            findings.add(
                Severity::Warning,
                branch,
                message,
                Some("write `anyOf`, or tell the branches apart"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "covered-branch";

    #[test]
    fn a_branch_within_another_fires() {
        check(
            NAME,
            "components: {schemas: {A: {oneOf: [{type: object, required: [a]}, {type: object}]}}}",
            &[
                "whatever this branch accepts, branch 2 of the same `oneOf` accepts too, so it is never the only one; the union is judged as `anyOf`",
            ],
        );
    }

    #[test]
    fn branches_that_overlap_in_part_are_silent() {
        silent(
            NAME,
            "components: {schemas: {A: {oneOf: [{type: object, required: [a]}, {type: object, required: [b]}]}, B: {oneOf: [{type: string}, {type: integer}]}}}",
        );
    }
}
