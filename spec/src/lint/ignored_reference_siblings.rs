//! Members beside a `$ref` that have no effect.
//!
//! "This object cannot be extended with additional properties and any properties added SHALL be
//! ignored" (OpenAPI 3.0 section "Reference Object"; 3.1 section 4.8.23 the same, but for `summary`
//! and `description`, and but for schemas, where everything counts). Fires at each such member that
//! would otherwise change what is meant; silent for texts that only describe, and for extensions.
//! `nullable: true` beside the `$ref` of a 3.0 schema is honoured, and says so.

use super::Findings;
use crate::Severity;
use crate::contract::{Contract, Version};
use crate::resolve::grammar::Role;

/// Members that only describe.
const TEXTS: [&str; 7] = [
    "summary",
    "description",
    "title",
    "example",
    "examples",
    "externalDocs",
    "xml",
];

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    let old = document.version == Version::V3_0;
    for &(node, role) in &document.roles {
        let evaluated = role == Role::PathItem || (role == Role::Schema && !old);
        let view = document.view(node);
        if evaluated
            || !role.may_refer(document.version)
            || view.get("$ref").is_none_or(|view| view.str().is_none())
        {
            continue;
        }
        for (name, member) in view.members() {
            if name == "$ref" || name.starts_with("x-") || TEXTS.contains(&name) {
                continue;
            }
            let message = if role == Role::Schema && name == "nullable" {
                "OpenAPI 3.0 ignores `nullable` beside `$ref`; what it means is honoured".to_owned()
            } else {
                format!("`{name}` has no effect beside `$ref`")
            };
            findings.add(Severity::Warning, member, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_version;

    const NAME: &str = "ignored-reference-siblings";
    const SCHEMA: &str = "paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B', minLength: 1, description: a, nullable: true}, B: {}}}";

    #[test]
    fn keywords_beside_a_reference_count_since_3_1() {
        check_version(
            "3.0.3",
            NAME,
            SCHEMA,
            &[
                "`minLength` has no effect beside `$ref`",
                "OpenAPI 3.0 ignores `nullable` beside `$ref`; what it means is honoured",
            ],
        );
        check_version("3.1.0", NAME, SCHEMA, &[]);
    }

    #[test]
    fn other_objects_have_no_siblings() {
        let text = "components: {responses: {A: {$ref: '#/components/responses/B', content: {}, description: a}, B: {description: b}}}";
        check_version(
            "3.1.0",
            NAME,
            text,
            &["`content` has no effect beside `$ref`"],
        );
    }
}
