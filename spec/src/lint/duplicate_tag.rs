//! A tag that is declared twice, or whose parent is not declared.
//!
//! "Each tag name in the list MUST be unique" (OpenAPI 3.1, OpenAPI Object). Since 3.2, `parent` must
//! name a declared tag, and "circular references between parent and child tags MUST NOT be used".
//! Reported at the second declaration and at `parent`. Silent for tags that only operations use: they
//! need no declaration.

use std::collections::HashMap;

use super::Findings;
use crate::Severity;
use crate::contract::Contract;
use crate::tree::View;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let mut tags: HashMap<&str, View<'_>> = HashMap::new();
    let root = contract.root();
    let listed = || root.get("tags").into_iter().flat_map(View::items);
    for tag in listed() {
        let Some(name) = tag.get("name") else {
            continue;
        };
        let Some(text) = name.str() else { continue };
        if tags.contains_key(text) {
            let message = format!("the tag `{text}` is declared twice");
            findings.add(Severity::Error, name, message, None);
        } else {
            tags.insert(text, tag);
        }
    }
    let parent = |tag: View<'_>| tag.get("parent").and_then(View::str).map(str::to_owned);
    for tag in listed() {
        let Some(view) = tag.get("parent") else {
            continue;
        };
        let Some(mut above) = view.str().map(str::to_owned) else {
            continue;
        };
        if !tags.contains_key(above.as_str()) {
            let message = format!("parent tag `{above}` is not declared");
            findings.add(Severity::Error, view, message, None);
            continue;
        }
        let own = tag.text("name");
        for _ in 0..tags.len() {
            if Some(&above) == own.as_ref() {
                let message = "the parents of this tag form a cycle".to_owned();
                findings.add(Severity::Error, view, message, None);
                break;
            }
            match tags.get(above.as_str()).and_then(|tag| parent(*tag)) {
                Some(next) => above = next,
                None => break,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_version, silent};

    const NAME: &str = "duplicate-tag";

    #[test]
    fn the_second_of_a_name_fires() {
        check(
            NAME,
            "tags: [{name: a}, {name: b}, {name: a}]",
            &["the tag `a` is declared twice"],
        );
    }

    #[test]
    fn parents_that_there_are_not_and_circles_fire() {
        check_version(
            "3.2.0",
            NAME,
            "paths: {}\ntags: [{name: a, parent: b}, {name: b, parent: a}, {name: c, parent: d}, {name: e, parent: a}]",
            &[
                "the parents of this tag form a cycle",
                "the parents of this tag form a cycle",
                "parent tag `d` is not declared",
            ],
        );
    }

    #[test]
    fn other_names_are_silent() {
        silent(
            NAME,
            "tags: [{name: a}, {name: A}]\npaths: {/a: {get: {tags: [a, c]}}}",
        );
    }
}
