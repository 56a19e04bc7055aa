//! Arrays: a length, and a value for each item.

use serde_json::Value;
use tally_spec::schema::{Keyword, SchemaNode, equal};

use super::goal::{Goal, PathStep};
use super::maker::Maker;
use super::world::{Demand, World};

/// Longer arrays than this are not made.
const LONGEST: usize = 10_000;

impl<'s> Maker<'s> {
    pub(super) fn arrays(&self, world: &World<'s>, goal: &Goal<'s>, limit: usize) -> Vec<Value> {
        let items = &world.items;
        let parts = goal.parts.iter().filter_map(|part| match part.first() {
            Some(PathStep::Item(index)) => Some(index + 1),
            _ => None,
        });
        let contained: usize = items
            .contains
            .iter()
            .map(|contains| contains.least)
            .max()
            .unwrap_or(0);
        let last = items.at.keys().next_back().map_or(0, |index| index + 1);
        let least = items
            .least
            .max(contained)
            .max(last)
            .max(parts.max().unwrap_or(0));
        if least > LONGEST || items.most.is_some_and(|most| most < least) {
            return Vec::new();
        }
        // One item where none is demanded: an empty array shows nothing.
        let mut lengths = vec![least.max(1), least];
        if limit > 4 {
            lengths.extend([least + 1, least + 2]);
        }
        lengths.retain(|&length| items.most.is_none_or(|most| length <= most));
        let mut arrays: Vec<Value> = Vec::new();
        for length in lengths {
            if arrays.len() >= limit {
                break;
            }
            if let Some(array) = self.array(world, goal, length)
                && !arrays.iter().any(|known| equal(known, &array))
            {
                arrays.push(array);
            }
        }
        if limit > arrays.len() && least <= 1 {
            arrays.extend(self.of_other_items(world, goal, limit - arrays.len()));
        }
        arrays
    }

    /// Arrays of one item each, with other values than the first.
    fn of_other_items(&self, world: &World<'s>, goal: &Goal<'s>, limit: usize) -> Vec<Value> {
        if world.items.most == Some(0) {
            return Vec::new();
        }
        let values = self.item(world, goal, 0, None, limit.min(4) + 1);
        values
            .into_iter()
            .skip(1)
            .map(|value| Value::Array(vec![value]))
            .collect()
    }

    fn array(&self, world: &World<'s>, goal: &Goal<'s>, length: usize) -> Option<Value> {
        let items = &world.items;
        let mut array: Vec<Value> = Vec::new();
        let mut pool: Option<Vec<Value>> = None;
        for index in 0..length {
            let contained = items
                .contains
                .iter()
                .filter(|contains| index < contains.least)
                .map(|contains| contains.node.clone())
                .collect::<Vec<_>>();
            if items.repeated && index > 0 {
                array.push(array.first()?.clone());
                continue;
            }
            let special = items.at.contains_key(&index)
                || !contained.is_empty()
                || goal
                    .parts
                    .iter()
                    .any(|part| part.first() == Some(&PathStep::Item(index)))
                || index < prefix(&items.nodes);
            let free =
                |value: &&Value| !items.unique || !array.iter().any(|known| equal(known, value));
            let value = if special {
                let wanted = if items.unique { index + 2 } else { 1 };
                let demand = Demand {
                    all: contained,
                    none: Vec::new(),
                };
                let values = self.item(world, goal, index, Some(&demand), wanted);
                values.iter().find(free).cloned()
            } else {
                let pool = pool.get_or_insert_with(|| {
                    let wanted = if items.unique { length + 1 } else { 1 };
                    self.item(world, goal, index, None, wanted)
                });
                pool.iter().find(free).cloned()
            };
            array.push(value?);
        }
        Some(Value::Array(array))
    }

    /// Values for one item.
    fn item(
        &self,
        world: &World<'s>,
        goal: &Goal<'s>,
        index: usize,
        demand: Option<&Demand<'s>>,
        limit: usize,
    ) -> Vec<Value> {
        let mut all = described(&world.items.nodes, index);
        let mut none = world.items.none.clone();
        for demand in demand.into_iter().chain(world.items.at.get(&index)) {
            all.extend(demand.all.iter().cloned());
            none.extend(demand.none.iter().cloned());
        }
        let parts = goal
            .parts
            .iter()
            .filter(|part| part.len() > 1 && part.first() == Some(&PathStep::Item(index)))
            .map(|part| part[1..].to_vec())
            .collect();
        let child = Goal {
            all,
            none,
            parts,
            full: goal.full,
            depth: goal.depth + 1,
            ..Goal::default()
        };
        self.some(&child, limit)
    }
}

impl<'s> Maker<'s> {
    /// The schemas that apply to an item, given those that apply to its array.
    #[must_use]
    pub fn of_item(&self, nodes: &[SchemaNode<'s>], index: usize) -> Vec<SchemaNode<'s>> {
        described(nodes, index)
    }
}

/// How many items have a schema of their own.
fn prefix(nodes: &[SchemaNode<'_>]) -> usize {
    let lengths = nodes.iter().map(|node| node.prefix_items().len());
    lengths.max().unwrap_or(0)
}

/// The schemas that apply to an item.
fn described<'s>(nodes: &[SchemaNode<'s>], index: usize) -> Vec<SchemaNode<'s>> {
    let own = nodes.iter().filter_map(|node| node.to_item(index));
    let mut all: Vec<SchemaNode<'s>> = own.collect();
    if all.is_empty() {
        let rest = nodes.iter();
        all.extend(rest.filter_map(|node| node.child(Keyword::UnevaluatedItems)));
    }
    all
}
