//! Probes of one schema: for each clause, values that honour it and values that break it.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashSet};

use serde_json::Value;
use tally_spec::clause::{CLAUSES_PER_SCHEMA, Occurrence, occurrences};
use tally_spec::schema::{InvalidSchema, Validator, Violation, is_read_only, pointer};

use super::locate::nodes_at;
use crate::case::Grade;
use crate::values::{self, Goal, Maker, Step};

/// How many valid values are tried as the ground of a change.
const BASES: usize = 4;

/// A value that breaks one clause at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach {
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
}

/// A value that honours a clause at its boundary.
#[derive(Clone, Debug, PartialEq)]
pub struct Honour {
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
pub enum Breaking {
    /// Values that break it.
    Broken(Vec<Breach>),
    /// No value breaks it: there is no case, and nothing is missing.
    Implied(String),
    /// None was found, and there may be some.
    Undecided(String),
}

/// Probes one schema, as requests see it.
pub struct Prober<'s> {
    pub(super) plain: &'s Value,
    validator: Validator,
    narrow_validator: Validator,
    /// Makes values that are surely accepted.
    pub(super) maker: Maker<'s>,
    /// Makes values that break something.
    pub(super) breaker: Maker<'s>,
    /// The clauses, and whether there are more than are looked at.
    pub occurrences: Vec<Occurrence>,
    /// The keywords of what is surely accepted (`x-tally-accepted`), by their place in the narrowed
    /// schema: no clauses, but worth to be honoured one by one.
    pub(super) accepted: Vec<Occurrence>,
    /// Keywords that cannot be used.
    pub mistakes: Vec<InvalidSchema>,
    bases: RefCell<BTreeMap<Vec<Step>, Vec<Value>>>,
    full: OnceCell<Option<Value>>,
}

impl<'s> Prober<'s> {
    /// For a schema and the same schema narrowed to what is surely accepted
    /// ([`tally_spec::schema::narrowed`]).
    #[must_use]
    pub fn new(plain: &'s Value, narrow: &'s Value) -> Self {
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
            narrow_validator: Validator::usable(narrow).0,
            maker: Maker::new(narrow),
            breaker: Maker::new(plain),
            occurrences: known,
            accepted,
            mistakes,
            bases: RefCell::default(),
            full: OnceCell::new(),
        }
    }

    /// Whether a value is valid and surely accepted, also when it was written and read.
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        written(value).is_some_and(|value| {
            self.validator.is_valid(&value) && self.narrow_validator.is_valid(&value)
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
        self.validator.violations(value)
    }

    /// A valid value that has a part and all optional members.
    pub(super) fn full_base(&self, part: &[Step]) -> Option<Value> {
        let make = |part: &[Step]| {
            let mut goal = self.with_part(part);
            goal.full = true;
            let made = self.maker.make(&goal, 2);
            made.into_iter()
                .find(|base| self.accepts(base) && values::get(base, part).is_some())
        };
        let whole = self.full.get_or_init(|| make(&[]));
        match whole {
            Some(whole) if values::get(whole, part).is_some() => Some(whole.clone()),
            _ if part.is_empty() => None,
            _ => make(part),
        }
    }

    fn with_part(&self, part: &[Step]) -> Goal<'s> {
        let goal = Goal::of(self.maker.root());
        if part.is_empty() {
            goal
        } else {
            goal.with(part)
        }
    }

    /// A valid value with all optional members.
    #[must_use]
    pub fn full(&self) -> Option<Value> {
        self.full_base(&[])
    }

    /// Names of the members that the clauses speak of at the top of the value, those of others
    /// (`readOnly`) left out.
    #[must_use]
    pub fn members(&self) -> Vec<String> {
        let mut nodes = nodes_at(&self.maker, &[]);
        nodes = super::locate::in_place(self.maker.root(), nodes);
        let mut names: Vec<String> = Vec::new();
        for node in nodes {
            let properties = node.schema.get("properties").and_then(Value::as_object);
            for (name, schema) in properties.into_iter().flatten() {
                if !names.contains(name) && !is_read_only(self.maker.root(), schema) {
                    names.push(name.clone());
                }
            }
        }
        names
    }

    /// Instance locations whose values a list or a constant fixes.
    #[must_use]
    pub fn listed(&self) -> HashSet<String> {
        let fixed = |it: &&Occurrence| it.keyword == "enum" || it.keyword == "const";
        self.occurrences
            .iter()
            .filter(fixed)
            .map(|it| it.instance.clone())
            .collect()
    }

    /// The format that a clause demands.
    #[must_use]
    pub fn format(&self, occurrence: &Occurrence) -> Option<&'s str> {
        self.plain
            .pointer(&occurrence.location)?
            .get("format")?
            .as_str()
    }

    /// Valid values that have a part, the smallest first.
    #[must_use]
    pub fn bases(&self, part: &[Step]) -> Vec<Value> {
        if let Some(known) = self.bases.borrow().get(part) {
            return known.clone();
        }
        let goal = self.with_part(part);
        let mut bases: Vec<Value> = Vec::new();
        // Where the first few will not do, one of many may.
        for limit in [BASES, BASES * 8] {
            bases = self.maker.make(&goal, limit);
            bases.retain(|base| self.accepts(base) && values::get(base, part).is_some());
            if !bases.is_empty() {
                break;
            }
        }
        bases.truncate(BASES);
        self.bases.borrow_mut().insert(part.to_vec(), bases.clone());
        bases
    }

    /// Whether a place lies in something that only the server sets.
    pub(super) fn is_hidden(&self, steps: &[Step]) -> bool {
        (1..=steps.len()).any(|end| {
            let nodes = nodes_at(&self.breaker, &steps[..end]);
            nodes
                .iter()
                .any(|node| is_read_only(self.plain, node.schema))
        })
    }
}

/// What follows the keyword in the path of a clause.
pub(super) fn tail(occurrence: &Occurrence) -> Vec<String> {
    let tokens = pointer::tokens(&occurrence.path);
    let length = match occurrence.keyword.as_str() {
        "required" | "dependentSchemas" => 1,
        "dependentRequired" => 2,
        _ => 0,
    };
    tokens[tokens.len().saturating_sub(length)..].to_vec()
}

/// Evaluation path of the schema object that has the keyword.
pub(super) fn holder(occurrence: &Occurrence) -> String {
    let tokens = pointer::tokens(&occurrence.path);
    let own = if occurrence.keyword == "false" {
        0
    } else {
        1 + tail(occurrence).len()
    };
    pointer::of(&tokens[..tokens.len().saturating_sub(own)])
}

/// A value as it is after it was written and read again.
pub(super) fn written(value: &Value) -> Option<Value> {
    serde_json::from_str(&serde_json::to_string(value).ok()?).ok()
}

/// A pointer as people write it: `items[0].name`.
pub(super) fn dotted(place: &str) -> String {
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
