//! Which schemas apply to the same value as a schema that refers to them or holds them.

use std::collections::HashMap;

use crate::resolve::Target;
use crate::schema::keyword::may_restrict;
use crate::tree::{Kind, NodeId, Tree};
use crate::version::Version;

/// How one schema leads to another that applies to the same value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// By `$ref` or `$dynamicRef`; names what holds the reference, as [`Target`]s are kept by it.
    /// Whether the schema says anything beside the reference.
    Reference { holder: NodeId, alone: bool },
    /// Both hold: `allOf`, `then`, `else`, `dependentSchemas`.
    And,
    /// One of several holds: `oneOf`, `anyOf`.
    Or(&'static str),
    /// `not`.
    Not,
    /// `if`.
    If,
}

/// The edges between schemas about the same value.
pub(super) struct Graph<'r> {
    pub(super) tree: &'r Tree,
    pub(super) version: Version,
    pub(super) targets: &'r HashMap<NodeId, Target>,
}

impl Graph<'_> {
    /// Where a schema leads, in the order in which it is written.
    pub(super) fn steps(&self, schema: NodeId) -> Vec<(Step, NodeId)> {
        let mut steps = Vec::new();
        if self.tree.kind(schema) != Kind::Object {
            return steps;
        }
        let entries = self.tree.entries(schema);
        let follow = |holder: NodeId| match self.targets.get(&holder) {
            Some(Target::Node(target)) => Some(*target),
            _ => None,
        };
        let refers = self.tree.entry(schema, "$ref").is_some();
        if refers && let Some(target) = follow(schema) {
            let (holder, alone) = (schema, self.is_alone(schema));
            steps.push((Step::Reference { holder, alone }, target));
        }
        if refers && self.version == Version::V3_0 {
            return steps;
        }
        for entry in entries {
            let value = entry.value;
            match self.tree.key(entry.key) {
                "$dynamicRef" => {
                    let (holder, alone) = (value, self.is_alone(schema));
                    let step = Step::Reference { holder, alone };
                    steps.extend(follow(value).map(|target| (step, target)));
                }
                "allOf" => self.items(Step::And, value, &mut steps),
                "oneOf" => self.items(Step::Or("oneOf"), value, &mut steps),
                "anyOf" => self.items(Step::Or("anyOf"), value, &mut steps),
                "then" | "else" => steps.push((Step::And, value)),
                "not" => steps.push((Step::Not, value)),
                "if" => steps.push((Step::If, value)),
                "dependentSchemas" => {
                    let schemas = self.tree.entries(value).iter();
                    steps.extend(schemas.map(|entry| (Step::And, entry.value)));
                }
                _ => {}
            }
        }
        steps.retain(|(_, to)| self.tree.kind(*to) == Kind::Object);
        steps
    }

    /// Whether a schema demands nothing beside its reference.
    fn is_alone(&self, schema: NodeId) -> bool {
        let names = self.tree.entries(schema).iter();
        let mut names = names.map(|entry| self.tree.key(entry.key));
        self.version == Version::V3_0
            || names.all(|name| name.starts_with('$') || !may_restrict(name))
    }

    fn items(&self, step: Step, list: NodeId, steps: &mut Vec<(Step, NodeId)>) {
        steps.extend(self.tree.items(list).iter().map(|&item| (step, item)));
    }
}
