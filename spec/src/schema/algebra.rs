//! Schemas as sets of values: what they have in common, what one leaves over, whether any is left.

use jsonschema::canonical::{self, CanonicalKind, CanonicalSchema, Containment, Satisfiability};
use serde_json::Value;

use super::engine;

/// A question about sets of values, decided or not.
///
/// The algebra never guesses: what it cannot decide, for example about two patterns, is
/// [`Answer::Unknown`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    /// Proven.
    Yes,
    /// Disproven.
    No,
    /// Neither.
    Unknown,
}

/// Schemas with more nodes than this are not canonicalised: every answer is [`Answer::Unknown`].
/// A size, not a time, so that the same document always gets the same answers.
const NODES: usize = 20_000;

/// The set of values that a schema accepts.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tally_spec::schema::{Answer, Set};
///
/// let any = Set::of(&json!({ "type": "object" }));
/// let named = Set::of(&json!({ "type": "object", "required": ["name"] }));
/// assert_eq!(any.covers(&named), Answer::Yes);
/// assert_eq!(named.covers(&any), Answer::No);
/// assert_eq!(any.disjoint(&Set::of(&json!({ "type": "string" }))), Answer::Yes);
/// ```
#[derive(Clone, Debug)]
pub struct Set {
    /// None: the engine has no exact form of it.
    canonical: Option<CanonicalSchema>,
}

impl Set {
    /// The set of a self-contained schema.
    #[must_use]
    pub fn of(schema: &Value) -> Self {
        if nodes(schema) > NODES {
            return Self { canonical: None };
        }
        let canonical = canonical::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .offline()
            .canonicalize(&engine::prepare(schema))
            .ok()
            .filter(|canonical| canonical.kind() != CanonicalKind::Raw);
        Self { canonical }
    }

    /// The set of the schema at a JSON Pointer of a self-contained schema.
    #[must_use]
    pub fn at(root: &Value, pointer: &str) -> Self {
        match engine::part(root, pointer) {
            Some(part) => Self::of(&part),
            None => Self { canonical: None },
        }
    }

    /// Whether there is any value in it.
    #[must_use]
    pub fn satisfiable(&self) -> Answer {
        match self.canonical.as_ref().map(CanonicalSchema::satisfiability) {
            Some(Satisfiability::Yes) => Answer::Yes,
            Some(Satisfiability::No) => Answer::No,
            Some(Satisfiability::Unknown) | None => Answer::Unknown,
        }
    }

    /// Whether every value of the other is one of this.
    #[must_use]
    pub fn covers(&self, other: &Self) -> Answer {
        let (Some(this), Some(other)) = (&self.canonical, &other.canonical) else {
            return Answer::Unknown;
        };
        match this.covers(other) {
            Ok(Containment::Yes) => Answer::Yes,
            Ok(Containment::No) => Answer::No,
            Ok(Containment::Unknown) | Err(_) => Answer::Unknown,
        }
    }

    /// Whether no value is in both.
    #[must_use]
    pub fn disjoint(&self, other: &Self) -> Answer {
        match self.intersect(other).satisfiable() {
            Answer::Yes => Answer::No,
            Answer::No => Answer::Yes,
            Answer::Unknown => Answer::Unknown,
        }
    }

    /// The values that are in both.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        let canonical = match (&self.canonical, &other.canonical) {
            (Some(this), Some(other)) => this.intersect(other).ok(),
            _ => None,
        };
        Self { canonical }
    }

    /// The values that are in neither this set nor anywhere else but outside of it.
    #[must_use]
    pub fn negate(&self) -> Self {
        Self {
            canonical: self.canonical.as_ref().and_then(|this| this.negate().ok()),
        }
    }

    /// A schema that accepts exactly these values, in normal form: constraints merged, negations
    /// resolved, alternatives apart. None when the engine has no exact form.
    #[must_use]
    pub fn to_schema(&self) -> Option<Value> {
        self.canonical.as_ref().map(CanonicalSchema::to_json_schema)
    }
}

/// The number of values that a value is made of, itself included: the measure of work on it.
#[must_use]
pub fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(nodes).sum(),
        Value::Object(members) => members.values().map(nodes).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_contradiction_has_no_value() {
        let set = Set::of(&json!({ "type": "integer", "minimum": 3, "maximum": 2 }));
        assert_eq!(set.satisfiable(), Answer::No);
    }

    #[test]
    fn numeric_formats_are_bounds() {
        let int32 = Set::of(&json!({ "type": "integer", "format": "int32" }));
        let large = Set::of(&json!({ "type": "integer", "minimum": 2_147_483_648_i64 }));
        assert_eq!(int32.disjoint(&large), Answer::Yes);
    }

    #[test]
    fn what_cannot_be_decided_is_unknown() {
        let set =
            Set::of(&json!({ "type": "string", "pattern": "^a", "not": { "pattern": "b$" } }));
        assert_ne!(set.satisfiable(), Answer::No);
    }

    #[test]
    fn the_negation_of_everything_is_nothing() {
        assert_eq!(Set::of(&json!(true)).negate().satisfiable(), Answer::No);
    }

    #[test]
    fn a_branch_is_compared_where_it_stands() {
        let root = json!({
            "oneOf": [{ "$ref": "#/$defs/Small" }, { "type": "object" }],
            "$defs": { "Small": { "type": "object", "required": ["a"] } },
        });
        let (small, any) = (Set::at(&root, "/oneOf/0"), Set::at(&root, "/oneOf/1"));
        assert_eq!(any.covers(&small), Answer::Yes);
        assert_eq!(small.covers(&any), Answer::No);
    }
}
