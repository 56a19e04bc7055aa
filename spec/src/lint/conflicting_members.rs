//! Mutually exclusive members that are both present.
//!
//! The specification makes these pairs mutually exclusive: `schema` and `content` of a parameter or
//! header, `example` and `examples`, `value` and `externalValue` of an example, `operationRef` and
//! `operationId` of a link, `identifier` and `url` of a license; since 3.2 also `value` and
//! `dataValue` or `serializedValue`, `encoding` and `prefixEncoding` or `itemEncoding`, `nodeType` and
//! `attribute` or `wrapped`. Reported at the second member, and at a link that has neither.

use super::{Findings, texts};
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    for (view, role) in texts::objects(contract) {
        let choices = role.choices().iter();
        for choice in choices.filter(|choice| choice.since <= contract.version) {
            let found: Vec<_> = view
                .members()
                .filter(|(name, _)| choice.members.contains(name))
                .collect();
            let names = |word: &str| {
                let names = choice.members.iter().map(|name| format!("`{name}`"));
                names.collect::<Vec<_>>().join(word)
            };
            let of = role.phrase();
            if let [(first, _), (_, second), ..] = found[..] {
                let both = names(" and ");
                let message =
                    format!("{both} of {of} are mutually exclusive; `{first}` comes first");
                findings.add(Severity::Error, second, message, None);
            } else if choice.needed && found.is_empty() && role == Role::Link {
                let either = names(" or ");
                let message = format!("{of} needs {either}; this one has neither");
                findings.add(Severity::Error, view, message, None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_version, silent};

    const NAME: &str = "conflicting-members";

    #[test]
    fn two_that_exclude_each_other_fire() {
        check(
            NAME,
            "components: {parameters: {A: {name: a, in: query, schema: {}, content: {a/b: {}}, example: 1, examples: {}}}, examples: {B: {value: 1, externalValue: b}}, links: {C: {operationId: c, operationRef: d}}}",
            &[
                "`schema` and `content` of a parameter are mutually exclusive; `schema` comes first",
                "`example` and `examples` of a parameter are mutually exclusive; `example` comes first",
                "`value` and `externalValue` of an example are mutually exclusive; `value` comes first",
                "`operationRef` and `operationId` of a link are mutually exclusive; `operationId` comes first",
            ],
        );
    }

    #[test]
    fn a_link_without_an_operation_fires() {
        check(
            NAME,
            "components: {links: {A: {description: a}}}",
            &["a link needs `operationRef` or `operationId`; this one has neither"],
        );
    }

    #[test]
    fn what_3_2_excludes_is_free_before() {
        let text = "paths: {}\ncomponents: {examples: {A: {value: 1, dataValue: 1}}}";
        check_version("3.1.0", NAME, text, &[]);
        check_version(
            "3.2.0",
            NAME,
            text,
            &["`value` and `dataValue` of an example are mutually exclusive; `value` comes first"],
        );
    }

    #[test]
    fn one_is_silent() {
        silent(
            NAME,
            "components: {parameters: {A: {name: a, in: query, schema: {}, example: 1}}, links: {C: {operationId: c}}, examples: {B: {summary: b}}}",
        );
    }
}
