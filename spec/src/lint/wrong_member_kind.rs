//! A member that holds another kind of value than the specification says.
//!
//! Fires at the member, as an error where it is therefore left out, as a warning where a scalar
//! stands for a text, as unquoted versions in YAML do. Silent inside schemas but for `$ref`: their
//! keywords are another lint's.

use super::Findings;
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::{MemberShape, Role};
use crate::tree::{Kind, View};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    for &(node, role) in &document.roles {
        if document.misread.contains(&(node, role)) {
            continue;
        }
        let view = document.view(node);
        let reference = view
            .get("$ref")
            .filter(|_| role.is_followed(document.version));
        if let Some(reference) = reference.filter(|it| it.kind() != Kind::String) {
            let message = format!("`$ref` is a string; this is {}", reference.kind().phrase());
            findings.add(Severity::Error, reference, message, None);
            continue;
        }
        if role == Role::Schema {
            continue;
        }
        if view.kind() != Kind::Object && contract.reported.contains(&node) {
            continue;
        }
        if view.kind() != Kind::Object {
            let message = format!(
                "{} is an object; this is {}",
                role.phrase(),
                view.kind().phrase()
            );
            findings.add(Severity::Error, view, message, None);
            continue;
        }
        if view.get("$ref").is_some()
            && role.is_followed(document.version)
            && role != Role::PathItem
        {
            continue;
        }
        for (name, member) in view.members() {
            let shape = match role.member(name) {
                Some(member) => member.shape,
                None if name.starts_with("x-") => continue,
                None => match role.others() {
                    Some(shape) => shape,
                    None => continue,
                },
            };
            if let Some(expected) = expected(shape, member) {
                let text = shape == MemberShape::Text
                    && !matches!(member.kind(), Kind::Array | Kind::Object);
                let scalar = text && member.kind() == Kind::Number;
                let severity = if text {
                    Severity::Warning
                } else {
                    Severity::Error
                };
                let message = format!("`{name}` is {expected}; this is {}", member.kind().phrase());
                let help = scalar.then_some("put it in quotes");
                findings.add(severity, member, message, help);
            }
        }
    }
}

/// What should stand there, if something else does.
fn expected(shape: MemberShape, view: View<'_>) -> Option<&'static str> {
    let strings =
        |mut views: Box<dyn Iterator<Item = View<'_>> + '_>| views.all(|view| view.str().is_some());
    match (shape, view.kind()) {
        (MemberShape::Any | MemberShape::One(_), _)
        | (MemberShape::List(_), Kind::Array)
        | (MemberShape::Map(_), Kind::Object)
        | (MemberShape::Text, Kind::String)
        | (MemberShape::Bool, Kind::Bool) => None,
        (MemberShape::Texts, Kind::Array) if strings(Box::new(view.items())) => None,
        (MemberShape::TextMap, Kind::Object)
            if strings(Box::new(view.members().map(|(_, value)| value))) =>
        {
            None
        }
        (MemberShape::List(_), _) => Some("an array"),
        (MemberShape::Map(_), _) => Some("an object"),
        (MemberShape::Text, _) => Some("a string"),
        (MemberShape::Bool, _) => Some("`true` or `false`"),
        (MemberShape::Texts, _) => Some("an array of strings"),
        (MemberShape::TextMap, _) => Some("an object of strings"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "wrong-member-kind";

    #[test]
    fn another_kind_fires() {
        check(
            NAME,
            "paths: {/a: []}",
            &["a path item is an object; this is an array"],
        );
        check(
            NAME,
            "paths: {/a: {get: {tags: a, deprecated: 'yes'}}}",
            &[
                "`tags` is an array of strings; this is a string",
                "`deprecated` is `true` or `false`; this is a string",
            ],
        );
        check(
            NAME,
            "tags: [{name: 1}]",
            &["`name` is a string; this is a number"],
        );
    }

    #[test]
    fn a_reference_that_is_no_string_fires() {
        check(
            NAME,
            "components: {schemas: {A: {$ref: 1}}, headers: {B: {$ref: null}}}",
            &[
                "`$ref` is a string; this is a number",
                "`$ref` is a string; this is null",
            ],
        );
    }

    #[test]
    fn what_fits_is_silent() {
        silent(
            NAME,
            "paths: {/a: {get: {tags: [a], deprecated: true, security: [{a: [b]}]}}}",
        );
    }
}
