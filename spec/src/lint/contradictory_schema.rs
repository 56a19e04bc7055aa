//! Keywords or `allOf` branches that contradict each other.
//!
//! A value must match every branch of `allOf` (JSON Schema 2020-12 core section 10.2.1.1). If two
//! branches give a value or one of its properties types or enumerated values that have nothing in
//! common, nothing matches; the same holds for a lower bound above the upper one. Reported at the
//! `allOf`, at the second declaration of the property, and at the lower bound. Silent where the types
//! are not known.

use super::Findings;
use super::schema_summary::{Glance, listed};
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::grammar::Role;
use crate::schema::JsonTypes;
use crate::tree::View;

/// Pairs of bounds: the lower, the upper.
const BOUNDS: [(&str, &str); 5] = [
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("minContains", "maxContains"),
];

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    for &(node, _) in document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema)
    {
        let schema = document.view(node);
        bounds(schema, findings);
        if let Some(all_of) = schema.get("allOf") {
            types(contract, schema, all_of, findings);
            members(contract, schema, findings);
        }
    }
}

fn bounds(schema: View<'_>, findings: &mut Findings) {
    for (lower, upper) in BOUNDS {
        let number = |name| -> Option<(View<'_>, f64)> {
            let view = schema.get(name)?;
            Some((view, view.number()?.parse().ok()?))
        };
        let (Some((view, low)), Some((_, high))) = (number(lower), number(upper)) else {
            continue;
        };
        if low > high {
            let message = format!("`{lower}` ({low}) is greater than `{upper}` ({high})");
            findings.add(Severity::Warning, view, message, None);
        }
    }
}

fn types(contract: &Contract, schema: View<'_>, all_of: View<'_>, findings: &mut Findings) {
    let types = |view| Glance::new(&contract.document).types(view);
    let branches: Vec<JsonTypes> = all_of.items().map(types).collect();
    let one_is_empty = branches.iter().any(|branch| branch.is_empty());
    if types(schema).is_empty() && !one_is_empty {
        let reported: Vec<_> = branches
            .iter()
            .filter(|branch| **branch != JsonTypes::ALL)
            .map(ToString::to_string)
            .collect();
        let message = format!(
            "the branches of this `allOf` have no type in common: {}",
            reported.join("; ")
        );
        findings.add(Severity::Warning, all_of, message, None);
    }
}

/// Members that several of the schemas describe, and that no value of can fit all.
fn members(contract: &Contract, schema: View<'_>, findings: &mut Findings) {
    let Some(members) = Glance::new(&contract.document).members(schema) else {
        return;
    };
    let several = |(_, described): &(&str, Vec<View<'_>>)| described.len() > 1;
    for (name, described) in members.described.into_iter().filter(several) {
        let mut types = JsonTypes::ALL;
        let mut values: Option<Vec<String>> = None;
        for view in described {
            let own = Glance::new(&contract.document).types(view);
            let listed = listed_values(view);
            if !own.is_empty() && types.and(own).is_empty() {
                let message = format!(
                    "`{name}` has type {} here, but type {} in another branch of the same `allOf`",
                    own, types
                );
                findings.add(Severity::Warning, view, message, None);
                break;
            }
            types = types.and(own);
            if let (Some(before), Some(now)) = (&values, &listed)
                && !before.iter().any(|value| now.contains(value))
            {
                let message = format!(
                    "`{name}` has no value in common with another branch of the same `allOf`"
                );
                findings.add(Severity::Warning, view, message, None);
                break;
            }
            values = listed.or(values);
        }
    }
}

/// What `const` or `enum` lists.
fn listed_values(schema: View<'_>) -> Option<Vec<String>> {
    if let Some(value) = schema.get("const") {
        return Some(vec![value.value().to_string()]);
    }
    let values: Vec<_> = listed(schema, "enum")
        .map(|it| it.value().to_string())
        .collect();
    (!values.is_empty()).then_some(values)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "contradictory-schema";

    fn schema(text: &str) -> String {
        format!("components: {{schemas: {{A: {text}, B: {{type: string}}}}}}")
    }

    #[test]
    fn types_that_exclude_each_other_fire() {
        check(
            NAME,
            &schema("{allOf: [{$ref: '#/components/schemas/B'}, {type: integer}]}"),
            &["the branches of this `allOf` have no type in common: `string`; `integer`"],
        );
    }

    #[test]
    fn members_of_other_types_and_values_fire() {
        check(
            NAME,
            &schema(
                "{allOf: [{properties: {a: {type: string}, b: {enum: [1, 2]}}}, {properties: {a: {type: integer}, b: {const: 3}}}]}",
            ),
            &[
                "`a` has type `integer` here, but type `string` in another branch of the same `allOf`",
                "`b` has no value in common with another branch of the same `allOf`",
            ],
        );
    }

    #[test]
    fn bounds_in_the_wrong_order_fire() {
        check(
            NAME,
            &schema("{properties: {a: {minLength: 2, maxLength: 1}}}"),
            &["`minLength` (2) is greater than `maxLength` (1)"],
        );
    }

    #[test]
    fn what_can_hold_is_silent() {
        silent(
            NAME,
            &schema(
                "{minimum: 1, maximum: 1, allOf: [{type: number}, {type: [integer, 'null']}, {properties: {a: {type: integer}}}, {properties: {a: {type: number, enum: [1]}}}]}",
            ),
        );
    }
}
