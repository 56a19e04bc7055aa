//! Probes of one schema: for each clause, values that honour it and values that break it.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};

use serde_json::Value;
use tally_spec::clause::{CLAUSES_PER_SCHEMA, Occurrence, occurrences, path_of};
use tally_spec::schema::{Answer, InvalidSchema, Set, Validator, Violation, is_read_only, pointer};

use super::break_values::{Change, To, changes, shown};
use super::locate::{locate, nodes_at};
use crate::case::Grade;
use crate::values::{self, Broken, Goal, Maker, Step};

/// How many values of one clause are kept.
const KEPT: usize = 6;

/// How many values of one clause are looked at.
const TRIED: usize = 40;

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
    breaker: Maker<'s>,
    /// The clauses, and whether there are more than are looked at.
    pub occurrences: Vec<Occurrence>,
    /// Keywords that cannot be used.
    pub mistakes: Vec<InvalidSchema>,
    bases: RefCell<BTreeMap<Vec<Step>, Vec<Value>>>,
}

impl<'s> Prober<'s> {
    /// For a schema and the same schema narrowed to what is surely accepted
    /// ([`tally_spec::schema::narrowed`]).
    #[must_use]
    pub fn new(plain: &'s Value, narrow: &'s Value) -> Self {
        let (validator, mistakes) = Validator::usable(plain);
        Self {
            plain,
            validator,
            narrow_validator: Validator::usable(narrow).0,
            maker: Maker::new(narrow),
            breaker: Maker::new(plain),
            occurrences: occurrences(plain, CLAUSES_PER_SCHEMA).found,
            mistakes,
            bases: RefCell::default(),
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

    /// A valid value with all optional members.
    #[must_use]
    pub fn full(&self) -> Option<Value> {
        let goal = Goal {
            full: true,
            ..Goal::of(self.maker.root())
        };
        self.maker
            .make(&goal, BASES)
            .into_iter()
            .find(|value| self.accepts(value))
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
        let mut goal = Goal::of(self.maker.root());
        if !part.is_empty() {
            goal = goal.with(part);
        }
        let mut bases: Vec<Value> = self.maker.make(&goal, BASES * 3);
        bases.truncate(BASES * 2);
        goal.full = true;
        bases.extend(self.maker.make(&goal, BASES));
        bases.retain(|base| self.accepts(base) && values::get(base, part).is_some());
        bases.dedup();
        if bases.len() > BASES {
            // The smallest ones, and one that has everything.
            let last = bases.len() - 1;
            bases.swap(BASES - 1, last);
        }
        bases.truncate(BASES);
        self.bases.borrow_mut().insert(part.to_vec(), bases.clone());
        bases
    }

    /// Values that break a clause, each proven.
    #[must_use]
    pub fn breaks(&self, occurrence: &Occurrence) -> Breaking {
        if self.mistakes.iter().any(|mistake| {
            !mistake.pointer.is_empty() && {
                pointer::join(&occurrence.location, &occurrence.keyword)
                    .starts_with(&mistake.pointer)
            }
        }) {
            return Breaking::Undecided("the keyword cannot be used".to_owned());
        }
        let Some(steps) = locate(&self.breaker, occurrence) else {
            return Breaking::Undecided("no member name leads there".to_owned());
        };
        if self.is_hidden(&steps) {
            return Breaking::Implied("only the server sets it (readOnly)".to_owned());
        }
        let mut pure: Vec<Breach> = Vec::new();
        let mut mixed: Vec<Breach> = Vec::new();
        let mut ground = false;
        for base in self.grounds(occurrence, &steps) {
            ground = true;
            for change in self.changes(occurrence, &steps, &base) {
                let Some(breach) = self.prove(occurrence, &steps, &base, &change) else {
                    continue;
                };
                let list = if breach.grade == Grade::Isolated {
                    &mut pure
                } else {
                    &mut mixed
                };
                if list.iter().all(|known| known.value != breach.value) {
                    list.push(breach);
                }
            }
            if !pure.is_empty() {
                break;
            }
        }
        // A value of another type often breaks a neighbour, too, and is worth sending all the same.
        let limit = if occurrence.keyword == "type" {
            pure.append(&mut mixed);
            usize::MAX
        } else {
            KEPT
        };
        if pure.is_empty() {
            pure = mixed;
            pure.sort_by_key(|breach| match &breach.grade {
                Grade::Isolated => 0,
                Grade::Entangled { with } => with.len(),
            });
        }
        pure.truncate(limit);
        if !pure.is_empty() {
            return Breaking::Broken(pure);
        }
        self.without_value(occurrence, ground)
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

    /// Valid values that the change is made to.
    fn grounds(&self, occurrence: &Occurrence, steps: &[Step]) -> Vec<Value> {
        let tail = tail(occurrence);
        match (
            occurrence.keyword.as_str(),
            tail.as_slice(),
            steps.split_last(),
        ) {
            // What is to be missing must be there first.
            ("required", [name], _) => {
                let mut part = steps.to_vec();
                part.push(Step::Member(name.clone()));
                self.bases(&part)
            }
            ("dependentRequired", [trigger, _], _) => {
                let mut part = steps.to_vec();
                part.push(Step::Member(trigger.clone()));
                self.bases(&part)
            }
            // What is to be there must be missing first.
            ("false", _, Some((Step::Item(index), parent))) if *index > 0 => {
                let mut part = parent.to_vec();
                part.push(Step::Item(index - 1));
                self.bases(&part)
            }
            ("false", _, Some((_, parent))) => self.bases(parent),
            _ => self.bases(steps),
        }
    }

    fn changes(&self, occurrence: &Occurrence, steps: &[Step], base: &Value) -> Vec<Change> {
        if occurrence.keyword == "false" {
            return forbidden(steps);
        }
        let current = values::get(base, steps);
        let schema = self.plain.pointer(&occurrence.location);
        let Some(members) = schema.and_then(Value::as_object) else {
            return Vec::new();
        };
        let tail = tail(occurrence);
        let mut all = changes(members, &occurrence.keyword, &tail, current);
        if occurrence.keyword == "required" || occurrence.keyword == "type" {
            return all;
        }
        let mut goal = Goal {
            all: nodes_at(&self.breaker, steps),
            broken: Some(Broken {
                node: values::Node {
                    schema: schema.unwrap_or(&Value::Null),
                    at: occurrence.location.as_str().into(),
                    path: holder(occurrence).into(),
                },
                keyword: occurrence.keyword.clone(),
                tail,
            }),
            ..Goal::default()
        };
        let mut made = self.breaker.make(&goal, TRIED - all.len().min(TRIED / 2));
        // What breaks the keyword, whatever its neighbours say.
        goal.all.clear();
        made.extend(self.breaker.make(&goal, KEPT));
        all.extend(made.into_iter().map(|value| {
            let about = format!("is {}", shown(&value));
            least(current, Change::be(value, about))
        }));
        all
    }

    /// The breach that a change makes, if it breaks this clause at this place and nothing anywhere
    /// else.
    fn prove(
        &self,
        occurrence: &Occurrence,
        steps: &[Step],
        base: &Value,
        change: &Change,
    ) -> Option<Breach> {
        let mut value = base.clone();
        if occurrence.keyword == "false" {
            let (last, parent) = steps.split_last()?;
            let parent = values::get_mut(&mut value, parent)?;
            put(parent, last, change)?;
        } else {
            change.apply(values::get_mut(&mut value, steps)?);
        }
        let value = written(&value)?;
        let violations = self.validator.violations(&value);
        let place = values::pointer(steps);
        let others = others(self.plain, occurrence, &place, &violations)?;
        let at = match &change.to {
            To::Be(_) => place.clone(),
            To::Lose(name) | To::Get(name, _) => pointer::join(&place, name),
        };
        let subject = match place.as_str() {
            "" => "the body".to_owned(),
            place => format!("`{}`", dotted(place)),
        };
        Some(Breach {
            value,
            grade: match others.is_empty() {
                true => Grade::Isolated,
                false => Grade::Entangled { with: others },
            },
            base: base.clone(),
            pointer: at.clone(),
            at,
            about: format!("{subject} {}", change.about),
        })
    }

    /// Why no value breaks a clause.
    fn without_value(&self, occurrence: &Occurrence, ground: bool) -> Breaking {
        let Some(alone) = alone(self.plain, occurrence) else {
            return Breaking::Undecided("the keyword is not understood".to_owned());
        };
        if Set::of(&alone).satisfiable() == Answer::No {
            return Breaking::Implied("no value breaks the keyword".to_owned());
        }
        if !ground {
            return Breaking::Undecided("no valid request with this part was found".to_owned());
        }
        Breaking::Undecided("no value was found".to_owned())
    }
}

/// The schema that refuses the keyword with its family, and says nothing else.
fn alone(root: &Value, occurrence: &Occurrence) -> Option<Value> {
    let schema = root.pointer(&occurrence.location)?;
    let mut family = serde_json::Map::new();
    let members = schema.as_object()?;
    let names: &[&str] = match occurrence.keyword.as_str() {
        "contains" => &["contains", "minContains", "maxContains"],
        "then" | "else" => &["if", "then", "else"],
        "additionalProperties" => &["additionalProperties", "properties", "patternProperties"],
        keyword => &[keyword],
    };
    for &name in names {
        if let Some(value) = members.get(name) {
            family.insert(name.to_owned(), value.clone());
        }
    }
    let mut alone = serde_json::Map::new();
    alone.insert("not".to_owned(), Value::Object(family));
    if let Some(definitions) = root.get("$defs") {
        alone.insert("$defs".to_owned(), definitions.clone());
    }
    tally_spec::schema::part(&Value::Object(alone), "")
}

/// The other clauses that fail at the same place; none if this one does not, or if anything fails
/// anywhere else.
fn others(
    root: &Value,
    occurrence: &Occurrence,
    place: &str,
    violations: &[Violation],
) -> Option<Vec<String>> {
    let mut others = Vec::new();
    let mut broken = false;
    for violation in violations {
        if violation.undecided || violation.instance != place {
            return None;
        }
        let path = path_of(root, &violation.evaluation_path);
        if path == occurrence.path {
            broken = true;
        } else if !others.contains(&path) {
            others.push(path);
        }
    }
    broken.then_some(others)
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
fn written(value: &Value) -> Option<Value> {
    serde_json::from_str(&serde_json::to_string(value).ok()?).ok()
}

/// Values for a member or item that may not be.
fn forbidden(steps: &[Step]) -> Vec<Change> {
    let name = match steps.last() {
        Some(Step::Member(_)) | None => "is there",
        Some(Step::Item(_)) => "is there, an item too many",
    };
    [Value::from("text"), Value::Null, Value::from(1)]
        .into_iter()
        .map(|value| Change::be(value, name))
        .collect()
}

/// Puts a value where there is none.
fn put(parent: &mut Value, step: &Step, change: &Change) -> Option<()> {
    let To::Be(value) = &change.to else {
        return None;
    };
    match (parent, step) {
        (Value::Object(members), Step::Member(name)) => {
            members.insert(name.clone(), value.clone());
        }
        (Value::Array(items), Step::Item(index)) => {
            while items.len() <= *index {
                let filler = if items.len() == *index {
                    value.clone()
                } else {
                    items.first()?.clone()
                };
                items.push(filler);
            }
        }
        _ => return None,
    }
    Some(())
}

/// The same change, in one member if it is only one.
fn least(current: Option<&Value>, change: Change) -> Change {
    let (Some(Value::Object(before)), To::Be(Value::Object(after))) = (current, &change.to) else {
        return change;
    };
    let lost: Vec<&String> = before
        .keys()
        .filter(|name| !after.contains_key(*name))
        .collect();
    let new: Vec<(&String, &Value)> = after
        .iter()
        .filter(|(name, value)| before.get(*name) != Some(value))
        .collect();
    match (lost.as_slice(), new.as_slice()) {
        ([name], []) => Change {
            about: format!("lacks `{name}`"),
            to: To::Lose((*name).clone()),
        },
        ([], [(name, value)]) => Change {
            about: format!("has the member `{name}`, {}", shown(value)),
            to: To::Get((*name).clone(), (*value).clone()),
        },
        _ => change,
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The grade of each clause of a schema, and how many values break it; every value is proven
    /// again, by counting the instance locations that fail.
    fn check(schema: &Value) -> Vec<String> {
        let prober = Prober::new(schema, schema);
        let validator = Validator::new(schema).unwrap();
        let mut seen = Vec::new();
        for occurrence in &prober.occurrences {
            let what = match prober.breaks(occurrence) {
                Breaking::Implied(_) => "implied".to_owned(),
                Breaking::Undecided(why) => format!("undecided: {why}"),
                Breaking::Broken(breaches) => {
                    for breach in &breaches {
                        assert!(validator.is_valid(&breach.base), "{breach:?}");
                        let violations = validator.violations(&breach.value);
                        assert!(!violations.is_empty(), "{breach:?}");
                        let places: std::collections::BTreeSet<_> = violations
                            .iter()
                            .map(|violation| &violation.instance)
                            .collect();
                        assert_eq!(places.len(), 1, "{breach:?}");
                    }
                    match &breaches[0].grade {
                        Grade::Isolated => "isolated".to_owned(),
                        Grade::Entangled { with } => format!("entangled with {}", with.join(", ")),
                    }
                }
            };
            seen.push(format!("{}: {what}", occurrence.path));
        }
        seen
    }

    #[test]
    fn every_keyword_is_broken_alone_where_it_can_be() {
        let seen = check(&json!({
            "type": "object",
            "required": ["id"],
            "additionalProperties": false,
            "minProperties": 2,
            "dependentRequired": { "email": ["age"] },
            "properties": {
                "id": { "type": "string", "format": "uuid" },
                "title": { "type": "string", "minLength": 1, "maxLength": 5 },
                "age": { "type": "integer", "minimum": 0, "exclusiveMaximum": 150 },
                "count": { "type": "integer", "format": "int32" },
                "price": { "type": "number", "multipleOf": 0.01, "maximum": 10, "exclusiveMinimum": 0 },
                "email": { "type": "string", "format": "email", "pattern": "^[a-z@.]+$" },
                "tags": {
                    "type": "array", "minItems": 1, "maxItems": 3, "uniqueItems": true,
                    "items": { "$ref": "#/$defs/Tag" },
                },
                "pair": { "prefixItems": [{ "const": 1 }, { "type": "string" }], "items": false },
                "has": { "type": "array", "contains": { "const": 7 }, "maxContains": 2 },
                "labels": {
                    "type": "object", "propertyNames": { "pattern": "^[a-z]+$" },
                    "additionalProperties": { "type": "string" },
                    "patternProperties": { "^x": { "maxLength": 3 } },
                },
                "kind": { "oneOf": [{ "type": "string", "minLength": 2 }, { "type": "null" }] },
                "any": { "anyOf": [{ "type": "integer" }, { "type": "boolean" }] },
                "not": { "type": "integer", "not": { "const": 13 } },
                "never": false,
            },
            "$defs": { "Tag": { "enum": ["a", "b", "c", "d"] } },
        }));
        let mixed: Vec<&String> = seen
            .iter()
            .filter(|line| !line.ends_with("isolated"))
            .collect();
        assert_eq!(mixed, Vec::<&String>::new());
    }

    #[test]
    fn keywords_that_say_the_same_are_entangled() {
        let seen = check(&json!({ "type": "string", "enum": ["a"], "minLength": 1 }));
        assert_eq!(
            seen,
            [
                "/type: entangled with /enum",
                "/enum: isolated",
                "/minLength: entangled with /enum"
            ]
        );
    }

    #[test]
    fn what_nothing_breaks_is_implied() {
        assert_eq!(
            check(&json!({ "minimum": 1, "type": "string" }))[1..],
            ["/type: isolated"]
        );
        let all = ["string", "number", "boolean", "null", "array", "object"];
        assert_eq!(check(&json!({ "type": all })), ["/type: implied"]);
    }

    #[test]
    fn conditions_and_what_is_left_over_are_broken_whole() {
        let seen = check(&json!({
            "type": "object",
            "properties": { "kind": { "enum": ["card", "iban"] } },
            "required": ["kind"],
            "if": { "properties": { "kind": { "const": "card" } } },
            "then": { "required": ["number"] },
            "else": { "required": ["iban"] },
            "dependentSchemas": { "number": { "properties": { "cvc": { "type": "string" } } } },
            "allOf": [{ "properties": { "number": true, "iban": true, "cvc": true } }],
            "unevaluatedProperties": false,
        }));
        let mixed: Vec<&String> = seen
            .iter()
            .filter(|line| !line.ends_with("isolated"))
            .collect();
        assert_eq!(mixed, Vec::<&String>::new());
    }
}
