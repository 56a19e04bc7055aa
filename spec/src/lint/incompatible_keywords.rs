//! Keywords of a schema that do not go together, or of which one is missing.
//!
//! 3.0 says of its schemas that "`items` MUST be present if the `type` is `array`", that a property
//! "MUST NOT be marked as both `readOnly` and `writeOnly`" (section "Schema Object"), and, with the
//! draft of JSON Schema that it stands on, that `required` lists at least one name and that
//! `exclusiveMinimum` stands beside `minimum`. Fires at the schema or keyword: as an error where
//! 3.0 forbids it, as a warning at `readOnly` beside `writeOnly` later, where nobody can say what
//! is meant, and at what has no effect.

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
            let message = "nothing is both `readOnly` and `writeOnly`".to_owned();
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
        let message = "an array says in `items` what its elements are; this says nothing";
        let help = "write `items: {}` where they may be anything";
        findings.add(Error, kind, message.to_owned(), Some(help));
    }
    if let Some(required) = schema.get("required")
        && required.kind() == Kind::Array
        && required.items().len() == 0
    {
        let message = "`required` lists at least one name in 3.0; this lists none".to_owned();
        findings.add(Warning, required, message, Some("leave it out"));
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
                "an array says in `items` what its elements are; this says nothing",
                "nothing is both `readOnly` and `writeOnly`",
                "`required` lists at least one name in 3.0; this lists none",
                "`exclusiveMinimum` has no effect without `minimum`",
            ],
        );
        check_version(
            "3.1.0",
            NAME,
            TEXT,
            &["nothing is both `readOnly` and `writeOnly`"],
        );
    }
}
