//! From a goal to a shape: world by world, type by type.

use std::cell::Cell;

use indexmap::IndexSet;
use serde_json::{Value, json};
use tally_spec::schema::{JsonTypes, Keyword, SchemaNode, equal, integer};

use super::{DrawnMember, Kind, Objects, Shape, Texts};
use crate::values::goal::Goal;
use crate::values::maker::Maker;
use crate::values::number::Bound;
use crate::values::world::World;

/// How many places one shape may have: beyond them optional members are left out.
const PLACES: usize = 1_500;

/// How deep optional members are nested.
const DEPTH: usize = 5;

/// How many values are enumerated where they are not drawn.
const POOL: usize = 12;

/// Integers without a bound stay below this, which every server can count to.
const FAR: i64 = 1_000_000;

/// Integers beyond this are no longer exact in every language (RFC 8259 §6).
const EXACT: i64 = 9_007_199_254_740_991;

/// Names of members that only `additionalProperties` describes.
const KEYS: [&str; 3] = ["key", "other_key", "third"];

impl<'s> Maker<'s> {
    /// How values for a goal are drawn; none when no value was found.
    #[must_use]
    pub fn shape(&self, goal: &Goal<'s>) -> Option<Shape> {
        let builder = Builder {
            maker: self,
            left: Cell::new(PLACES),
        };
        builder.goal(goal, true)
    }
}

struct Builder<'m, 's> {
    maker: &'m Maker<'s>,
    left: Cell<usize>,
}

impl<'s> Builder<'_, 's> {
    fn goal(&self, goal: &Goal<'s>, needed: bool) -> Option<Shape> {
        let left = self.left.get();
        if left == 0 || goal.depth > DEPTH {
            return needed.then(|| self.enumerated(goal)).flatten();
        }
        self.left.set(left - 1);
        self.maker.refuel();
        let worlds = self.maker.worlds(goal);
        let shapes = worlds.iter().filter_map(|world| self.world(world, goal));
        either(shapes.collect())
    }

    /// Values of the enumerator, where they are not drawn.
    fn enumerated(&self, goal: &Goal<'s>) -> Option<Shape> {
        listed(self.maker.make(goal, POOL))
    }

    fn world(&self, world: &World<'s>, goal: &Goal<'s>) -> Option<Shape> {
        let admitted =
            |value: &&Value| world.kinds.has(JsonTypes::of(value)) && !is_excepted(world, value);
        if let Some(among) = &world.among {
            return listed(
                among
                    .iter()
                    .copied()
                    .filter(admitted)
                    .cloned()
                    .collect::<Vec<_>>(),
            );
        }
        if world.kinds == JsonTypes::ALL && is_free(world) {
            return listed(vec![
                json!("text"),
                json!(1),
                json!(true),
                Value::Null,
                json!([1]),
                json!({}),
            ]);
        }
        let mut shapes = Vec::new();
        for kind in [
            JsonTypes::STRING,
            JsonTypes::INTEGER,
            JsonTypes::FRACTION,
            JsonTypes::BOOLEAN,
            JsonTypes::OBJECT,
            JsonTypes::ARRAY,
            JsonTypes::NULL,
        ] {
            if world.kinds.has(kind) {
                shapes.extend(self.kind(kind, world, goal));
            }
        }
        let hints: Vec<Value> = world
            .hints
            .iter()
            .copied()
            .filter(admitted)
            .filter(|hint| !hint.is_array() && !hint.is_object())
            .cloned()
            .collect();
        shapes.extend(listed(hints));
        either(shapes)
    }

    fn kind(&self, kind: JsonTypes, world: &World<'s>, goal: &Goal<'s>) -> Option<Shape> {
        match kind {
            JsonTypes::NULL => listed(vec![Value::Null]),
            JsonTypes::BOOLEAN => Some(Shape(Kind::Boolean)),
            JsonTypes::STRING => self.text(world),
            JsonTypes::INTEGER | JsonTypes::FRACTION => numbers(kind, world),
            JsonTypes::ARRAY => self.array(world, goal),
            _ => self.object(world, goal),
        }
    }

    fn text(&self, world: &World<'s>) -> Option<Shape> {
        let strings = &world.strings;
        if strings.is_empty() {
            return None;
        }
        let constrained = !strings.patterns.is_empty()
            || !strings.no_patterns.is_empty()
            || !strings.no_formats.is_empty();
        if !constrained && strings.formats == ["uuid"] {
            return Some(Shape(Kind::Uuid));
        }
        if constrained || !strings.formats.is_empty() {
            return listed(strings.values(POOL * 2, &self.maker.matchers));
        }
        Some(Shape(Kind::Text(Texts {
            least: strings.least,
            most: strings.most,
        })))
    }

    fn array(&self, world: &World<'s>, goal: &Goal<'s>) -> Option<Shape> {
        let items = &world.items;
        let prefixed = items.nodes.iter().any(|it| it.has(Keyword::PrefixItems));
        if prefixed || items.repeated || !items.at.is_empty() || !items.contains.is_empty() {
            return listed(self.maker.arrays(world, goal, POOL));
        }
        let most = items.most.unwrap_or(usize::MAX);
        let child = Goal {
            all: self.maker.of_item(&items.nodes, 0),
            none: items.none.clone(),
            depth: goal.depth + 1,
            ..Goal::default()
        };
        match self.goal(&child, items.least > 0) {
            Some(item) => Some(Shape(Kind::Array {
                least: items.least,
                most,
                item: Box::new(item),
            })),
            None if items.least == 0 => listed(vec![json!([])]),
            None => None,
        }
    }

    fn object(&self, world: &World<'s>, goal: &Goal<'s>) -> Option<Shape> {
        let members = &world.members;
        let names = self.names(world);
        if !members.extras.is_empty() || names.len() < members.least {
            return listed(self.maker.objects(world, goal, POOL));
        }
        let mut shape = Objects {
            least: members.least,
            most: members.most,
            demands: demands(&members.nodes),
            ..Objects::default()
        };
        for name in names {
            let required = members.required.contains(&name) || members.at.contains_key(&name);
            let mut all = self.maker.of_member(&members.nodes, &name);
            let mut none = Vec::new();
            if let Some(demand) = members.at.get(&name) {
                all.extend(demand.all.iter().cloned());
                none.extend(demand.none.iter().cloned());
            }
            let child = Goal {
                all,
                none,
                depth: goal.depth + 1,
                ..Goal::default()
            };
            match self.goal(&child, required) {
                Some(shape_of_it) => shape.members.push(DrawnMember {
                    name,
                    shape: shape_of_it,
                    required,
                }),
                None if required => return None,
                None => {}
            }
        }
        Some(Shape(Kind::Object(shape)))
    }

    /// The names of members that may be there, in the order of the document.
    fn names(&self, world: &World<'s>) -> IndexSet<String> {
        let members = &world.members;
        let described = members.nodes.iter().flat_map(|node| node.properties());
        let described = described.map(|(name, _)| name.to_owned());
        let mut names: IndexSet<String> = described.collect();
        names.retain(|name| !self.maker.is_hidden(world, name));
        names.extend(members.required.iter().cloned());
        names.extend(members.at.keys().cloned());
        let is_map = |node: &SchemaNode<'_>| {
            let rest = node.additional_properties();
            rest.is_some_and(|rest| rest.boolean().is_none())
        };
        if members.names.is_empty() && members.nodes.iter().any(is_map) {
            names.extend(KEYS.map(str::to_owned));
        }
        names.retain(|name| !members.absent.contains(name));
        names
    }
}

fn is_excepted(world: &World<'_>, value: &Value) -> bool {
    world.except.iter().any(|except| equal(except, value))
}

/// Whether nothing at all is said.
fn is_free(world: &World<'_>) -> bool {
    world.members.nodes.is_empty()
        && world.members.required.is_empty()
        && world.members.at.is_empty()
        && world.members.extras.is_empty()
        && world.items.nodes.is_empty()
        && world.strings.least == 0
        && world.strings.most.is_none()
        && world.strings.formats.is_empty()
        && world.strings.patterns.is_empty()
        && world.numbers.least.is_none()
        && world.numbers.most.is_none()
}

fn numbers(kind: JsonTypes, world: &World<'_>) -> Option<Shape> {
    let numbers = &world.numbers;
    if numbers.is_empty() {
        return None;
    }
    if !numbers.multiples.is_empty() || !numbers.no_multiples.is_empty() {
        return listed(numbers.values(kind));
    }
    if kind == JsonTypes::INTEGER {
        let bound = |bound: &Option<Bound>, step: i128| {
            let bound = bound.as_ref()?;
            let number = integer(&bound.number)?;
            i64::try_from(number + if bound.exclusive { step } else { 0 }).ok()
        };
        let least = bound(&numbers.least, 1);
        let most = bound(&numbers.most, -1);
        let (least, most) = match (least, most) {
            (Some(least), Some(most)) => (least.max(-EXACT), most.min(EXACT)),
            (Some(least), None) => (least, least.max(0).saturating_add(FAR)),
            (None, Some(most)) => (most.min(0).saturating_sub(FAR), most),
            (None, None) => (-FAR, FAR),
        };
        return match least <= most {
            true => Some(Shape(Kind::Integer { least, most })),
            false => listed(numbers.values(kind)),
        };
    }
    let bound = |bound: &Option<Bound>| bound.as_ref().and_then(|it| it.number.as_f64());
    let least = bound(&numbers.least).unwrap_or(-1e6);
    let most = bound(&numbers.most).unwrap_or(1e6);
    match least < most {
        true => Some(Shape(Kind::Fraction { least, most })),
        false => listed(numbers.values(kind)),
    }
}

/// What the presence of members demands.
fn demands(nodes: &[SchemaNode<'_>]) -> Vec<(String, Vec<String>)> {
    let demands = nodes.iter().flat_map(|node| node.dependent_required());
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    demands
        .map(|(trigger, names)| (trigger.to_owned(), owned(names)))
        .collect()
}

fn listed(values: Vec<Value>) -> Option<Shape> {
    (!values.is_empty()).then_some(Shape(Kind::Listed(values)))
}

fn either(mut shapes: Vec<Shape>) -> Option<Shape> {
    match shapes.len() {
        0 | 1 => shapes.pop(),
        _ => Some(Shape(Kind::Either(shapes))),
    }
}
