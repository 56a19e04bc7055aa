//! What one value must satisfy, all keywords of all its schemas taken together.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::kinds::Kinds;
use super::number::{Numbers, compare};
use super::string::{Matchers, Strings};

/// A schema where it stands.
#[derive(Clone, Debug)]
pub struct Node<'s> {
    /// The schema.
    pub schema: &'s Value,
    /// JSON Pointer into the root, references resolved.
    pub at: Rc<str>,
    /// Evaluation path.
    pub path: Rc<str>,
}

/// What a child must and must not satisfy, beside what the schemas of its parent say.
#[derive(Clone, Debug, Default)]
pub(super) struct Demand<'s> {
    pub(super) all: Vec<Node<'s>>,
    pub(super) none: Vec<Node<'s>>,
}

/// Items that `contains` counts.
#[derive(Clone, Debug)]
pub(super) struct Contains<'s> {
    pub(super) node: Node<'s>,
    pub(super) least: usize,
}

/// What arrays must satisfy.
#[derive(Clone, Debug, Default)]
pub(super) struct Items<'s> {
    pub(super) least: usize,
    pub(super) most: Option<usize>,
    pub(super) unique: bool,
    /// Two items are equal.
    pub(super) repeated: bool,
    /// The schemas with `items`, `prefixItems` or `unevaluatedItems`.
    pub(super) nodes: Vec<Node<'s>>,
    pub(super) contains: Vec<Contains<'s>>,
    pub(super) at: BTreeMap<usize, Demand<'s>>,
    /// What no item may satisfy.
    pub(super) none: Vec<Node<'s>>,
}

/// A member whose name is to be found.
#[derive(Clone, Debug, Default)]
pub(super) struct Extra<'s> {
    /// The name is none that this schema's `properties` and `patternProperties` describe.
    pub(super) beside: Vec<Node<'s>>,
    /// The name matches.
    pub(super) pattern: Option<&'s str>,
    /// What the name must not satisfy.
    pub(super) name_none: Vec<Node<'s>>,
    pub(super) value: Demand<'s>,
}

/// What objects must satisfy.
#[derive(Clone, Debug, Default)]
pub(super) struct Members<'s> {
    pub(super) least: usize,
    pub(super) most: Option<usize>,
    pub(super) required: IndexSet<String>,
    pub(super) absent: BTreeSet<String>,
    /// The schemas that speak of members.
    pub(super) nodes: Vec<Node<'s>>,
    /// `propertyNames`.
    pub(super) names: Vec<Node<'s>>,
    pub(super) at: IndexMap<String, Demand<'s>>,
    pub(super) extras: Vec<Extra<'s>>,
}

/// A schema to look at again when a value is there.
#[derive(Clone, Debug)]
pub(super) struct Check {
    pub(super) at: Rc<str>,
    pub(super) valid: bool,
}

/// One way to satisfy the schemas: alternatives chosen, negations resolved, keywords merged.
#[derive(Clone, Debug)]
pub(super) struct World<'s> {
    pub(super) kinds: Kinds,
    pub(super) among: Option<Vec<&'s Value>>,
    pub(super) except: Vec<&'s Value>,
    pub(super) strings: Strings<'s>,
    pub(super) numbers: Numbers,
    pub(super) items: Items<'s>,
    pub(super) members: Members<'s>,
    /// Values that the document shows.
    pub(super) hints: Vec<&'s Value>,
    pub(super) checks: Vec<Check>,
}

impl<'s> World<'s> {
    pub(super) fn new() -> Self {
        Self {
            kinds: Kinds::ALL,
            among: None,
            except: Vec::new(),
            strings: Strings::default(),
            numbers: Numbers::default(),
            items: Items::default(),
            members: Members::default(),
            hints: Vec::new(),
            checks: Vec::new(),
        }
    }

    /// Only these values.
    pub(super) fn only(&mut self, values: impl Iterator<Item = &'s Value>) {
        let values: Vec<&Value> = values.collect();
        self.among = Some(match self.among.take() {
            None => values,
            Some(before) => before
                .into_iter()
                .filter(|before| values.iter().any(|value| same(before, value)))
                .collect(),
        });
    }

    /// Whether nothing can satisfy it.
    pub(super) fn is_dead(&self) -> bool {
        let listed = self.among.as_ref().is_some_and(|among| {
            !among.iter().any(|value| {
                self.kinds.has(Kinds::of(value))
                    && !self.except.iter().any(|except| same(except, value))
            })
        });
        let crossed = |least: usize, most: Option<usize>| most.is_some_and(|most| most < least);
        let left = |kinds: Kinds, empty: bool| if empty { kinds } else { Kinds::NONE };
        let kinds = self
            .kinds
            .without(left(Kinds::STRING, self.strings.is_empty()))
            .without(left(Kinds::NUMBER, self.numbers.is_empty()))
            .without(left(
                Kinds::ARRAY,
                crossed(self.items.least, self.items.most),
            ))
            .without(left(
                Kinds::OBJECT,
                crossed(self.members.least, self.members.most),
            ));
        let torn = self
            .members
            .required
            .iter()
            .any(|name| self.members.absent.contains(name));
        listed || kinds.without(left(Kinds::OBJECT, torn)).is_empty()
    }

    /// Whether a value satisfies what is said of its type, lists and bounds; nothing is said about
    /// what is inside of an array or object.
    pub(super) fn admits(&self, value: &Value, matchers: &Matchers) -> bool {
        let listed = self
            .among
            .as_ref()
            .is_none_or(|among| among.iter().any(|among| same(among, value)));
        let excluded = self.except.iter().any(|except| same(except, value));
        self.kinds.has(Kinds::of(value))
            && listed
            && !excluded
            && match value {
                Value::String(text) => self.strings.admits(text, matchers),
                Value::Number(number) => self.numbers.admits(number),
                Value::Array(items) => {
                    items.len() >= self.items.least
                        && self.items.most.is_none_or(|most| items.len() <= most)
                }
                Value::Object(members) => {
                    members.len() >= self.members.least
                        && self.members.most.is_none_or(|most| members.len() <= most)
                        && self
                            .members
                            .required
                            .iter()
                            .all(|name| members.contains_key(name))
                        && !self
                            .members
                            .absent
                            .iter()
                            .any(|name| members.contains_key(name))
                }
                Value::Null | Value::Bool(_) => true,
            }
    }
}

/// Equality of JSON Schema: `1` and `1.0` are the same.
#[must_use]
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => compare(left, right).is_eq(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| same(left, right)))
        }
        _ => left == right,
    }
}
