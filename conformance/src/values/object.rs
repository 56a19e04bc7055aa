//! Objects: names, and a value for each.

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value};
use tally_spec::schema::{Keyword, SchemaNode, SchemaView};

use super::goal::{Goal, PathStep};
use super::maker::Maker;
use super::pattern;
use super::world::{Demand, Extra, World};

/// How deep optional members are filled in when all of them are wanted.
const FULL_DEPTH: usize = 3;

/// Names for members that nothing describes.
const NAMES: [&str; 8] = [
    "unknown",
    "extra",
    "additional",
    "other",
    "x-unknown",
    "Unknown",
    "a",
    "zz",
];

impl<'s> Maker<'s> {
    pub(super) fn objects(&self, world: &World<'s>, goal: &Goal<'s>, limit: usize) -> Vec<Value> {
        let Some((names, demands)) = self.names(world, goal) else {
            return Vec::new();
        };
        self.exert(names.len() as u64);
        let mut children: IndexMap<String, Vec<Value>> = IndexMap::new();
        let each = if limit > 1 { limit.min(4) } else { 1 };
        for name in names {
            let needed = world.members.required.contains(&name)
                || demands.contains_key(&name)
                || goal.parts.iter().any(|part| starts_with(part, &name));
            let values = self.member(world, goal, &name, demands.get(&name), each);
            match values.is_empty() {
                false => drop(children.insert(name, values)),
                true if needed => return Vec::new(),
                true => {}
            }
        }
        if children.len() < world.members.least {
            return Vec::new();
        }
        vary(&children, limit)
    }

    /// Values for one member.
    fn member(
        &self,
        world: &World<'s>,
        goal: &Goal<'s>,
        name: &str,
        demand: Option<&Demand<'s>>,
        limit: usize,
    ) -> Vec<Value> {
        let (mut all, _) = self.described(&world.members.nodes, name);
        let mut none = Vec::new();
        if let Some(demand) = demand {
            all.extend(demand.all.iter().cloned());
            none.extend(demand.none.iter().cloned());
        }
        let parts = goal
            .parts
            .iter()
            .filter(|part| part.len() > 1 && starts_with(part, name))
            .map(|part| part[1..].to_vec())
            .collect();
        let child = Goal {
            all,
            none,
            parts,
            full: goal.full && goal.depth < FULL_DEPTH,
            depth: goal.depth + 1,
            ..Goal::default()
        };
        self.some(&child, limit)
    }

    /// The schemas that apply to a member, and whether any names it rather than the rest.
    pub(super) fn described(
        &self,
        nodes: &[SchemaNode<'s>],
        name: &str,
    ) -> (Vec<SchemaNode<'s>>, bool) {
        let mut all = Vec::new();
        let mut named = false;
        for node in nodes {
            let (own, is_named) = self.of_node(node, name);
            named |= is_named;
            all.extend(own);
        }
        if all.is_empty() {
            let rest = nodes.iter();
            all.extend(rest.filter_map(|node| node.child(Keyword::UnevaluatedProperties)));
        }
        (all, named)
    }

    /// What one schema object says of a member.
    fn of_node(&self, node: &SchemaNode<'s>, name: &str) -> (Vec<SchemaNode<'s>>, bool) {
        node.to_member(name, &|pattern, name| self.matchers.matches(pattern, name))
    }

    /// The names of the members, and what is demanded of their values beside the schemas.
    fn names(
        &self,
        world: &World<'s>,
        goal: &Goal<'s>,
    ) -> Option<(IndexSet<String>, IndexMap<String, Demand<'s>>)> {
        let members = &world.members;
        let mut wanted: IndexSet<String> = members.required.clone();
        for part in &goal.parts {
            if let Some(PathStep::Member(name)) = part.first() {
                wanted.insert(name.clone());
            }
        }
        demanded(&members.nodes, &mut wanted);
        let known: IndexSet<String> = members
            .nodes
            .iter()
            .flat_map(|node| node.properties())
            .map(|(name, _)| name.to_owned())
            .collect();
        wanted.retain(|name| !members.absent.contains(name) || members.required.contains(name));
        if wanted.iter().any(|name| members.absent.contains(name)) {
            return None;
        }
        let mut demands = members.at.clone();
        for extra in &members.extras {
            let name = self.name(world, extra, &wanted)?;
            let demand: &mut Demand<'s> = demands.entry(name.clone()).or_default();
            demand.all.extend(extra.value.all.iter().cloned());
            demand.none.extend(extra.value.none.iter().cloned());
            wanted.insert(name);
        }
        let optional = known.iter().filter(|name| {
            !wanted.contains(*name)
                && !members.absent.contains(*name)
                && !self.is_hidden(world, name)
        });
        let optional: Vec<String> = optional.cloned().collect();
        let room = members.most.unwrap_or(usize::MAX);
        for name in optional {
            let more = goal.full || wanted.len() < members.least;
            if more && wanted.len() < room && !self.is_impossible(world, &name) {
                let mut with = wanted.clone();
                with.insert(name);
                demanded(&members.nodes, &mut with);
                if with.len() <= room && !with.iter().any(|name| members.absent.contains(name)) {
                    wanted = with;
                }
            }
        }
        while wanted.len() < members.least {
            let name = self.name(world, &Extra::default(), &wanted)?;
            wanted.insert(name);
        }
        if wanted.len() > room {
            return None;
        }
        // In the order of the document, then as they came.
        let (mut names, others): (IndexSet<String>, IndexSet<String>) =
            wanted.into_iter().partition(|name| known.contains(name));
        names.sort_by_key(|name| known.get_index_of(name));
        names.extend(others);
        Some((names, demands))
    }

    /// A name that is free, satisfies `propertyNames`, and is as the extra member wants it.
    fn name(
        &self,
        world: &World<'s>,
        extra: &Extra<'s>,
        taken: &IndexSet<String>,
    ) -> Option<String> {
        let fits = |name: &str| {
            !taken.contains(name)
                && !world.members.absent.contains(name)
                && extra
                    .pattern
                    .is_none_or(|pattern| self.matchers.matches(pattern, name))
                && !extra.beside.iter().any(|node| self.of_node(node, name).1)
                && extra.name_none.iter().all(|node| {
                    self.is_valid_at(&node.at, &Value::from(name))
                        .is_none_or(|valid| !valid)
                })
        };
        let allowed = |name: &str| {
            !extra.name_none.is_empty()
                || world.members.names.iter().all(|node| {
                    self.is_valid_at(&node.at, &Value::from(name))
                        .unwrap_or(true)
                })
        };
        let mut guesses: Vec<String> = Vec::new();
        if let Some(pattern) = extra.pattern {
            guesses.extend(pattern::matching(pattern, 0, 0..32));
            guesses.extend(pattern::matching(pattern, 8, 0..32));
        }
        // Names of members that nothing describes but that patterns describe are as good.
        let describing = world.members.nodes.iter();
        let patterns = describing.flat_map(|node| node.pattern_properties());
        let plain = extra.beside.is_empty() && extra.name_none.is_empty();
        if plain {
            guesses.extend(patterns.flat_map(|(pattern, _)| pattern::matching(pattern, 0, 0..16)));
        }
        guesses.extend(NAMES.map(str::to_owned));
        let of_names = Goal {
            all: if extra.name_none.is_empty() {
                world.members.names.clone()
            } else {
                Vec::new()
            },
            none: extra.name_none.clone(),
            also: vec![SchemaNode {
                schema: SchemaView::of(string()),
                at: "".into(),
                path: "?".into(),
            }],
            ..Goal::default()
        };
        if !of_names.all.is_empty() || !of_names.none.is_empty() {
            let names = self.some(&of_names, 12);
            guesses.extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
        }
        guesses.extend((2..taken.len() + 8).map(|at| format!("extra{at}")));
        let usable = |name: &&String| {
            fits(name)
                && allowed(name)
                && (!plain || extra.pattern.is_some() || !self.is_impossible(world, name))
        };
        guesses.iter().find(usable).cloned()
    }

    /// Whether a `false` schema stands for a member.
    fn is_impossible(&self, world: &World<'s>, name: &str) -> bool {
        self.schemas(world, name)
            .any(|schema| schema.boolean() == Some(false))
    }

    /// Whether a member is not sent because only the server may set it.
    pub(super) fn is_hidden(&self, world: &World<'s>, name: &str) -> bool {
        self.hides() && self.schemas(world, name).any(|it| self.is_read_only(it))
    }

    /// The schemas that apply to a member, where they stand left aside.
    fn schemas<'a>(
        &'a self,
        world: &'a World<'s>,
        name: &'a str,
    ) -> impl Iterator<Item = SchemaView<'s>> + 'a {
        let steps = world.members.nodes.iter().flat_map(move |node| {
            node.steps_to_member(name, &|it, name| self.matchers.matches(it, name))
        });
        steps.map(|step| step.schema)
    }
}

/// The schema of all strings.
fn string() -> &'static Value {
    static STRING: std::sync::OnceLock<Value> = std::sync::OnceLock::new();
    STRING.get_or_init(|| serde_json::json!({ "type": "string" }))
}

fn starts_with(part: &[PathStep], name: &str) -> bool {
    matches!(part.first(), Some(PathStep::Member(first)) if first == name)
}

/// Adds what `dependentRequired` demands of those that are there.
fn demanded(nodes: &[SchemaNode<'_>], names: &mut IndexSet<String>) {
    loop {
        let before = names.len();
        for (trigger, demanded) in nodes.iter().flat_map(|node| node.dependent_required()) {
            if names.contains(trigger) {
                names.extend(demanded.into_iter().map(str::to_owned));
            }
        }
        if names.len() == before {
            return;
        }
    }
}

/// The object of all first values, then those in which one member has another value.
fn vary(children: &IndexMap<String, Vec<Value>>, limit: usize) -> Vec<Value> {
    let first: Map<String, Value> = children
        .iter()
        .filter_map(|(name, values)| Some((name.clone(), values.first()?.clone())))
        .collect();
    let mut objects = vec![Value::Object(first.clone())];
    for turn in 1..4 {
        for (name, values) in children {
            if objects.len() >= limit {
                return objects;
            }
            if let Some(value) = values.get(turn) {
                let mut varied = first.clone();
                varied.insert(name.clone(), value.clone());
                objects.push(Value::Object(varied));
            }
        }
    }
    objects
}

impl<'s> Maker<'s> {
    /// The schemas that apply to a member, given those that apply to its object.
    #[must_use]
    pub fn of_member(&self, nodes: &[SchemaNode<'s>], name: &str) -> Vec<SchemaNode<'s>> {
        self.described(nodes, name).0
    }

    /// A name for a member that a schema object describes by a pattern, or by
    /// `additionalProperties` if there is none.
    #[must_use]
    pub fn name_for(&self, at: &str, pattern: Option<&str>) -> Option<String> {
        let node = SchemaNode::at(self.root, at)?;
        let mut world = World::new();
        let names = node.child(Keyword::PropertyNames);
        world.members.names.extend(names);
        world.members.nodes.push(node.clone());
        let pattern = match pattern {
            Some(pattern) => {
                let mut patterns = node.pattern_properties().map(|(pattern, _)| pattern);
                Some(patterns.find(|known| *known == pattern)?)
            }
            None => None,
        };
        let beside = if pattern.is_none() {
            vec![node]
        } else {
            Vec::new()
        };
        let extra = Extra {
            beside,
            pattern,
            ..Extra::default()
        };
        self.refuel();
        self.name(&world, &extra, &IndexSet::new())
    }
}
