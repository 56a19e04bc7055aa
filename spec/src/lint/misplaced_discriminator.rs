//! A `discriminator` that has nothing to select from, or whose property is missing.
//!
//! A discriminator "is legal only when using one of the composite keywords `oneOf`, `anyOf`, `allOf`"
//! (OpenAPI 3.1, Discriminator Object): next to branches, or in a schema that others extend with
//! `allOf`. Every branch should declare and require the property that it names; since 3.2 the property
//! may be optional if there is a `defaultMapping`. Reported at a discriminator without branches, and at
//! the first branch that lacks the property. Silent if a branch could not be read completely.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::Findings;
use super::schema_summary::{Glance, listed};
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::Target;
use crate::resolve::grammar::Role;
use crate::schema::JsonTypes;
use crate::tree::{NodeId, View};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    let mut extended: Option<HashSet<NodeId>> = None;
    for &(node, _) in document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema)
    {
        let schema = document.view(node);
        let Some(discriminator) = schema.get("discriminator") else {
            continue;
        };
        let Some(property) = discriminator.get("propertyName").and_then(View::str) else {
            continue;
        };
        let optional = discriminator.get("defaultMapping").is_some();
        let mut branches = ["oneOf", "anyOf"]
            .into_iter()
            .flat_map(|name| listed(schema, name));
        let first = branches.next();
        match first {
            Some(first) => {
                // What stands beside the branches holds for each of them.
                let branches = std::iter::once(first).chain(branches);
                let reported = branches.filter_map(|branch| {
                    let message = lacks(contract, &[schema, branch], property, optional)?;
                    Some((message, branch))
                });
                let mut met: IndexMap<String, (View<'_>, usize)> = IndexMap::new();
                for (message, branch) in reported {
                    met.entry(message).or_insert((branch, 0)).1 += 1;
                }
                for (message, (branch, count)) in met {
                    let more = match count {
                        1 => String::new(),
                        2 => " (nor in one other branch)".to_owned(),
                        count => format!(" (nor in {} other branches)", count - 1),
                    };
                    let message = format!("{message}{more}");
                    findings.add(Severity::Warning, branch, message, None);
                }
            }
            None => {
                let extended = extended.get_or_insert_with(|| extended_schemas(contract));
                let all_of = listed(schema, "allOf").len() > 0;
                if !extended.contains(&node) && !all_of && discriminator.get("mapping").is_none() {
                    let message = "this discriminator has no effect: there is no `oneOf` or `anyOf` next to it, and no schema extends this one with `allOf`";
                    findings.add(Severity::Warning, discriminator, message.to_owned(), None);
                } else if let Some(message) = lacks(contract, &[schema], property, optional) {
                    findings.add(Severity::Warning, discriminator, message, None);
                }
            }
        }
    }
}

/// Every schema that an `allOf` refers to.
fn extended_schemas(contract: &Contract) -> HashSet<NodeId> {
    let document = &contract.document;
    let schemas = document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema);
    schemas
        .flat_map(|&(node, _)| listed(document.view(node), "allOf"))
        .filter_map(|branch| match document.targets.get(&branch.id()) {
            Some(Target::Node(target)) => Some(*target),
            _ => None,
        })
        .collect()
}

/// What is wrong with a property of schemas that all hold.
fn lacks(
    contract: &Contract,
    schemas: &[View<'_>],
    property: &str,
    optional: bool,
) -> Option<String> {
    let document = &contract.document;
    let object = JsonTypes::OBJECT;
    let (mut described, mut required, mut open) = (false, false, false);
    for &schema in schemas {
        let types = Glance::new(document).types(schema);
        if types.and(object).is_empty() && !types.is_empty() {
            let found = types.to_string();
            return Some(format!(
                "discriminator property `{property}` is missing: the type here is {found}"
            ));
        }
        let members = Glance::new(document).members(schema)?;
        described |= members.described.contains_key(property);
        required |= members.required.contains(property);
        // The branches that the discriminator stands beside are the question itself.
        let beside = schemas.len() > 1 && schema.id() == schemas[0].id();
        open |= members.open && !beside;
    }
    match (described, required) {
        (false, _) if !open => Some(format!(
            "discriminator property `{property}` is not declared here"
        )),
        (true, false) if !open && !optional => Some(format!(
            "discriminator property `{property}` is not required here"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "misplaced-discriminator";

    fn schemas(text: &str) -> String {
        format!("components: {{schemas: {{{text}}}}}")
    }

    #[test]
    fn a_discriminator_alone_fires() {
        check(
            NAME,
            &schemas("A: {discriminator: {propertyName: a}, properties: {a: {}}, required: [a]}"),
            &[
                "this discriminator has no effect: there is no `oneOf` or `anyOf` next to it, and no schema extends this one with `allOf`",
            ],
        );
    }

    #[test]
    fn branches_without_the_property_fire() {
        check(
            NAME,
            &schemas(
                "A: {discriminator: {propertyName: a}, oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}, {type: string}, {properties: {b: {}}}, {allOf: [{properties: {a: {}}}, {required: [a]}]}]}, B: {properties: {b: {}}}, C: {properties: {a: {}}}",
            ),
            &[
                "discriminator property `a` is not declared here (nor in one other branch)",
                "discriminator property `a` is not required here",
                "discriminator property `a` is missing: the type here is `string`",
            ],
        );
    }

    #[test]
    fn bases_beside_and_by_extension_are_silent() {
        silent(
            NAME,
            &schemas(
                "A: {discriminator: {propertyName: a}, properties: {a: {}}, required: [a]}, B: {allOf: [{$ref: '#/components/schemas/A'}]}, C: {discriminator: {propertyName: c}, properties: {c: {}}, required: [c], oneOf: [{properties: {d: {}}}]}",
            ),
        );
    }
}
