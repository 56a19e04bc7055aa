//! What one value must satisfy, all keywords of all its schemas taken together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;
use tally_spec::schema::{JsonTypes, SchemaNode, equal};

use super::number::Numbers;
use super::string::{Matchers, Strings};

/// What a child must and must not satisfy, beside what the schemas of its parent say.
#[derive(Clone, Debug, Default)]
pub(super) struct Demand<'s> {
    pub(super) all: Vec<SchemaNode<'s>>,
    pub(super) none: Vec<SchemaNode<'s>>,
}

/// Items that `contains` counts.
#[derive(Clone, Debug)]
pub(super) struct Contains<'s> {
    pub(super) node: SchemaNode<'s>,
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
    pub(super) nodes: Vec<SchemaNode<'s>>,
    pub(super) contains: Vec<Contains<'s>>,
    pub(super) at: BTreeMap<usize, Demand<'s>>,
    /// What no item may satisfy.
    pub(super) none: Vec<SchemaNode<'s>>,
}

/// A member whose name is to be found.
#[derive(Clone, Debug, Default)]
pub(super) struct Extra<'s> {
    /// The name is none that this schema's `properties` and `patternProperties` describe.
    pub(super) beside: Vec<SchemaNode<'s>>,
    /// The name matches.
    pub(super) pattern: Option<&'s str>,
    /// What the name must not satisfy.
    pub(super) name_none: Vec<SchemaNode<'s>>,
    pub(super) value: Demand<'s>,
}

/// What objects must satisfy.
#[derive(Clone, Debug, Default)]
pub(super) struct ObjectKeywords<'s> {
    pub(super) least: usize,
    pub(super) most: Option<usize>,
    pub(super) required: IndexSet<String>,
    pub(super) absent: BTreeSet<String>,
    /// The schemas that concern members.
    pub(super) nodes: Vec<SchemaNode<'s>>,
    /// `propertyNames`.
    pub(super) names: Vec<SchemaNode<'s>>,
    pub(super) at: IndexMap<String, Demand<'s>>,
    pub(super) extras: Vec<Extra<'s>>,
}

/// A schema to look at again when a value is there.
#[derive(Clone, Debug)]
pub(super) struct Check {
    pub(super) at: Arc<str>,
    pub(super) valid: bool,
}

/// One way to satisfy the schemas: alternatives chosen, negations resolved, keywords merged.
#[derive(Clone, Debug)]
pub(super) struct Disjunct<'s> {
    pub(super) kinds: JsonTypes,
    pub(super) among: Option<Vec<&'s Value>>,
    pub(super) except: Vec<&'s Value>,
    pub(super) strings: Strings<'s>,
    pub(super) numbers: Numbers,
    pub(super) items: Items<'s>,
    pub(super) members: ObjectKeywords<'s>,
    /// Values that the document shows.
    pub(super) hints: Vec<&'s Value>,
    pub(super) checks: Vec<Check>,
}

impl<'s> Disjunct<'s> {
    pub(super) fn new() -> Self {
        Self {
            kinds: JsonTypes::ALL,
            among: None,
            except: Vec::new(),
            strings: Strings::default(),
            numbers: Numbers::default(),
            items: Items::default(),
            members: ObjectKeywords::default(),
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
                .filter(|before| values.iter().any(|value| equal(before, value)))
                .collect(),
        });
    }

    /// Whether nothing can satisfy it.
    pub(super) fn is_dead(&self) -> bool {
        let listed = self.among.as_ref().is_some_and(|among| {
            !among.iter().any(|value| {
                self.kinds.has(JsonTypes::of(value))
                    && !self.except.iter().any(|except| equal(except, value))
            })
        });
        let crossed = |least: usize, most: Option<usize>| most.is_some_and(|most| most < least);
        let left = |kinds: JsonTypes, empty: bool| if empty { kinds } else { JsonTypes::NONE };
        let kinds = self
            .kinds
            .without(left(JsonTypes::STRING, self.strings.is_empty()))
            .without(left(JsonTypes::NUMBER, self.numbers.is_empty()))
            .without(left(
                JsonTypes::ARRAY,
                crossed(self.items.least, self.items.most),
            ))
            .without(left(
                JsonTypes::OBJECT,
                crossed(self.members.least, self.members.most),
            ));
        let torn = self
            .members
            .required
            .iter()
            .any(|name| self.members.absent.contains(name));
        listed || kinds.without(left(JsonTypes::OBJECT, torn)).is_empty()
    }

    /// Whether a value satisfies what is said of its type, lists and bounds; nothing is said about
    /// what is inside of an array or object.
    pub(super) fn admits(&self, value: &Value, matchers: &Matchers) -> bool {
        let listed = self
            .among
            .as_ref()
            .is_none_or(|among| among.iter().any(|among| equal(among, value)));
        let excluded = self.except.iter().any(|except| equal(except, value));
        self.kinds.has(JsonTypes::of(value))
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
