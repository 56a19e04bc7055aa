//! From schemas that hold to worlds: every keyword taken into account, every alternative apart.

use std::cell::Cell;

use serde_json::{Map, Value};
use tally_spec::schema::{format_bounds, pointer, resolve};

use super::kinds::Kinds;
use super::world::{Check, Contains, Node, World};

/// How many worlds are kept apart: more alternatives than this are not tried together.
pub(super) const WORLDS: usize = 48;

/// How many references and branches may follow each other without entering a child.
pub(super) const CHAIN: usize = 24;

/// How many schemas are split for one value: alternatives of alternatives are soon more than anyone
/// could look at.
const VISITS: u64 = 1_500;

/// Splits schemas into worlds.
pub(super) struct Splitter<'a, 's> {
    pub(super) root: &'s Value,
    /// Evaluation path of the one schema object of which a keyword is left out, and the keyword.
    pub(super) omit: Option<(&'a str, &'a [&'a str])>,
    /// How many schemas were looked at, each as often as it was.
    pub(super) visits: Cell<u64>,
}

impl<'s> Node<'s> {
    /// A schema within this one.
    pub(super) fn child(&self, tokens: &[&str], schema: &'s Value) -> Self {
        let suffix = pointer::of(tokens);
        Self {
            schema,
            at: format!("{}{suffix}", self.at).into(),
            path: format!("{}{suffix}", self.path).into(),
        }
    }

    /// The schema that `$ref` names.
    pub(super) fn target(&self, root: &'s Value, reference: &str) -> Option<Self> {
        let (at, schema) = resolve(root, reference)?;
        Some(Self {
            schema,
            at: at.into(),
            path: format!("{}/$ref", self.path).into(),
        })
    }

    /// The branches of an applicator.
    pub(super) fn branches(&self, keyword: &str) -> Vec<Self> {
        let branches = self.schema.get(keyword).and_then(Value::as_array);
        branches
            .into_iter()
            .flatten()
            .enumerate()
            .map(|(index, branch)| self.child(&[keyword, &index.to_string()], branch))
            .collect()
    }
}

impl<'s> Splitter<'_, 's> {
    /// Counts a schema that is looked at; whether there were so many that this one is only checked
    /// when a value is there.
    pub(super) fn is_weary(&self) -> bool {
        self.visits.set(self.visits.get() + 1);
        self.visits.get() > VISITS
    }

    /// The worlds in which the schema holds, too.
    pub(super) fn accept(&self, world: World<'s>, node: &Node<'s>, chain: usize) -> Vec<World<'s>> {
        let members = match node.schema {
            Value::Bool(false) => return Vec::new(),
            Value::Object(members) if chain < CHAIN => members,
            _ => return vec![world],
        };
        // What is no schema of the root cannot be asked for later.
        if self.is_weary() && &*node.path != "?" {
            return vec![later(world, node, true)];
        }
        let omitted: &[&str] = match self.omit {
            Some((path, keywords)) if path == &*node.path => keywords,
            _ => &[],
        };
        let mut world = world;
        let mut choices = Vec::new();
        for (keyword, value) in members {
            if omitted.contains(&keyword.as_str()) {
                continue;
            }
            if is_choice(keyword) {
                choices.push(keyword.as_str());
            } else {
                plain(&mut world, node, members, keyword, value);
            }
        }
        // What is made of these keywords is looked at again; all others are met by construction.
        let intricate = |keyword: &String| {
            keyword == "propertyNames"
                || keyword.starts_with("unevaluated")
                || (is_choice(keyword) && keyword != "$ref" && keyword != "allOf")
        };
        if omitted.is_empty() && members.keys().any(intricate) {
            world.checks.push(Check {
                at: node.at.clone(),
                valid: true,
            });
        }
        let mut worlds = vec![world];
        for keyword in choices {
            worlds.retain(|world| !world.is_dead());
            worlds = self.choose(worlds, node, keyword, chain + 1);
        }
        worlds.retain(|world| !world.is_dead());
        worlds
    }

    /// What the alternatives of one keyword make of the worlds.
    fn choose(
        &self,
        worlds: Vec<World<'s>>,
        node: &Node<'s>,
        keyword: &str,
        chain: usize,
    ) -> Vec<World<'s>> {
        let schema = &node.schema[keyword];
        match keyword {
            "$ref" => {
                let target = schema.as_str().and_then(|to| node.target(self.root, to));
                match target {
                    Some(target) => each(worlds, |world| self.accept(world, &target, chain)),
                    None => worlds,
                }
            }
            "allOf" => node
                .branches(keyword)
                .iter()
                .fold(worlds, |worlds, branch| {
                    each(worlds, |world| self.accept(world, branch, chain))
                }),
            "anyOf" | "oneOf" => {
                let branches = node.branches(keyword);
                either(branches.iter(), |branch| {
                    each(worlds.clone(), |world| self.accept(world, branch, chain))
                })
            }
            "not" => {
                let not = node.child(&["not"], schema);
                each(worlds, |world| self.refuse(world, &not, chain))
            }
            "if" => self.condition(worlds, node, chain),
            "dependentSchemas" => {
                let dependents = schema.as_object();
                dependents
                    .into_iter()
                    .flatten()
                    .fold(worlds, |worlds, (trigger, dependent)| {
                        let dependent = node.child(&["dependentSchemas", trigger], dependent);
                        let mut without = worlds.clone();
                        for world in &mut without {
                            world.members.absent.insert(trigger.clone());
                        }
                        without.retain(|world| !world.members.required.contains(trigger));
                        let with = each(worlds, |mut world| {
                            world.members.required.insert(trigger.clone());
                            self.accept(world, &dependent, chain)
                        });
                        without.into_iter().chain(with).take(WORLDS).collect()
                    })
            }
            _ => worlds,
        }
    }

    fn condition(&self, worlds: Vec<World<'s>>, node: &Node<'s>, chain: usize) -> Vec<World<'s>> {
        let condition = node.child(&["if"], &node.schema["if"]);
        let branch = |keyword: &str| {
            node.schema
                .get(keyword)
                .map(|it| node.child(&[keyword], it))
        };
        let holds = each(worlds.clone(), |world| {
            let worlds = self.accept(world, &condition, chain);
            match branch("then") {
                Some(then) => each(worlds, |world| self.accept(world, &then, chain)),
                None => worlds,
            }
        });
        let fails = each(worlds, |world| {
            let worlds = self.refuse(world, &condition, chain);
            match branch("else") {
                Some(otherwise) => each(worlds, |world| self.accept(world, &otherwise, chain)),
                None => worlds,
            }
        });
        holds
            .into_iter()
            .take(WORLDS / 2)
            .chain(fails)
            .take(WORLDS)
            .collect()
    }
}

/// The world, and what its values are still to be asked.
pub(super) fn later<'s>(mut world: World<'s>, node: &Node<'s>, valid: bool) -> World<'s> {
    world.checks.push(Check {
        at: node.at.clone(),
        valid,
    });
    world
}

/// Every world replaced by what becomes of it.
pub(super) fn each<'s>(
    worlds: Vec<World<'s>>,
    step: impl Fn(World<'s>) -> Vec<World<'s>>,
) -> Vec<World<'s>> {
    worlds.into_iter().flat_map(step).take(WORLDS).collect()
}

/// The worlds of all alternatives, a first one of each before a second one of any.
pub(super) fn either<'s, T>(
    alternatives: impl Iterator<Item = T>,
    step: impl Fn(T) -> Vec<World<'s>>,
) -> Vec<World<'s>> {
    let mut queues: Vec<_> = alternatives.map(|it| step(it).into_iter()).collect();
    let mut worlds = Vec::new();
    while worlds.len() < WORLDS {
        let before = worlds.len();
        worlds.extend(queues.iter_mut().filter_map(Iterator::next));
        if worlds.len() == before {
            break;
        }
    }
    worlds
}

/// Whether a keyword leads to other schemas for the same value.
fn is_choice(keyword: &str) -> bool {
    matches!(
        keyword,
        "$ref" | "allOf" | "anyOf" | "oneOf" | "not" | "if" | "dependentSchemas"
    )
}

/// A keyword that speaks of the value itself.
fn plain<'s>(
    world: &mut World<'s>,
    node: &Node<'s>,
    members: &'s Map<String, Value>,
    keyword: &str,
    value: &'s Value,
) {
    match (keyword, value) {
        ("type", kinds) => world.kinds = world.kinds.and(Kinds::of_type(kinds)),
        ("const", value) => world.only(std::iter::once(value)),
        ("enum", Value::Array(values)) => world.only(values.iter()),
        ("multipleOf", Value::Number(of)) => world.numbers.multiples.push(of.clone()),
        ("maximum", Value::Number(most)) => world.numbers.at_most(most, false),
        ("exclusiveMaximum", Value::Number(most)) => world.numbers.at_most(most, true),
        ("minimum", Value::Number(least)) => world.numbers.at_least(least, false),
        ("exclusiveMinimum", Value::Number(least)) => world.numbers.at_least(least, true),
        ("maxLength", size) => tighten(&mut world.strings.most, size),
        ("minLength", size) => raise(&mut world.strings.least, size),
        ("pattern", Value::String(pattern)) => world.strings.patterns.push(pattern),
        ("format", Value::String(format)) => match format_bounds(format) {
            Some((least, most)) => {
                world.numbers.at_least(&least, false);
                world.numbers.at_most(&most, false);
            }
            None => world.strings.formats.push(format),
        },
        ("maxItems", size) => tighten(&mut world.items.most, size),
        ("minItems", size) => raise(&mut world.items.least, size),
        ("uniqueItems", Value::Bool(true)) => world.items.unique = true,
        ("contains", schema) => world.items.contains.push(Contains {
            node: node.child(&["contains"], schema),
            least: members.get("minContains").and_then(size_of).unwrap_or(1),
        }),
        ("maxProperties", size) => tighten(&mut world.members.most, size),
        ("minProperties", size) => raise(&mut world.members.least, size),
        ("required", Value::Array(names)) => {
            world
                .members
                .required
                .extend(names.iter().filter_map(Value::as_str).map(String::from));
        }
        ("propertyNames", schema) => {
            world
                .members
                .names
                .push(node.child(&["propertyNames"], schema));
        }
        ("items" | "prefixItems" | "unevaluatedItems", _) => once(&mut world.items.nodes, node),
        (
            "properties"
            | "patternProperties"
            | "additionalProperties"
            | "unevaluatedProperties"
            | "dependentRequired",
            _,
        ) => once(&mut world.members.nodes, node),
        ("example" | "default", hint) => world.hints.push(hint),
        ("examples", Value::Array(hints)) => world.hints.extend(hints),
        _ => {}
    }
}

/// Adds a node that several of its keywords call for.
fn once<'s>(nodes: &mut Vec<Node<'s>>, node: &Node<'s>) {
    if nodes.last().is_none_or(|last| last.path != node.path) {
        nodes.push(node.clone());
    }
}

/// A size as a keyword gives it: `2` or `2.0`.
pub(super) fn size_of(value: &Value) -> Option<usize> {
    let size = value.as_u64().or_else(|| {
        let float = value.as_f64().filter(|float| *float >= 0.0)?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative"
        )]
        Some(float as u64)
    })?;
    usize::try_from(size).ok()
}

pub(super) fn tighten(most: &mut Option<usize>, size: &Value) {
    if let Some(size) = size_of(size) {
        *most = Some(most.map_or(size, |most| most.min(size)));
    }
}

pub(super) fn raise(least: &mut usize, size: &Value) {
    if let Some(size) = size_of(size) {
        *least = (*least).max(size);
    }
}
