//! NegativeProbe one clause: the values that are tried, the proof of each, and what it means when there is
//! none.

use serde_json::Value;
use tally_spec::clause::{Occurrence, path_of};
use tally_spec::schema::{Answer, Keyword, SchemaNode, SchemaView, Violation, pointer};

use super::locate::{locate, nodes_at};
use super::negative_values::{Change, To, changes, forbidden, least, put, shown};
use super::positive::named;
use super::prober::{BrokenValue, NegativeProbe, Prober, written};
use crate::case::Grade;
use crate::values::{self, Broken, Goal, PathStep};

/// How many values of one clause are kept.
const KEPT: usize = 6;

/// How many values of a `format` are kept.
const NEAR_MISSES: usize = 16;

/// How many values are made to break one clause.
const MADE: usize = 24;

/// What has been found so far.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) pure: Vec<BrokenValue>,
    pub(crate) mixed: Vec<BrokenValue>,
}

impl Found {
    pub(crate) fn add(&mut self, breach: Option<BrokenValue>) {
        let Some(breach) = breach else { return };
        let list = match breach.grade {
            Grade::Isolated => &mut self.pure,
            Grade::Entangled { .. } => &mut self.mixed,
        };
        if list.iter().all(|known| known.value != breach.value) {
            list.push(breach);
        }
    }

    /// The purest, at most so many.
    fn best(mut self, limit: usize) -> Vec<BrokenValue> {
        if self.pure.is_empty() {
            self.mixed.sort_by_key(|breach| match &breach.grade {
                Grade::Isolated => 0,
                Grade::Entangled { with, .. } => with.len(),
            });
            self.mixed.truncate(limit);
            return self.mixed;
        }
        self.pure.truncate(limit);
        self.pure
    }
}

impl<'s> Prober<'s> {
    /// Values that break a clause, each proven.
    #[must_use]
    pub fn breaks(&self, occurrence: &Occurrence) -> NegativeProbe {
        if self.is_mistaken(occurrence) {
            return NegativeProbe::Undecided("the keyword cannot be used".to_owned());
        }
        let Some(steps) = locate(&self.breaker, occurrence) else {
            return NegativeProbe::Undecided("no member name leads there".to_owned());
        };
        if self.is_hidden(&steps) {
            return NegativeProbe::Implied("only the server sets it (readOnly)".to_owned());
        }
        let part = ground(occurrence, &steps);
        let mut bases = self.bases(&part);
        let mut found = Found::default();
        if let Some(breaches) = self.as_before(occurrence, &steps, &bases) {
            return NegativeProbe::Broken(breaches);
        }
        for base in &bases {
            for change in self.look_alikes(occurrence, &steps, base) {
                found.add(self.prove(occurrence, &steps, base, &change));
                if self.work.is_spent() {
                    break;
                }
            }
            if !found.pure.is_empty() || self.work.is_spent() {
                break;
            }
        }
        if occurrence.keyword == Some(Keyword::Type)
            && !(found.pure.is_empty() && found.mixed.is_empty())
        {
            // A value of another type often breaks a neighbour, too, and is sent all the same.
            let alone = !found.pure.is_empty();
            let mut breaches = found.pure;
            breaches.append(&mut found.mixed);
            if !alone {
                self.judge_entangled(occurrence, &steps, &mut breaches);
            }
            return NegativeProbe::Broken(breaches);
        }
        // What its neighbours exclude need not be looked for.
        let mut entangled = Answer::Unknown;
        if found.pure.is_empty() && !found.mixed.is_empty() {
            entangled = self.isolated_here(occurrence, &steps);
        }
        let open = entangled != Answer::No;
        if open
            && found.pure.is_empty()
            && !self.work.is_spent()
            && let Some(full) = self.full_base(&part)
        {
            for change in self.look_alikes(occurrence, &steps, &full) {
                found.add(self.prove(occurrence, &steps, &full, &change));
            }
            bases.push(full);
        }
        // First with all else kept, then as the changed schema wants it, then whatever the neighbours
        // say.
        if open && found.pure.is_empty() {
            self.make(occurrence, &steps, &bases, true, &mut found);
        }
        if open && found.pure.is_empty() && !bases.is_empty() {
            entangled = self.isolated(occurrence, &steps, &bases, &mut found);
        }
        if found.pure.is_empty() && found.mixed.is_empty() {
            self.make(occurrence, &steps, &bases, false, &mut found);
        }
        // Each near miss of a format is another mistake of a parser.
        let kept = match occurrence.keyword {
            Some(Keyword::Format) => NEAR_MISSES,
            _ => KEPT,
        };
        let mut best = found.best(kept);
        if best.is_empty() {
            return self.without_value(occurrence, &steps, !bases.is_empty());
        }
        self.remember(occurrence, &best);
        if entangled == Answer::No {
            best.iter_mut().for_each(prove_entangled);
        }
        NegativeProbe::Broken(best)
    }

    /// Whether the keyword is one of those that the engine could not use.
    fn is_mistaken(&self, occurrence: &Occurrence) -> bool {
        let at = pointer::join(&occurrence.location, occurrence.keyword_name());
        self.mistakes.iter().any(|mistake| {
            let inside = at.strip_prefix(mistake.pointer.as_str());
            !mistake.pointer.is_empty()
                && inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Changes that need no enumeration.
    fn look_alikes(
        &self,
        occurrence: &Occurrence,
        steps: &[PathStep],
        base: &Value,
    ) -> Vec<Change> {
        let Some(keyword) = occurrence.keyword else {
            return forbidden(steps);
        };
        let schema = SchemaView::at(self.plain, &occurrence.location);
        let current = values::get(base, steps);
        schema.map_or_else(Vec::new, |schema| {
            changes(schema, keyword, &occurrence.tail(), current)
        })
    }

    /// Values that the enumerator makes for the place, put into each of the bases.
    fn make(
        &self,
        occurrence: &Occurrence,
        steps: &[PathStep],
        bases: &[Value],
        keep: bool,
        found: &mut Found,
    ) {
        let Some(keyword) = occurrence.keyword else {
            return;
        };
        let Some(node) = SchemaNode::at(self.plain, &occurrence.location) else {
            return;
        };
        let node = SchemaNode {
            path: occurrence.holder().into(),
            ..node
        };
        let goal = Goal {
            all: if keep {
                nodes_at(&self.breaker, steps)
            } else {
                Vec::new()
            },
            broken: Some(Broken {
                node,
                keyword,
                tail: occurrence.tail(),
            }),
            ..Goal::default()
        };
        let made = self.made(&self.breaker, &goal, MADE);
        for base in bases {
            let current = values::get(base, steps);
            for value in &made {
                let about = format!("is {}", shown(value));
                let change = least(current, Change::be(value.clone(), about));
                found.add(self.prove(occurrence, steps, base, &change));
                if found.pure.len() >= KEPT || self.work.is_spent() {
                    return;
                }
            }
            if !found.pure.is_empty() {
                return;
            }
        }
    }

    /// The breach that a change makes, if it breaks this clause at this place and nothing anywhere
    /// else.
    pub(crate) fn prove(
        &self,
        occurrence: &Occurrence,
        steps: &[PathStep],
        base: &Value,
        change: &Change,
    ) -> Option<BrokenValue> {
        let mut value = base.clone();
        if occurrence.keyword.is_none() {
            let (last, parent) = steps.split_last()?;
            let parent = values::get_mut(&mut value, parent)?;
            let To::Be(value) = &change.to else {
                return None;
            };
            put(parent, last, value)?;
        } else {
            change.apply(values::get_mut(&mut value, steps)?);
        }
        let value = written(&value)?.into_owned();
        let place = values::pointer(steps);
        let violations = self.violations(&value);
        let others = others(self.plain, occurrence, &place, &violations)?;
        let at = match &change.to {
            To::Be(_) => place,
            To::Lose(name) | To::Get(name, _) => pointer::join(&place, name),
        };
        Some(BrokenValue {
            value,
            grade: match others.is_empty() {
                true => Grade::Isolated,
                false => Grade::Entangled {
                    with: others,
                    proven: false,
                },
            },
            base: base.clone(),
            pointer: at.clone(),
            at,
            about: format!("{} {}", named(steps), change.about),
            change: change.clone(),
        })
    }
}

/// Notes that no value breaks the clause alone.
fn prove_entangled(breach: &mut BrokenValue) {
    if let Grade::Entangled { proven, .. } = &mut breach.grade {
        *proven = true;
    }
}

/// The part that a valid value must have before it is changed.
pub(crate) fn ground(occurrence: &Occurrence, steps: &[PathStep]) -> Vec<PathStep> {
    let mut part = steps.to_vec();
    match (
        occurrence.keyword,
        occurrence.tail().as_slice(),
        steps.last(),
    ) {
        // What is to be missing must be there first.
        (Some(Keyword::Required), [name], _) | (Some(Keyword::DependentRequired), [name, _], _) => {
            part.push(PathStep::Member(name.clone()));
        }
        // What is to be there must be missing first.
        (None, _, Some(last)) => {
            part.pop();
            if let PathStep::Item(index) = last
                && *index > 0
            {
                part.push(PathStep::Item(index - 1));
            }
        }
        _ => {}
    }
    part
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
        if violation.evaluation_path == occurrence.path {
            broken = true;
            continue;
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tally_spec::schema::Validator;

    /// The grade of each clause of a schema, and how many values break it; every value is proven
    /// again, by counting the instance locations that fail.
    fn check(schema: &Value) -> Vec<String> {
        let prober = Prober::new(schema, schema);
        let validator = Validator::new(schema).unwrap();
        let mut seen = Vec::new();
        for occurrence in &prober.occurrences {
            let what = match prober.breaks(occurrence) {
                NegativeProbe::Implied(_) => "implied".to_owned(),
                NegativeProbe::Undecided(why) => format!("undecided: {why}"),
                NegativeProbe::Broken(breaches) => {
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
                        Grade::Entangled { with, proven } => {
                            assert!(proven, "{breaches:?}");
                            format!("entangled with {}", with.join(", "))
                        }
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
