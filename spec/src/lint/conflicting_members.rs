//! Members of which only one may be there, and of which there are two or none.
//!
//! `schema` and `content` of a parameter or header, `example` and `examples`, the ways to give the
//! value of an example, `operationRef` and `operationId` of a link, `identifier` and `url` of a
//! licence, since 3.2 `encoding` beside `prefixEncoding` or `itemEncoding`, and `nodeType` beside
//! `attribute` or `wrapped`: the specification calls each pair mutually exclusive. Fires at the
//! second of two, and at a link that has neither; parameters and headers that have neither are
//! another lint's.

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
            if let [(first, _), (_, second), ..] = found[..] {
                let names: Vec<_> = choice.members.iter().map(|it| format!("`{it}`")).collect();
                let message = format!(
                    "{} has {}, not both; `{first}` stands first",
                    role.phrase(),
                    names.join(" or ")
                );
                findings.add(Severity::Error, second, message, None);
            } else if choice.needed && found.is_empty() && role == Role::Link {
                let names: Vec<_> = choice.members.iter().map(|it| format!("`{it}`")).collect();
                let message = format!(
                    "{} has {}; this has neither",
                    role.phrase(),
                    names.join(" or ")
                );
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
                "a parameter has `schema` or `content`, not both; `schema` stands first",
                "a parameter has `example` or `examples`, not both; `example` stands first",
                "an example has `value` or `externalValue`, not both; `value` stands first",
                "a link has `operationRef` or `operationId`, not both; `operationId` stands first",
            ],
        );
    }

    #[test]
    fn a_link_without_an_operation_fires() {
        check(
            NAME,
            "components: {links: {A: {description: a}}}",
            &["a link has `operationRef` or `operationId`; this has neither"],
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
            &["an example has `value` or `dataValue`, not both; `value` stands first"],
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
