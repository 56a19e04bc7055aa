//! Probes of one schema: for each clause, values that honour it and values that break it.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;
use tally_spec::clause::{CLAUSES_PER_SCHEMA, Occurrence, occurrences, path_of};
use tally_spec::schema::{InvalidSchema, Keyword, SchemaView, Validator, Violation, pointer};

use super::locate::nodes_at;
use super::negative_values::Change;
use super::work_budget::{Work, nodes};
use crate::case::Grade;
use crate::values::{self, Enumerator, PathStep, ValueSpec};

/// The work of looking at one node of a value: it is written, read and validated.
const CHECK: u64 = 4;

/// How many valid values are tried as the ground of a change.
const BASES: usize = 4;

/// A value that breaks one clause at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenValue {
    /// The value, whole.
    pub value: Value,
    /// How purely it breaks the clause.
    pub grade: Grade,
    /// JSON Pointer of the one value that is wrong; where it is missing.
    pub at: String,
    /// The valid value that it differs from in one place.
    pub base: Value,
    /// JSON Pointer of that place.
    pub pointer: String,
    /// What is wrong, a phrase: "`title` is the empty string".
    pub about: String,
    /// What was done to the value at the place of the clause.
    pub(crate) change: Change,
}

/// A value that honours a clause at its boundary.
#[derive(Clone, Debug, PartialEq)]
pub struct HonouredValue {
    /// The value, whole.
    pub value: Value,
    /// The valid value that it differs from in one place.
    pub base: Value,
    /// JSON Pointer of that place.
    pub pointer: String,
    /// What is special about it, a phrase: "`title` has 1 character".
    pub about: String,
}

/// What became of breaking a clause.
#[derive(Clone, Debug, PartialEq)]
pub enum NegativeProbe {
    /// Values that break it.
    Broken(Vec<BrokenValue>),
    /// No value breaks it: there is no case, and nothing is missing.
    Implied(String),
    /// None was found, and there may be some.
    Undecided(String),
}

/// Probes one schema, as requests see it.
pub struct Prober<'s> {
    pub(crate) plain: &'s Value,
    validator: Validator,
    /// None: everything that is valid is surely accepted.
    narrow_validator: Option<Validator>,
    /// Makes values that are surely accepted.
    pub(crate) enumerator: Enumerator<'s>,
    /// Makes values that break something.
    pub(crate) breaker: Enumerator<'s>,
    /// The clauses, and whether there are more than are looked at.
    pub occurrences: Vec<Occurrence>,
    /// The keywords of what is surely accepted (`x-tally-accepted`), by their place in the narrowed
    /// schema: no clauses, but worth to be honoured one by one.
    pub(crate) accepted: Vec<Occurrence>,
    /// Keywords that cannot be used.
    pub mistakes: Vec<InvalidSchema>,
    bases: RefCell<BTreeMap<Vec<PathStep>, Vec<Value>>>,
    full: RefCell<BTreeMap<Vec<PathStep>, Option<Value>>>,
    listed: OnceCell<HashSet<String>>,
    /// Changes that broke a keyword of a schema alone, by the schema's place: the same schema is met
    /// at many evaluation paths.
    pub(crate) known: RefCell<HashMap<KnownKeyword, Vec<Change>>>,
    pub(crate) work: Rc<Work>,
    /// The name of the whole value; none: it is a body.
    name: Option<String>,
}

/// A keyword where it is written, and what follows it in the clause's path.
pub(crate) type KnownKeyword = (String, Option<Keyword>, Vec<String>);

impl<'s> Prober<'s> {
    /// For a schema and the same schema narrowed to what is surely accepted
    /// ([`tally_spec::schema::narrowed`]).
    #[must_use]
    pub fn new(plain: &'s Value, narrow: &'s Value) -> Self {
        Self::sharing(plain, narrow, Rc::new(Work::of(u64::MAX)))
    }

    /// The same, with work that is shared with others.
    pub(crate) fn sharing(plain: &'s Value, narrow: &'s Value, work: Rc<Work>) -> Self {
        let (validator, mistakes) = Validator::usable(plain);
        let known = occurrences(plain, CLAUSES_PER_SCHEMA).found;
        let accepted = match plain == narrow {
            true => Vec::new(),
            false => {
                let paths: HashSet<&str> = known.iter().map(|it| it.path.as_str()).collect();
                let mut all = occurrences(narrow, CLAUSES_PER_SCHEMA).found;
                all.retain(|it| !paths.contains(it.path.as_str()));
                all
            }
        };
        Self {
            plain,
            validator,
            narrow_validator: (plain != narrow).then(|| Validator::usable(narrow).0),
            enumerator: Enumerator::new(narrow),
            breaker: Enumerator::new(plain),
            occurrences: known,
            accepted,
            mistakes,
            bases: RefCell::default(),
            full: RefCell::default(),
            listed: OnceCell::new(),
            known: RefCell::default(),
            work,
            name: None,
        }
    }

    /// The same, of a parameter of this name.
    pub(crate) fn of_parameter(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    /// The value at a place, as a sentence names it: `` `title` ``, `` `tags.0` `` of a parameter.
    pub(crate) fn named(&self, steps: &[PathStep]) -> String {
        let at = values::pointer(steps);
        match (&self.name, at.as_str()) {
            (None, "") => "the body".to_owned(),
            (None, at) => format!("`{}`", dotted(at)),
            (Some(name), "") => format!("`{name}`"),
            (Some(name), at) => format!("`{name}.{}`", dotted(at)),
        }
    }

    /// Whether a value is valid and surely accepted, also when it was written and read.
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        self.work.spend(CHECK * nodes(value));
        written(value).is_some_and(|value| {
            let narrow = self.narrow_validator.as_ref();
            self.validator.is_valid(&value) && narrow.is_none_or(|narrow| narrow.is_valid(&value))
        })
    }

    /// Whether a value is valid, whatever is surely accepted.
    #[must_use]
    pub fn is_valid(&self, value: &Value) -> bool {
        self.validator.is_valid(value)
    }

    /// Every clause that a value breaks.
    #[must_use]
    pub fn violations(&self, value: &Value) -> Vec<Violation> {
        self.work.spend(CHECK * nodes(value));
        self.validator.violations(value)
    }

    /// Whether a value breaks a clause, whatever else it breaks.
    pub(crate) fn breaks_clause(&self, occurrence: &Occurrence, value: &Value) -> bool {
        self.violations(value).iter().any(|violation| {
            violation.evaluation_path == occurrence.path
                || path_of(self.plain, &violation.evaluation_path) == occurrence.path
        })
    }

    /// A valid value that has a part and all optional members.
    pub(crate) fn full_base(&self, part: &[PathStep]) -> Option<Value> {
        if let Some(known) = self.full.borrow().get(part) {
            return known.clone();
        }
        // The fullest of all will often do.
        if !part.is_empty()
            && let Some(whole) = self.full_base(&[])
            && values::get(&whole, part).is_some()
        {
            return Some(whole);
        }
        let full = self.full_within_parent(part).or_else(|| {
            let mut spec = self.with_part(part);
            spec.full = true;
            let made = self.made(&self.enumerator, &spec, 2);
            let mut made = made.into_iter();
            made.find(|base| self.accepts(base) && values::get(base, part).is_some())
        });
        self.full.borrow_mut().insert(part.to_vec(), full.clone());
        full
    }

    /// A full value with a deep part, made of one that has what the part stands in.
    fn full_within_parent(&self, part: &[PathStep]) -> Option<Value> {
        let (last, parent) = part.split_last().filter(|(_, it)| !it.is_empty())?;
        let ground = self.full_base(parent)?;
        if values::get(&ground, part).is_some() {
            return Some(ground);
        }
        self.grown_from(&ground, parent, last, &self.made_at(part, true))
    }

    /// Values of one place, as if nothing stood around it.
    fn made_at(&self, part: &[PathStep], full: bool) -> Vec<Value> {
        let spec = ValueSpec {
            all: nodes_at(&self.enumerator, part),
            depth: part.len(),
            full,
            ..ValueSpec::default()
        };
        self.made(&self.enumerator, &spec, 2)
    }

    /// A valid value with the first of these at a place below `parent` that makes it one.
    fn grown_from(
        &self,
        ground: &Value,
        parent: &[PathStep],
        last: &PathStep,
        made: &[Value],
    ) -> Option<Value> {
        made.iter().find_map(|value| {
            let mut base = ground.clone();
            let place = values::get_mut(&mut base, parent)?;
            super::negative_values::put(place, last, value)?;
            self.accepts(&base).then_some(base)
        })
    }

    fn with_part(&self, part: &[PathStep]) -> ValueSpec<'s> {
        let spec = ValueSpec::of(self.enumerator.root());
        if part.is_empty() {
            spec
        } else {
            spec.with(part)
        }
    }

    /// A valid value with all optional members.
    #[must_use]
    pub fn full(&self) -> Option<Value> {
        self.full_base(&[])
    }

    /// Names of the members that the clauses concern at the top of the value, those of others
    /// (`readOnly`) left out.
    #[must_use]
    pub fn members(&self) -> Vec<String> {
        let whole = SchemaView::of(self.enumerator.root());
        let mut names: Vec<String> = Vec::new();
        for (name, schema) in whole.in_place().flat_map(SchemaView::properties) {
            if !names.iter().any(|known| known == name) && !self.enumerator.is_read_only(schema) {
                names.push(name.to_owned());
            }
        }
        names
    }

    /// Instance locations whose values a list or a constant fixes.
    #[must_use]
    pub fn listed(&self) -> &HashSet<String> {
        let fixed = |it: &&Occurrence| matches!(it.keyword, Some(Keyword::Enum | Keyword::Const));
        self.listed.get_or_init(|| {
            let fixed = self.occurrences.iter().filter(fixed);
            fixed.map(|it| it.instance.clone()).collect()
        })
    }

    /// The format that a clause demands.
    #[must_use]
    pub fn format(&self, occurrence: &Occurrence) -> Option<&'s str> {
        SchemaView::at(self.plain, &occurrence.location)?.format()
    }

    /// Valid values that have a part, the smallest first.
    #[must_use]
    pub fn bases(&self, part: &[PathStep]) -> Vec<Value> {
        if let Some(known) = self.bases.borrow().get(part) {
            return known.clone();
        }
        let mut bases = self.grown(part);
        if bases.is_empty() {
            let spec = self.with_part(part);
            // Where the first few will not do, one of many may.
            for limit in [BASES, BASES * 8] {
                bases = self.made(&self.enumerator, &spec, limit);
                bases.retain(|base| self.accepts(base) && values::get(base, part).is_some());
                if !bases.is_empty() || self.work.is_spent() {
                    break;
                }
            }
        }
        bases.truncate(BASES);
        // What was cut short may be found on the share of another clause.
        if !bases.is_empty() || !self.work.is_spent() {
            self.bases.borrow_mut().insert(part.to_vec(), bases.clone());
        }
        bases
    }

    /// Valid values that have a deep part, made of those that have what it stands in: nothing else
    /// of them is made again.
    fn grown(&self, part: &[PathStep]) -> Vec<Value> {
        let Some((last, parent)) = part.split_last().filter(|(_, parent)| !parent.is_empty())
        else {
            return Vec::new();
        };
        let grounds = self.bases(parent);
        if grounds
            .iter()
            .any(|ground| values::get(ground, part).is_some())
        {
            let has = |ground: &Value| values::get(ground, part).is_some();
            return grounds.into_iter().filter(has).collect();
        }
        let made = self.made_at(part, false);
        let grown = grounds.iter();
        grown
            .filter_map(|ground| self.grown_from(ground, parent, last, &made))
            .collect()
    }

    /// Values that an enumerator makes within the share of work.
    pub(crate) fn made(
        &self,
        enumerator: &Enumerator<'s>,
        spec: &ValueSpec<'s>,
        limit: usize,
    ) -> Vec<Value> {
        let before = enumerator.effort();
        let values = enumerator.make_within(spec, limit, self.work.share());
        self.work.spend(enumerator.effort() - before);
        values
    }

    /// Whether a place lies in something that only the server sets.
    pub(crate) fn is_hidden(&self, steps: &[PathStep]) -> bool {
        self.breaker.hides()
            && (1..=steps.len()).any(|end| {
                let nodes = nodes_at(&self.breaker, &steps[..end]);
                nodes
                    .iter()
                    .any(|node| self.breaker.is_read_only(node.schema))
            })
    }
}

/// A value as it is after it was written and read again.
pub(crate) fn written(value: &Value) -> Option<Cow<'_, Value>> {
    if is_kept(value, DEPTH) {
        return Some(Cow::Borrowed(value));
    }
    let read = serde_json::from_str(&serde_json::to_string(value).ok()?);
    read.ok().map(Cow::Owned)
}

/// Values within values to this depth are read again whatever they are.
const DEPTH: usize = 64;

/// Whether a value is surely the same after it was written and read again: it has no number with a
/// fraction or exponent, and is not deep.
fn is_kept(value: &Value, depth: usize) -> bool {
    depth > 0
        && match value {
            Value::Number(number) => !number.is_f64(),
            Value::Array(items) => items.iter().all(|item| is_kept(item, depth - 1)),
            Value::Object(members) => members.values().all(|it| is_kept(it, depth - 1)),
            Value::Null | Value::Bool(_) | Value::String(_) => true,
        }
}

/// A pointer as people write it: `items[0].name`.
pub(crate) fn dotted(place: &str) -> String {
    let mut name = String::new();
    for token in pointer::tokens(place) {
        if !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit()) {
            name.push_str(&format!("[{token}]"));
        } else {
            if !name.is_empty() {
                name.push('.');
            }
            name.push_str(&token);
        }
    }
    name
}
