//! From schemas that hold to disjuncts: every keyword taken into account, every alternative apart.

use std::cell::Cell;

use serde_json::Value;
use tally_spec::format::format_bounds;
use tally_spec::schema::keyword::{Applies, Keyword};
use tally_spec::schema::{JsonTypes, SchemaNode};

use super::disjunct::{Check, Contains, Disjunct};

/// How many disjuncts are kept apart: more alternatives than this are not tried together.
pub(super) const WORLDS: usize = 48;

/// How many references and branches may follow each other without entering a child.
pub(super) const CHAIN: usize = 24;

/// How many schemas are split for one value: alternatives of alternatives are soon more than anyone
/// could look at.
const VISITS: u64 = 1_500;

/// Splits schemas into disjuncts.
pub(super) struct Splitter<'a> {
    /// Evaluation path of the one schema object from which a keyword is left out, and the keyword.
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

    /// The disjuncts in which the schema holds, too.
    pub(super) fn accept<'s>(
        &self,
        disjunct: Disjunct<'s>,
        node: &SchemaNode<'s>,
        chain: usize,
    ) -> Vec<Disjunct<'s>> {
        match node.boolean() {
            Some(false) => return Vec::new(),
            None if chain < CHAIN => {}
            _ => return vec![disjunct],
        }
        // What is no schema of the root cannot be asked for later.
        if self.is_weary() && &*node.path != "?" {
            return vec![later(disjunct, node, true)];
        }
        let omitted: &[Keyword] = match self.omit {
            Some((path, keywords)) if path == &*node.path => keywords,
            _ => &[],
        };
        let mut disjunct = disjunct;
        let mut choices = Vec::new();
        for keyword in node.keywords().filter(|it| !omitted.contains(it)) {
            match is_choice(keyword) {
                true => choices.push(keyword),
                false => plain(&mut disjunct, node, keyword),
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
            disjunct.checks.push(Check {
                at: node.at.clone(),
                valid: true,
            });
        }
        let mut disjuncts = vec![disjunct];
        for keyword in choices {
            disjuncts.retain(|disjunct| !disjunct.is_dead());
            disjuncts = self.choose(disjuncts, node, keyword, chain + 1);
        }
        disjuncts.retain(|disjunct| !disjunct.is_dead());
        disjuncts
    }

    /// What the alternatives of one keyword make of the disjuncts.
    fn choose<'s>(
        &self,
        disjuncts: Vec<Disjunct<'s>>,
        node: &SchemaNode<'s>,
        keyword: Keyword,
        chain: usize,
    ) -> Vec<Disjunct<'s>> {
        match keyword {
            Keyword::Ref => match node.target() {
                Some(target) => each(disjuncts, |disjunct| self.accept(disjunct, &target, chain)),
                None => disjuncts,
            },
            Keyword::AllOf => node
                .children(keyword)
                .iter()
                .fold(disjuncts, |disjuncts, branch| {
                    each(disjuncts, |disjunct| self.accept(disjunct, branch, chain))
                }),
            Keyword::AnyOf | Keyword::OneOf => {
                let branches = node.children(keyword);
                either(branches.iter(), |branch| {
                    each(disjuncts.clone(), |disjunct| {
                        self.accept(disjunct, branch, chain)
                    })
                })
            }
            Keyword::Not => match node.child(keyword) {
                Some(not) => each(disjuncts, |disjunct| self.refuse(disjunct, &not, chain)),
                None => disjuncts,
            },
            Keyword::If => self.condition(disjuncts, node, chain),
            Keyword::DependentSchemas => node.named_children(keyword).into_iter().fold(
                disjuncts,
                |disjuncts, (trigger, dependent)| {
                    let mut without = disjuncts.clone();
                    for disjunct in &mut without {
                        disjunct.members.absent.insert(trigger.to_owned());
                    }
                    without.retain(|disjunct| !disjunct.members.required.contains(trigger));
                    let with = each(disjuncts, |mut disjunct| {
                        disjunct.members.required.insert(trigger.to_owned());
                        self.accept(disjunct, &dependent, chain)
                    });
                    without.into_iter().chain(with).take(WORLDS).collect()
                },
            ),
            _ => disjuncts,
        }
    }

    fn condition<'s>(
        &self,
        disjuncts: Vec<Disjunct<'s>>,
        node: &SchemaNode<'s>,
        chain: usize,
    ) -> Vec<Disjunct<'s>> {
        let Some(condition) = node.child(Keyword::If) else {
            return disjuncts;
        };
        let holds = each(disjuncts.clone(), |disjunct| {
            let disjuncts = self.accept(disjunct, &condition, chain);
            match node.child(Keyword::Then) {
                Some(then) => each(disjuncts, |disjunct| self.accept(disjunct, &then, chain)),
                None => disjuncts,
            }
        });
        let fails = each(disjuncts, |disjunct| {
            let disjuncts = self.refuse(disjunct, &condition, chain);
            match node.child(Keyword::Else) {
                Some(otherwise) => each(disjuncts, |disjunct| {
                    self.accept(disjunct, &otherwise, chain)
                }),
                None => disjuncts,
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

/// The disjunct, and what its values are still to be asked.
pub(super) fn later<'s>(
    mut disjunct: Disjunct<'s>,
    node: &SchemaNode<'s>,
    valid: bool,
) -> Disjunct<'s> {
    disjunct.checks.push(Check {
        at: node.at.clone(),
        valid,
    });
    disjunct
}

/// Every disjunct replaced by what becomes of it.
pub(super) fn each<'s>(
    disjuncts: Vec<Disjunct<'s>>,
    step: impl Fn(Disjunct<'s>) -> Vec<Disjunct<'s>>,
) -> Vec<Disjunct<'s>> {
    disjuncts.into_iter().flat_map(step).take(WORLDS).collect()
}

/// The disjuncts of all alternatives, a first one of each before a second one of any.
pub(super) fn either<'s, T>(
    alternatives: impl Iterator<Item = T>,
    step: impl Fn(T) -> Vec<Disjunct<'s>>,
) -> Vec<Disjunct<'s>> {
    let mut queues: Vec<_> = alternatives.map(|it| step(it).into_iter()).collect();
    let mut disjuncts = Vec::new();
    while disjuncts.len() < WORLDS {
        let before = disjuncts.len();
        disjuncts.extend(queues.iter_mut().filter_map(Iterator::next));
        if disjuncts.len() == before {
            break;
        }
    }
    disjuncts
}

/// Whether a keyword leads to other schemas for the same value. `then` and `else` do with `if`, and
/// `$dynamicRef` is a `$ref` in a normalised schema.
fn is_choice(keyword: Keyword) -> bool {
    let with_another = matches!(keyword, Keyword::Then | Keyword::Else | Keyword::DynamicRef);
    keyword.applies() == Applies::InPlace && !keyword.is_structural() && !with_another
}

/// A keyword that concerns the value itself.
fn plain<'s>(disjunct: &mut Disjunct<'s>, node: &SchemaNode<'s>, keyword: Keyword) {
    let size = || node.count(keyword);
    let number = || node.number(keyword);
    match keyword {
        Keyword::Type => {
            let types = node.types().unwrap_or(JsonTypes::ALL);
            disjunct.kinds = disjunct.kinds.and(types);
        }
        Keyword::Const => disjunct.only(node.constant().into_iter()),
        Keyword::Enum => {
            if let Some(values) = node.enumeration() {
                disjunct.only(values.iter());
            }
        }
        Keyword::MultipleOf => disjunct.numbers.multiples.extend(number().cloned()),
        Keyword::Maximum | Keyword::ExclusiveMaximum => {
            let exclusive = keyword == Keyword::ExclusiveMaximum;
            if let Some(most) = number() {
                disjunct.numbers.at_most(most, exclusive);
            }
        }
        Keyword::Minimum | Keyword::ExclusiveMinimum => {
            let exclusive = keyword == Keyword::ExclusiveMinimum;
            if let Some(least) = number() {
                disjunct.numbers.at_least(least, exclusive);
            }
        }
        Keyword::MaxLength => tighten(&mut disjunct.strings.most, size()),
        Keyword::MinLength => raise(&mut disjunct.strings.least, size()),
        Keyword::Pattern => disjunct.strings.patterns.extend(node.pattern()),
        Keyword::Format => match node.format().map(|format| (format, format_bounds(format))) {
            Some((_, Some((least, most)))) => {
                disjunct.numbers.at_least(&least, false);
                disjunct.numbers.at_most(&most, false);
            }
            Some((format, None)) => disjunct.strings.formats.push(format),
            None => {}
        },
        Keyword::MaxItems => tighten(&mut disjunct.items.most, size()),
        Keyword::MinItems => raise(&mut disjunct.items.least, size()),
        Keyword::UniqueItems => disjunct.items.unique |= node.flag(keyword),
        Keyword::Contains => {
            let contained = node.child(keyword).map(|contained| Contains {
                node: contained,
                least: node.count(Keyword::MinContains).unwrap_or(1),
            });
            disjunct.items.contains.extend(contained);
        }
        Keyword::MaxProperties => tighten(&mut disjunct.members.most, size()),
        Keyword::MinProperties => raise(&mut disjunct.members.least, size()),
        Keyword::Required => {
            let names = node.required().map(str::to_owned);
            disjunct.members.required.extend(names);
        }
        Keyword::PropertyNames => disjunct.members.names.extend(node.child(keyword)),
        Keyword::Items | Keyword::PrefixItems | Keyword::UnevaluatedItems => {
            once(&mut disjunct.items.nodes, node);
        }
        Keyword::Properties
        | Keyword::PatternProperties
        | Keyword::AdditionalProperties
        | Keyword::UnevaluatedProperties
        | Keyword::DependentRequired => once(&mut disjunct.members.nodes, node),
        Keyword::Example | Keyword::Default => disjunct.hints.extend(node.get(keyword)),
        Keyword::Examples => {
            let examples = node.get(keyword).and_then(Value::as_array);
            disjunct.hints.extend(examples.into_iter().flatten());
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
