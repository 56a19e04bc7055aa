//! A `default` that its schema refuses.
//!
//! "It is RECOMMENDED that a default value be valid against the associated schema" (JSON Schema
//! 2020-12 validation section 9.2), and 3.0: it "MUST conform to the defined type". Fires at the
//! default: in 3.0 as an error where its type is another, else as a warning. Silent since 3.1 for
//! null, which authors write for "none"; in 3.0 that is a warning.

use super::Findings;
use super::judge::Judge;
use super::schema_summary::{Glance, type_of};
use crate::Severity;
use crate::contract::{Contract, SchemaId, Version};
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
        let old = document.version == Version::V3_0;
        let null = default.kind() == Kind::Null;
        if null && !old {
            continue;
        }
        let types = Glance::new(document).types(document.view(node));
        let other_type = types.and(type_of(default)).is_empty();
        let severity = if old && other_type && !null {
            Severity::Error
        } else {
            Severity::Warning
        };
        if let Some(problem) = judge.problem_anyway(SchemaId(node.0), &default.value()) {
            let message = format!("this default is not valid: {problem}");
            findings.add(severity, default, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};
    use crate::Severity;

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
    fn another_type_is_an_error_in_3_0_alone() {
        let head = |version: &str| {
            format!("openapi: {version}\ninfo: {{title: a, version: '1'}}\npaths: {{}}\n")
        };
        let severities = |version: &str, schema: &str| -> Vec<Severity> {
            let text = format!(
                "{}components: {{schemas: {{A: {schema}}}}}\n",
                head(version)
            );
            let contract = crate::read_text("api.yaml", &text).contract.unwrap();
            let found = contract.lint().into_iter().filter(|it| it.code == NAME);
            found.map(|it| it.severity).collect()
        };
        for schema in [
            "{type: integer, default: '1'}",
            "{type: integer, default: 1.5}",
            "{type: array, items: {}, default: {}}",
        ] {
            assert_eq!(severities("3.0.3", schema), [Severity::Error], "{schema}");
            assert_eq!(severities("3.1.0", schema), [Severity::Warning], "{schema}");
        }
        let bound = "{type: integer, minimum: 2, default: 1}";
        assert_eq!(severities("3.0.3", bound), [Severity::Warning]);
        let null = "{type: integer, default: null}";
        assert_eq!(severities("3.0.3", null), [Severity::Warning]);
        assert_eq!(severities("3.0.3", "{type: number, default: 1.0}"), []);
    }

    #[test]
    fn valid_defaults_and_null_are_silent() {
        silent(
            NAME,
            "components: {schemas: {A: {type: integer, default: 1}, B: {type: string, default: null}}}",
        );
    }
}
