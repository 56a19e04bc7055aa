//! From a spec to values: disjunct by disjunct, type by type, checked where it is intricate.

use std::cell::{Cell, OnceCell};

use serde_json::Value;
use tally_spec::schema::{JsonTypes, Keyword, Parts, SchemaView, equal, has_read_only};

use super::disjunct::Disjunct;
use super::honouring::{Splitter, each};
use super::string::Matchers;
use super::value_spec::{Broken, ValueSpec};

/// How many values one question may cost, children and rejected ones included.
const FUEL: usize = 6_000;

/// The work of making values of one disjunct.
const OF_WORLD: u64 = 8;

/// The work of looking at one schema when disjuncts are distinguished.
const SPLIT: u64 = 4;

/// How deep values are nested before a branch is given up.
pub(super) const DEPTH: usize = 14;

/// Makes values of the schemas of one root: deterministic, ordinary values first.
///
/// A value is a well-founded guess, not a proof: who needs one asks the validator.
pub struct Enumerator<'s> {
    pub(super) root: &'s Value,
    pub(super) matchers: Matchers,
    /// Whether anything in the root is set by the server alone.
    hides: bool,
    fuel: Cell<usize>,
    /// Units of work, ever more.
    effort: Cell<u64>,
    /// Where the effort of the question at hand ends.
    limit: Cell<u64>,
    /// Compiled when first asked for.
    parts: OnceCell<Parts>,
}

impl<'s> Enumerator<'s> {
    /// An enumerator for the schemas of a self-contained root.
    #[must_use]
    pub fn new(root: &'s Value) -> Self {
        Self {
            root,
            matchers: Matchers::default(),
            hides: has_read_only(root),
            fuel: Cell::new(0),
            effort: Cell::new(0),
            limit: Cell::new(u64::MAX),
            parts: OnceCell::new(),
        }
    }

    /// Whether anything in the root is set by the server alone (`readOnly`).
    #[must_use]
    pub fn hides(&self) -> bool {
        self.hides
    }

    /// Whether a schema is one of what only the server sets (`readOnly`).
    #[must_use]
    pub fn is_read_only(&self, schema: SchemaView<'_>) -> bool {
        self.hides && schema.is_read_only()
    }

    /// The root.
    #[must_use]
    pub fn root(&self) -> &'s Value {
        self.root
    }

    pub(super) fn refuel(&self) {
        self.fuel.set(FUEL);
    }

    /// How much work all questions so far have cost: schemas split, values tried.
    #[must_use]
    pub fn effort(&self) -> u64 {
        self.effort.get()
    }

    /// As [`Enumerator::make`], with at most so many units of work.
    #[must_use]
    pub fn make_within(&self, spec: &ValueSpec<'s>, limit: usize, effort: u64) -> Vec<Value> {
        self.limit.set(self.effort.get().saturating_add(effort));
        let values = self.make(spec, limit);
        self.limit.set(u64::MAX);
        values
    }

    /// Counts work; what exceeds the limit ends the question.
    pub(super) fn exert(&self, units: u64) {
        self.effort.set(self.effort.get().saturating_add(units));
        if self.effort.get() > self.limit.get() {
            self.fuel.set(0);
        }
    }

    /// At most `limit` different values for a spec; empty when none was found.
    #[must_use]
    pub fn make(&self, spec: &ValueSpec<'s>, limit: usize) -> Vec<Value> {
        self.refuel();
        self.some(spec, limit)
    }

    /// As [`Enumerator::make`], on the fuel of the question that this one is part of.
    pub(super) fn some(&self, spec: &ValueSpec<'s>, limit: usize) -> Vec<Value> {
        if spec.depth > DEPTH {
            return Vec::new();
        }
        let disjuncts = self.disjuncts(spec);
        let mut values: Vec<Value> = Vec::new();
        if disjuncts.len() >= limit {
            for disjunct in &disjuncts {
                for value in self.of_world(disjunct, spec, 1) {
                    add(&mut values, value);
                }
                if values.len() >= limit || self.fuel.get() == 0 {
                    return values;
                }
            }
        } else {
            let share = limit.div_ceil(disjuncts.len().max(1));
            let lists = disjuncts
                .iter()
                .map(|disjunct| self.of_world(disjunct, spec, share));
            for value in in_turns(lists.collect()) {
                add(&mut values, value);
            }
        }
        // Whatever there is: only near the surface, or each level would ask the next one twice.
        if values.len() < limit && disjuncts.len() > 1 && spec.depth < 2 {
            for disjunct in &disjuncts {
                for value in self.of_world(disjunct, spec, limit) {
                    add(&mut values, value);
                }
                if values.len() >= limit || self.fuel.get() == 0 {
                    break;
                }
            }
        }
        values.truncate(limit);
        values
    }

    pub(super) fn disjuncts(&self, spec: &ValueSpec<'s>) -> Vec<Disjunct<'s>> {
        let omitted: Vec<Keyword> = spec.broken.as_ref().map_or_else(Vec::new, omitted);
        let path = spec.broken.as_ref().map(|broken| &*broken.node.path);
        let omit = path
            .filter(|_| !omitted.is_empty())
            .map(|path| (path, omitted.as_slice()));
        let splitter = Splitter {
            omit,
            visits: Cell::new(0),
        };
        let mut disjuncts = vec![Disjunct::new()];
        for node in spec.all.iter().chain(&spec.also) {
            disjuncts = each(disjuncts, |disjunct| splitter.accept(disjunct, node, 0));
        }
        for node in &spec.none {
            disjuncts = each(disjuncts, |disjunct| splitter.refuse(disjunct, node, 0));
        }
        if let Some(Broken {
            node,
            keyword,
            tail,
        }) = &spec.broken
        {
            disjuncts = each(disjuncts, |disjunct| {
                splitter.refuse_keyword(disjunct, node, *keyword, tail, 0)
            });
        }
        self.exert(SPLIT * splitter.visits.get());
        disjuncts
    }

    fn of_world(&self, disjunct: &Disjunct<'s>, spec: &ValueSpec<'s>, limit: usize) -> Vec<Value> {
        let Some(fuel) = self.fuel.get().checked_sub(1) else {
            return Vec::new();
        };
        self.fuel.set(fuel);
        self.exert(OF_WORLD);
        let mut values: Vec<Value> = Vec::new();
        let candidates = match &disjunct.among {
            Some(among) => among
                .iter()
                .filter(|value| has_parts(value, spec))
                .map(|&value| value.clone())
                .collect(),
            None => self.of_kinds(disjunct, spec, limit),
        };
        for value in candidates {
            if values.len() >= limit {
                break;
            }
            if disjunct.admits(&value, &self.matchers) && self.passes(disjunct, spec, &value) {
                values.push(value);
            }
        }
        values
    }

    /// Values of every type that the disjunct allows, one of each type before a second one.
    fn of_kinds(&self, disjunct: &Disjunct<'s>, spec: &ValueSpec<'s>, limit: usize) -> Vec<Value> {
        // Some will not pass the checks.
        let limit = if disjunct.checks.is_empty() {
            limit
        } else {
            limit.max(2) * 2
        };
        let mut lists: Vec<Vec<Value>> = Vec::new();
        if spec.parts.is_empty() {
            let hints: Vec<Value> = disjunct
                .hints
                .iter()
                .filter(|hint| !hint.is_array() && !hint.is_object())
                .map(|&hint| hint.clone())
                .collect();
            if hints
                .iter()
                .any(|hint| disjunct.admits(hint, &self.matchers))
            {
                lists.push(hints);
            }
        }
        for kind in order(disjunct, spec) {
            if !disjunct.kinds.has(kind) {
                continue;
            }
            let values = match kind {
                JsonTypes::NULL => vec![Value::Null],
                JsonTypes::BOOLEAN => vec![true.into(), false.into()],
                JsonTypes::INTEGER | JsonTypes::FRACTION => {
                    let mut values = disjunct.numbers.values(kind);
                    values.truncate(limit + disjunct.except.len());
                    values
                }
                JsonTypes::STRING => disjunct
                    .strings
                    .values(limit + disjunct.except.len(), &self.matchers),
                JsonTypes::ARRAY => self.arrays(disjunct, spec, limit),
                _ => self.objects(disjunct, spec, limit),
            };
            lists.push(values);
        }
        in_turns(lists)
    }

    fn passes(&self, disjunct: &Disjunct<'s>, spec: &ValueSpec<'s>, value: &Value) -> bool {
        disjunct.checks.iter().all(|check| {
            // The schema that has the keyword to break is met only without it.
            let holds_the_broken = spec
                .broken
                .as_ref()
                .is_some_and(|broken| check.valid && broken.node.at.starts_with(&*check.at));
            holds_the_broken
                || self
                    .is_valid_at(&check.at, value)
                    .is_none_or(|is| is == check.valid)
        })
    }

    /// Whether the schema at a location of the root accepts the value; none when it cannot be used.
    pub(super) fn is_valid_at(&self, at: &str, value: &Value) -> Option<bool> {
        let parts = self.parts.get_or_init(|| Parts::of(self.root));
        parts.is_valid(at, value)
    }
}

/// Adds a value that is not yet there.
fn add(values: &mut Vec<Value>, value: Value) {
    if !values.iter().any(|known| equal(known, &value)) {
        values.push(value);
    }
}

/// The first value of each list, then the second of each, and so on.
fn in_turns(lists: Vec<Vec<Value>>) -> Vec<Value> {
    let mut lists: Vec<_> = lists.into_iter().map(Vec::into_iter).collect();
    let mut values = Vec::new();
    loop {
        let before = values.len();
        values.extend(lists.iter_mut().filter_map(Iterator::next));
        if values.len() == before {
            return values;
        }
    }
}

/// The keywords that are left out of the schema when one of them is to be broken: its family.
fn omitted(broken: &Broken<'_>) -> Vec<Keyword> {
    match broken.keyword {
        // The other names stay.
        Keyword::Required => Vec::new(),
        Keyword::Contains => vec![
            Keyword::Contains,
            Keyword::MinContains,
            Keyword::MaxContains,
        ],
        Keyword::Then | Keyword::Else => vec![Keyword::If],
        keyword => vec![keyword],
    }
}

/// Whether a value has the parts that are wanted.
fn has_parts(value: &Value, spec: &ValueSpec<'_>) -> bool {
    spec.parts
        .iter()
        .all(|part| super::get(value, part).is_some())
}

/// The types in the order in which they are tried: what the keywords concern comes first.
fn order(disjunct: &Disjunct<'_>, spec: &ValueSpec<'_>) -> Vec<JsonTypes> {
    use super::value_spec::PathStep;
    match spec.parts.iter().find_map(|part| part.first()) {
        Some(PathStep::Member(_)) => return vec![JsonTypes::OBJECT],
        Some(PathStep::Item(_)) => return vec![JsonTypes::ARRAY],
        None => {}
    }
    let members = &disjunct.members;
    let strings = &disjunct.strings;
    let of_objects = !members.nodes.is_empty()
        || !members.required.is_empty()
        || !members.extras.is_empty()
        || !members.names.is_empty();
    let of_arrays = !disjunct.items.nodes.is_empty() || !disjunct.items.contains.is_empty();
    let of_numbers = disjunct.numbers.least.is_some()
        || disjunct.numbers.most.is_some()
        || !disjunct.numbers.multiples.is_empty();
    let of_strings = strings.least > 0
        || strings.most.is_some()
        || !strings.patterns.is_empty()
        || !strings.formats.is_empty();
    let mut order = vec![
        (JsonTypes::STRING, of_strings),
        (JsonTypes::INTEGER, of_numbers),
        (JsonTypes::BOOLEAN, false),
        (JsonTypes::OBJECT, of_objects),
        (JsonTypes::ARRAY, of_arrays),
        (JsonTypes::FRACTION, of_numbers),
        (JsonTypes::NULL, false),
    ];
    order.sort_by_key(|&(_, spoken_of)| !spoken_of);
    order.into_iter().map(|(kind, _)| kind).collect()
}
