//! Schema keywords that exclude or require each other.
//!
//! In 3.0, "`items` MUST be present if the `type` is `array`", and a property "MUST NOT be marked as
//! both `readOnly` and `writeOnly`" (Schema Object): both are errors. `readOnly` next to `writeOnly` is
//! a warning in later versions. Also warnings in 3.0, whose schemas follow an older draft of JSON
//! Schema: an empty `required`, and `exclusiveMinimum` or `exclusiveMaximum` without the bound.

use super::Findings;
use crate::Severity::{Error, Warning};
use crate::contract::{Contract, Version};
use crate::resolve::grammar::Role;
use crate::tree::{Kind, View};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    let old = document.version == Version::V3_0;
    for &(node, _) in document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema)
    {
        let schema = document.view(node);
        if let Some(write_only) = schema.get("writeOnly")
            && schema.flag("readOnly")
            && schema.flag("writeOnly")
        {
            let severity = if old { Error } else { Warning };
            let message = "`readOnly` and `writeOnly` are mutually exclusive".to_owned();
            findings.add(severity, write_only, message, None);
        }
        if old && schema.get("$ref").is_none() {
            of_3_0(schema, findings);
        }
    }
}

fn of_3_0(schema: View<'_>, findings: &mut Findings) {
    if let Some(kind) = schema.get("type")
        && kind.str() == Some("array")
        && schema.get("items").is_none()
    {
        let message = "`type: array` requires `items` in OpenAPI 3.0";
        let help = "write `items: {}` to allow any items";
        findings.add(Error, kind, message.to_owned(), Some(help));
    }
    if let Some(required) = schema.get("required")
        && required.kind() == Kind::Array
        && required.items().len() == 0
    {
        let message = "`required` must not be empty in OpenAPI 3.0".to_owned();
        findings.add(Warning, required, message, Some("remove it"));
    }
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if let Some(keyword) = schema.get(exclusive)
            && keyword.bool() == Some(true)
            && schema.get(bound).is_none()
        {
            let message = format!("`{exclusive}` has no effect without `{bound}`");
            findings.add(Warning, keyword, message, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_version;

    const NAME: &str = "incompatible-keywords";
    const TEXT: &str = "paths: {}\ncomponents: {schemas: {A: {type: array}, B: {readOnly: true, writeOnly: true}, C: {required: []}, D: {exclusiveMinimum: true}, E: {type: array, items: {}, readOnly: true, writeOnly: false, required: [a], minimum: 1, exclusiveMinimum: true}}}";

    #[test]
    fn each_version_has_its_own() {
        check_version(
            "3.0.3",
            NAME,
            TEXT,
            &[
                "`type: array` requires `items` in OpenAPI 3.0",
                "`readOnly` and `writeOnly` are mutually exclusive",
                "`required` must not be empty in OpenAPI 3.0",
                "`exclusiveMinimum` has no effect without `minimum`",
            ],
        );
        check_version(
            "3.1.0",
            NAME,
            TEXT,
            &["`readOnly` and `writeOnly` are mutually exclusive"],
        );
    }
}
