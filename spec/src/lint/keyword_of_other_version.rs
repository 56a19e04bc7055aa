//! A keyword of JSON Schema 2020-12 in a document of 3.0, or one of 3.0 in a later document.
//!
//! 3.0 has a dialect of its own (OpenAPI 3.0 section "Schema Object"): it does not know `const`,
//! arrays of types, numeric `exclusiveMinimum` and others. 3.1 does not know `nullable` and boolean
//! `exclusiveMinimum`. Authors mean them all the same, so they are honoured. Fires once a document
//! for each such keyword, where it first stands: as an error where the keyword belongs to the
//! version and must hold something else, as `type` and `exclusiveMinimum`.

use std::collections::BTreeMap;

use super::Findings;
use crate::Severity;
use crate::contract::{Contract, Version};
use crate::resolve::Document;
use crate::resolve::grammar::Role;
use crate::schema::Keyword;
use crate::tree::{Kind, NodeId, View};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    let mut met: BTreeMap<String, (View<'_>, usize)> = BTreeMap::new();
    for &(node, _) in document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema)
    {
        if document.version == Version::V3_0
            && document.view(node).kind() == Kind::Bool
            && !is_for_the_rest(document, node)
        {
            let form = "a boolean as schema".to_owned();
            met.entry(form).or_insert((document.view(node), 0)).1 += 1;
        }
        for (name, value) in document.view(node).members() {
            if let Some(form) = foreign(name, value, document.version) {
                met.entry(form).or_insert((value, 0)).1 += 1;
            }
        }
    }
    let known = if document.version == Version::V3_0 {
        "3.0"
    } else {
        "3.1"
    };
    for (form, (first, count)) in met {
        let more = match count {
            1 => String::new(),
            2 => " (here and in one other place)".to_owned(),
            count => format!(" (here and in {} other places)", count - 1),
        };
        let message =
            format!("OpenAPI {known} does not know {form}; what it means is honoured{more}");
        let severity = if is_forbidden(&form) {
            Severity::Error
        } else {
            Severity::Warning
        };
        findings.add(severity, first, message, help(&form));
    }
}

/// Whether a schema is `additionalProperties` of another one.
fn is_for_the_rest(document: &Document, node: NodeId) -> bool {
    let holder = document
        .tree
        .parent(node)
        .map(|parent| document.view(parent));
    let rest = holder.and_then(|holder| holder.get("additionalProperties"));
    rest.is_some_and(|rest| rest.id() == node)
}

/// The form that the version does not know, as the message says it.
fn foreign(name: &str, value: View<'_>, version: Version) -> Option<String> {
    let old = version == Version::V3_0;
    match (name, value.kind()) {
        ("nullable", Kind::Bool) if !old => Some("`nullable`".to_owned()),
        ("exclusiveMinimum" | "exclusiveMaximum", Kind::Bool) if !old => {
            Some(format!("a boolean `{name}`"))
        }
        ("exclusiveMinimum" | "exclusiveMaximum", Kind::Number) if old => {
            Some(format!("a number as `{name}`"))
        }
        ("type", Kind::Array) if old => Some("several types in `type`".to_owned()),
        ("type", Kind::String) if old && value.str() == Some("null") => {
            Some("the type `null`".to_owned())
        }
        _ => {
            let keyword = Keyword::named(name).filter(|it| !it.is_structural() && !it.is_of_3_0());
            keyword.filter(|_| old).map(|_| format!("`{name}`"))
        }
    }
}

/// Whether the version has the keyword, and forbids that form of it.
fn is_forbidden(form: &str) -> bool {
    form.contains("type") || form.starts_with("a number as") || form.starts_with("a boolean")
}

fn help(form: &str) -> Option<&'static str> {
    match form {
        "`nullable`" => Some("write `type: […, 'null']`"),
        "`const`" => Some("write an `enum` of one value"),
        "several types in `type`" | "the type `null`" => Some("write `nullable: true`"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_version;

    const NAME: &str = "keyword-of-other-version";
    const BOTH: &str = "paths: {}\ncomponents: {schemas: {A: {const: 1}, B: {nullable: true}, C: {nullable: true}, D: {minimum: 1, exclusiveMinimum: true}}}";

    #[test]
    fn each_version_has_its_own_keywords() {
        check_version(
            "3.0.3",
            NAME,
            BOTH,
            &["OpenAPI 3.0 does not know `const`; what it means is honoured"],
        );
        check_version(
            "3.1.0",
            NAME,
            BOTH,
            &[
                "OpenAPI 3.1 does not know `nullable`; what it means is honoured (here and in one other place)",
                "OpenAPI 3.1 does not know a boolean `exclusiveMinimum`; what it means is honoured",
            ],
        );
    }

    #[test]
    fn references_by_dynamic_anchor_are_of_3_1() {
        let text = "paths: {}\ncomponents: {schemas: {A: {$dynamicRef: '#a'}, B: {$ref: '#/components/schemas/A'}}}";
        let message = "OpenAPI 3.0 does not know `$dynamicRef`; what it means is honoured";
        check_version("3.0.3", NAME, text, &[message]);
    }

    #[test]
    fn boolean_schemas_are_of_3_1() {
        let text = "paths: {}\ncomponents: {schemas: {A: {additionalProperties: false, properties: {a: true}}}}";
        check_version(
            "3.0.3",
            NAME,
            text,
            &["OpenAPI 3.0 does not know a boolean as schema; what it means is honoured"],
        );
        check_version("3.1.0", NAME, text, &[]);
    }

    #[test]
    fn several_types_are_of_3_1() {
        let text = "paths: {}\ncomponents: {schemas: {A: {type: [string, 'null']}}}";
        check_version(
            "3.0.3",
            NAME,
            text,
            &["OpenAPI 3.0 does not know several types in `type`; what it means is honoured"],
        );
        check_version("3.1.0", NAME, text, &[]);
    }
}
