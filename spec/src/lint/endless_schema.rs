//! A schema that applies itself to the same value.
//!
//! "A schema MUST NOT be run into an infinite loop against an instance" (JSON Schema 2020-12 core
//! section 9.4.1). `allOf`, `oneOf`, `anyOf`, `not` and conditions apply their subschemas to the same
//! value, so a cycle through these keywords alone never ends. Reported once per cycle: an error if it
//! consists of `allOf` and references only, otherwise a warning. One frequent form is a base schema
//! whose `oneOf` lists children that are an `allOf` over the base; it is read as the base without its
//! `oneOf`. Silent for recursion through properties and items, which is well defined.

use std::collections::{HashMap, HashSet};

use super::Findings;
use super::glance::listed;
use crate::Severity;
use crate::contract::Contract;
use crate::resolve::Target;
use crate::resolve::grammar::Role;
use crate::tree::{NodeId, View};

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let document = &contract.document;
    let schemas = document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema);
    let schemas: Vec<NodeId> = schemas.map(|(node, _)| *node).collect();
    let whole = Steps::new(contract, &["allOf"], &[]);
    let mut told = HashSet::new();
    for circle in whole.circles(&schemas) {
        told.extend(circle.iter().copied());
        let message = "infinite recursion: this `allOf` includes the schema that it belongs to";
        report(contract, &circle, Severity::Error, message, findings);
    }
    let branches = ["allOf", "oneOf", "anyOf"];
    let conditions = ["not", "if", "then", "else"];
    let any = Steps::new(contract, &branches, &conditions);
    for circle in any.circles(&schemas) {
        if circle.iter().any(|node| told.contains(node)) {
            continue;
        }
        let message = "infinite recursion: this branch applies its own schema to the same value; it is read without its branches there";
        report(contract, &circle, Severity::Warning, message, findings);
    }
}

/// Reports a circle at the first of its schemas, as the document has them.
fn report(
    contract: &Contract,
    circle: &[NodeId],
    severity: Severity,
    message: &str,
    findings: &mut Findings,
) {
    let keywords = ["allOf", "oneOf", "anyOf", "not", "if", "then", "else"];
    let mut nodes = circle.to_vec();
    nodes.sort();
    let holds = |node: &NodeId| {
        let view = contract.document.view(*node);
        keywords.iter().find_map(|name| view.get(name))
    };
    if let Some(place) = nodes.iter().find_map(holds) {
        findings.add(severity, place, message.to_owned(), None);
    }
}

/// The schemas that each schema applies to the same value.
struct Steps<'c> {
    contract: &'c Contract,
    lists: &'c [&'c str],
    single: &'c [&'c str],
}

impl<'c> Steps<'c> {
    fn new(contract: &'c Contract, lists: &'c [&'c str], single: &'c [&'c str]) -> Self {
        Self {
            contract,
            lists,
            single,
        }
    }

    fn of(&self, node: NodeId) -> Vec<NodeId> {
        let document = &self.contract.document;
        let view = document.view(node);
        let mut steps: Vec<NodeId> = Vec::new();
        if let Some(Target::Node(target)) = document.targets.get(&node) {
            steps.push(*target);
        }
        let lists = self.lists.iter().flat_map(|name| listed(view, name));
        let single = self.single.iter().filter_map(|name| view.get(name));
        steps.extend(lists.chain(single).map(View::id));
        steps
    }

    /// The sets of schemas each of which leads to every other of its set (the strongly connected
    /// components, by Tarjan's algorithm, without recursion).
    fn circles(&self, schemas: &[NodeId]) -> Vec<Vec<NodeId>> {
        let mut search = Search::default();
        for &schema in schemas {
            if !search.index.contains_key(&schema) {
                let steps = self.of(schema);
                if !steps.is_empty() {
                    search.from(schema, steps, self);
                }
            }
        }
        search.found
    }
}

#[derive(Default)]
struct Search {
    index: HashMap<NodeId, usize>,
    low: HashMap<NodeId, usize>,
    path: Vec<NodeId>,
    on_path: HashSet<NodeId>,
    found: Vec<Vec<NodeId>>,
}

impl Search {
    fn enter(&mut self, node: NodeId) {
        let index = self.index.len();
        self.index.insert(node, index);
        self.low.insert(node, index);
        self.path.push(node);
        self.on_path.insert(node);
    }

    fn lower(&mut self, node: NodeId, to: usize) {
        if let Some(low) = self.low.get_mut(&node) {
            *low = to.min(*low);
        }
    }

    fn from(&mut self, start: NodeId, steps: Vec<NodeId>, all: &Steps<'_>) {
        self.enter(start);
        let mut open = vec![(start, steps, false)];
        while let Some((node, steps, itself)) = open.last_mut() {
            let node = *node;
            if let Some(next) = steps.pop() {
                *itself |= next == node;
                match self.index.get(&next) {
                    None => {
                        self.enter(next);
                        open.push((next, all.of(next), false));
                    }
                    Some(&index) if self.on_path.contains(&next) => self.lower(node, index),
                    Some(_) => {}
                }
                continue;
            }
            let itself = *itself;
            open.pop();
            let low = self.low.get(&node).copied().unwrap_or_default();
            if let Some((before, ..)) = open.last() {
                self.lower(*before, low);
            }
            if self.index.get(&node) == Some(&low) {
                self.leave(node, itself);
            }
        }
    }

    /// Takes the set that begins with a node off the path.
    fn leave(&mut self, node: NodeId, itself: bool) {
        let start = self
            .path
            .iter()
            .rposition(|it| *it == node)
            .unwrap_or_default();
        let set = self.path.split_off(start);
        for it in &set {
            self.on_path.remove(it);
        }
        if set.len() > 1 || itself {
            self.found.push(set);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{messages, silent};

    const NAME: &str = "endless-schema";

    fn check(text: &str, expected: &[&str]) {
        let text = format!("components: {{schemas: {{{text}}}}}");
        let found = messages(NAME, "3.1.0", &text);
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{found}");
        }
    }

    #[test]
    fn circles_of_all_of_fire_once() {
        let message = "infinite recursion: this `allOf`";
        check("A: {allOf: [{$ref: '#/components/schemas/A'}]}", &[message]);
        check(
            "A: {allOf: [{$ref: '#/components/schemas/B'}]}, B: {allOf: [{type: object}, {$ref: '#/components/schemas/A'}]}",
            &[message],
        );
    }

    #[test]
    fn circles_through_branches_and_conditions_fire() {
        let message = "infinite recursion: this branch";
        check(
            "A: {oneOf: [{$ref: '#/components/schemas/B'}]}, B: {allOf: [{$ref: '#/components/schemas/A'}]}",
            &[message],
        );
        check("A: {not: {$ref: '#/components/schemas/A'}}", &[message]);
        check(
            "A: {if: {anyOf: [{$ref: '#/components/schemas/A'}]}}",
            &[message],
        );
    }

    #[test]
    fn every_cycle_of_two_schemas_is_found_and_nothing_else() {
        let edges = |target: &str| {
            let to = format!("{{$ref: '#/components/schemas/{target}'}}");
            [
                (true, format!("{{allOf: [{to}]}}")),
                (true, format!("{{type: object, oneOf: [{{}}, {to}]}}")),
                (true, format!("{{anyOf: [{{allOf: [{to}]}}]}}")),
                (true, format!("{{not: {to}}}")),
                (true, format!("{{if: {to}, else: {{minimum: 1}}}}")),
                (false, format!("{{properties: {{a: {to}}}}}")),
                (
                    false,
                    format!("{{items: {to}, allOf: [{{additionalProperties: {to}}}]}}"),
                ),
            ]
        };
        for (target_a, target_b) in [("A", "A"), ("A", "B"), ("B", "A"), ("B", "B")] {
            for (same_a, a) in edges(target_a) {
                for (same_b, b) in edges(target_b) {
                    let ends = !(same_a && target_a == "A")
                        && !(same_b && target_b == "B")
                        && !(same_a && same_b && target_a == "B" && target_b == "A");
                    let text = format!("components: {{schemas: {{A: {a}, B: {b}}}}}");
                    assert_eq!(messages(NAME, "3.1.0", &text).is_empty(), ends, "{text}");
                }
            }
        }
    }

    #[test]
    fn recursion_through_members_and_elements_is_silent() {
        silent(
            NAME,
            "components: {schemas: {A: {properties: {a: {$ref: '#/components/schemas/A'}}, items: {allOf: [{$ref: '#/components/schemas/A'}]}}, B: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/A'}]}}}",
        );
    }
}
