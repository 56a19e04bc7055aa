//! From schemas that hold to worlds: every keyword taken into account, every alternative apart.

use std::cell::Cell;

use serde_json::Value;
use tally_spec::schema::keyword::{Applies, Keyword};
use tally_spec::schema::{JsonTypes, SchemaNode, format_bounds};

use super::world::{Check, Contains, World};

/// How many worlds are kept apart: more alternatives than this are not tried together.
pub(super) const WORLDS: usize = 48;

/// How many references and branches may follow each other without entering a child.
pub(super) const CHAIN: usize = 24;

/// How many schemas are split for one value: alternatives of alternatives are soon more than anyone
/// could look at.
const VISITS: u64 = 1_500;

/// Splits schemas into worlds.
pub(super) struct Splitter<'a> {
    /// Evaluation path of the one schema object of which a keyword is left out, and the keyword.
    pub(super) omit: Option<(&'a str, &'a [Keyword])>,
    /// How many schemas were looked at, each as often as it was.
    pub(super) visits: Cell<u64>,
}

impl Splitter<'_> {
    /// Counts a schema that is looked at; whether there were so many that this one is only checked
    /// when a value is there.
    pub(super) fn is_weary(&self) -> bool {
        self.visits.set(self.visits.get() + 1);
        self.visits.get() > VISITS
    }

    /// The worlds in which the schema holds, too.
    pub(super) fn accept<'s>(
        &self,
        world: World<'s>,
        node: &SchemaNode<'s>,
        chain: usize,
    ) -> Vec<World<'s>> {
        match node.boolean() {
            Some(false) => return Vec::new(),
            None if chain < CHAIN => {}
            _ => return vec![world],
        }
        // What is no schema of the root cannot be asked for later.
        if self.is_weary() && &*node.path != "?" {
            return vec![later(world, node, true)];
        }
        let omitted: &[Keyword] = match self.omit {
            Some((path, keywords)) if path == &*node.path => keywords,
            _ => &[],
        };
        let mut world = world;
        let mut choices = Vec::new();
        for keyword in node.keywords().filter(|it| !omitted.contains(it)) {
            match is_choice(keyword) {
                true => choices.push(keyword),
                false => plain(&mut world, node, keyword),
            }
        }
        // What is made of these keywords is looked at again; all others are met by construction.
        let intricate = |keyword: Keyword| match keyword {
            Keyword::Ref | Keyword::AllOf => false,
            Keyword::PropertyNames | Keyword::UnevaluatedItems | Keyword::UnevaluatedProperties => {
                true
            }
            _ => is_choice(keyword),
        };
        if omitted.is_empty() && node.keywords().any(intricate) {
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
    fn choose<'s>(
        &self,
        worlds: Vec<World<'s>>,
        node: &SchemaNode<'s>,
        keyword: Keyword,
        chain: usize,
    ) -> Vec<World<'s>> {
        match keyword {
            Keyword::Ref => match node.target() {
                Some(target) => each(worlds, |world| self.accept(world, &target, chain)),
                None => worlds,
            },
            Keyword::AllOf => node
                .children(keyword)
                .iter()
                .fold(worlds, |worlds, branch| {
                    each(worlds, |world| self.accept(world, branch, chain))
                }),
            Keyword::AnyOf | Keyword::OneOf => {
                let branches = node.children(keyword);
                either(branches.iter(), |branch| {
                    each(worlds.clone(), |world| self.accept(world, branch, chain))
                })
            }
            Keyword::Not => match node.child(keyword) {
                Some(not) => each(worlds, |world| self.refuse(world, &not, chain)),
                None => worlds,
            },
            Keyword::If => self.condition(worlds, node, chain),
            Keyword::DependentSchemas => node.named_children(keyword).into_iter().fold(
                worlds,
                |worlds, (trigger, dependent)| {
                    let mut without = worlds.clone();
                    for world in &mut without {
                        world.members.absent.insert(trigger.to_owned());
                    }
                    without.retain(|world| !world.members.required.contains(trigger));
                    let with = each(worlds, |mut world| {
                        world.members.required.insert(trigger.to_owned());
                        self.accept(world, &dependent, chain)
                    });
                    without.into_iter().chain(with).take(WORLDS).collect()
                },
            ),
            _ => worlds,
        }
    }

    fn condition<'s>(
        &self,
        worlds: Vec<World<'s>>,
        node: &SchemaNode<'s>,
        chain: usize,
    ) -> Vec<World<'s>> {
        let Some(condition) = node.child(Keyword::If) else {
            return worlds;
        };
        let holds = each(worlds.clone(), |world| {
            let worlds = self.accept(world, &condition, chain);
            match node.child(Keyword::Then) {
                Some(then) => each(worlds, |world| self.accept(world, &then, chain)),
                None => worlds,
            }
        });
        let fails = each(worlds, |world| {
            let worlds = self.refuse(world, &condition, chain);
            match node.child(Keyword::Else) {
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
pub(super) fn later<'s>(mut world: World<'s>, node: &SchemaNode<'s>, valid: bool) -> World<'s> {
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

/// Whether a keyword leads to other schemas for the same value. `then` and `else` do with `if`, and
/// `$dynamicRef` is a `$ref` in a normalised schema.
fn is_choice(keyword: Keyword) -> bool {
    let with_another = matches!(keyword, Keyword::Then | Keyword::Else | Keyword::DynamicRef);
    keyword.applies() == Applies::InPlace && !keyword.is_structural() && !with_another
}

/// A keyword that speaks of the value itself.
fn plain<'s>(world: &mut World<'s>, node: &SchemaNode<'s>, keyword: Keyword) {
    let size = || node.count(keyword);
    let number = || node.number(keyword);
    match keyword {
        Keyword::Type => {
            let types = node.types().unwrap_or(JsonTypes::ALL);
            world.kinds = world.kinds.and(types);
        }
        Keyword::Const => world.only(node.constant().into_iter()),
        Keyword::Enum => {
            if let Some(values) = node.enumeration() {
                world.only(values.iter());
            }
        }
        Keyword::MultipleOf => world.numbers.multiples.extend(number().cloned()),
        Keyword::Maximum | Keyword::ExclusiveMaximum => {
            let exclusive = keyword == Keyword::ExclusiveMaximum;
            if let Some(most) = number() {
                world.numbers.at_most(most, exclusive);
            }
        }
        Keyword::Minimum | Keyword::ExclusiveMinimum => {
            let exclusive = keyword == Keyword::ExclusiveMinimum;
            if let Some(least) = number() {
                world.numbers.at_least(least, exclusive);
            }
        }
        Keyword::MaxLength => tighten(&mut world.strings.most, size()),
        Keyword::MinLength => raise(&mut world.strings.least, size()),
        Keyword::Pattern => world.strings.patterns.extend(node.pattern()),
        Keyword::Format => match node.format().map(|format| (format, format_bounds(format))) {
            Some((_, Some((least, most)))) => {
                world.numbers.at_least(&least, false);
                world.numbers.at_most(&most, false);
            }
            Some((format, None)) => world.strings.formats.push(format),
            None => {}
        },
        Keyword::MaxItems => tighten(&mut world.items.most, size()),
        Keyword::MinItems => raise(&mut world.items.least, size()),
        Keyword::UniqueItems => world.items.unique |= node.flag(keyword),
        Keyword::Contains => {
            let contained = node.child(keyword).map(|contained| Contains {
                node: contained,
                least: node.count(Keyword::MinContains).unwrap_or(1),
            });
            world.items.contains.extend(contained);
        }
        Keyword::MaxProperties => tighten(&mut world.members.most, size()),
        Keyword::MinProperties => raise(&mut world.members.least, size()),
        Keyword::Required => {
            let names = node.required().map(str::to_owned);
            world.members.required.extend(names);
        }
        Keyword::PropertyNames => world.members.names.extend(node.child(keyword)),
        Keyword::Items | Keyword::PrefixItems | Keyword::UnevaluatedItems => {
            once(&mut world.items.nodes, node);
        }
        Keyword::Properties
        | Keyword::PatternProperties
        | Keyword::AdditionalProperties
        | Keyword::UnevaluatedProperties
        | Keyword::DependentRequired => once(&mut world.members.nodes, node),
        Keyword::Example | Keyword::Default => world.hints.extend(node.get(keyword)),
        Keyword::Examples => {
            let examples = node.get(keyword).and_then(Value::as_array);
            world.hints.extend(examples.into_iter().flatten());
        }
        _ => {}
    }
}

/// Adds a node that several of its keywords call for.
fn once<'s>(nodes: &mut Vec<SchemaNode<'s>>, node: &SchemaNode<'s>) {
    if nodes.last().is_none_or(|last| last.path != node.path) {
        nodes.push(node.clone());
    }
}

pub(super) fn tighten(most: &mut Option<usize>, size: Option<usize>) {
    if let Some(size) = size {
        *most = Some(most.map_or(size, |most| most.min(size)));
    }
}

pub(super) fn raise(least: &mut usize, size: Option<usize>) {
    if let Some(size) = size {
        *least = (*least).max(size);
    }
}
