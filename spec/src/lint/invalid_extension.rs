//! An `x-tally-…` member that does not say what it should.
//!
//! `x-tally-culprit` and `x-tally-resource` are members of responses, `x-tally-accepted` is a
//! schema beside other keywords; see [`crate::extension`]. Fires where they stand, and at a name
//! that begins so and is none of them.

use super::Findings;
use crate::Severity;
use crate::contract::Contract;
use crate::extension;
use crate::resolve::grammar::Role;
use crate::tree::{Kind, View};

/// The members that are known, and where they stand.
const KNOWN: [(&str, Role); 3] = [
    ("x-tally-accepted", Role::Schema),
    ("x-tally-culprit", Role::Response),
    ("x-tally-resource", Role::Response),
];

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    for &(node, role) in &document.roles {
        let view = document.view(node);
        for (name, member) in view
            .members()
            .filter(|(name, _)| name.starts_with("x-tally-"))
        {
            if let Some(message) = misplaced(name, role) {
                findings.add(Severity::Error, member, message, None);
            } else if name == "x-tally-accepted" && !is_schema(member) {
                let message = format!("`{name}` is a schema; this is {}", member.kind().phrase());
                findings.add(Severity::Error, member, message, None);
            }
        }
    }
    for operation in contract.operations.iter().chain(&contract.webhooks) {
        for response in &operation.responses {
            let wrong = [
                extension::culprit(response).err(),
                extension::resource(response).err(),
            ];
            for error in wrong.into_iter().flatten() {
                findings.at(Severity::Error, &response.place, error.to_string(), None);
            }
        }
    }
}

fn is_schema(view: View<'_>) -> bool {
    matches!(view.kind(), Kind::Object | Kind::Bool)
}

fn misplaced(name: &str, role: Role) -> Option<String> {
    match KNOWN.iter().find(|(known, _)| *known == name) {
        None => {
            let names: Vec<_> = KNOWN
                .iter()
                .map(|(known, _)| format!("`{known}`"))
                .collect();
            Some(format!("`{name}` is not known; {} are", names.join(", ")))
        }
        Some((_, place)) if *place != role => Some(format!(
            "`{name}` is a member of {}, not of {}",
            place.phrase(),
            role.phrase()
        )),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "invalid-extension";

    fn response(text: &str) -> String {
        format!("paths: {{/a: {{get: {{responses: {{'400': {{description: a, {text}}}}}}}}}}}")
    }

    #[test]
    fn wrong_forms_fire() {
        check(
            NAME,
            &response("x-tally-resource: a"),
            &[
                "`x-tally-resource` of response 400: `a` is not a JSON Pointer: it starts with `/` or is empty",
            ],
        );
        check(
            NAME,
            &response("x-tally-accepted: {}"),
            &["`x-tally-accepted` is a member of a schema, not of a response"],
        );
        check(
            NAME,
            &response("x-tally-culprits: {}"),
            &[
                "`x-tally-culprits` is not known; `x-tally-accepted`, `x-tally-culprit`, `x-tally-resource` are",
            ],
        );
        check(
            NAME,
            "components: {schemas: {A: {x-tally-accepted: 1}}}",
            &["`x-tally-accepted` is a schema; this is a number"],
        );
    }

    #[test]
    fn right_forms_and_other_extensions_are_silent() {
        silent(
            NAME,
            &response(
                "x-tally-resource: /a, x-tally-culprit: {pointer: /a, form: name}, x-other: 1",
            ),
        );
        silent(
            NAME,
            "components: {schemas: {A: {x-tally-accepted: {enum: [1]}}}}",
        );
    }
}
