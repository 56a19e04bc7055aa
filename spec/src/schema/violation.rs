//! Why a value is refused: one entry for each clause that it breaks at one place.

use indexmap::IndexMap;
use indexmap::map::Entry;
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;

use super::keyword::{self, Keyword};
use super::nearest;
use super::view::SchemaView;
use crate::pointer;

/// One clause broken at one instance location.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// Evaluation path: JSON Pointer of the keyword through the schema, `$ref` steps included; for
    /// `required` and `dependentRequired` the member's name is the last step, for a `false` schema
    /// it is the path of that schema. What stands inside an applicator that owns its leaves (see
    /// [`Keyword::owns`]) is cut there.
    pub evaluation_path: String,
    /// The keyword, for example `minLength`; `false` for a `false` schema.
    pub keyword: String,
    /// JSON Pointer of the value that fails.
    pub instance: String,
    /// JSON Pointers of the members at fault, where the keyword concerns the members of an object
    /// or array: the missing one, the unexpected ones. They need not exist.
    pub culprits: Vec<String>,
    /// JSON Pointer of the keyword in the schema, references resolved.
    pub schema_location: String,
    /// What is wrong, in English, with the value in it; a long one without its end. Of a union also
    /// which branch came nearest, and why.
    pub message: String,
    /// The failures inside an applicator: why no branch matched, what its subschema refused.
    pub evidence: Vec<Violation>,
    /// Whether the engine gave up (a pattern that it could not match in time): then nothing is
    /// known about this keyword.
    pub undecided: bool,
}

/// How many of the engine's errors are looked at: a list of a million wrong items says no more than
/// one of some thousands.
const MOST: usize = 10_000;

/// The longest message, in characters.
const LONGEST_MESSAGE: usize = 1_000;

/// All violations behind the first [`MOST`] of the engine's errors, in its order; those that an
/// applicator owns are evidence of one.
pub(super) fn collect<'i>(
    schema: &Value,
    errors: impl Iterator<Item = ValidationError<'i>>,
) -> Vec<Violation> {
    let mut violations: IndexMap<(String, String), Violation> = IndexMap::new();
    for error in errors.take(MOST) {
        for violation in dependent(schema, &error, leaf(schema, &error)) {
            let violation = owned(violation);
            let clause = violation.evaluation_path.clone();
            match violations.entry((clause, violation.instance.clone())) {
                Entry::Vacant(place) => drop(place.insert(violation)),
                Entry::Occupied(mut known) => join(known.get_mut(), violation),
            }
        }
    }
    violations.into_values().collect()
}

/// Joins a violation with one of the same clause at the same place.
fn join(known: &mut Violation, violation: Violation) {
    known.evidence.extend(violation.evidence);
    for culprit in violation.culprits {
        if !known.culprits.contains(&culprit) {
            known.culprits.push(culprit);
        }
    }
    known.undecided &= violation.undecided;
}

/// For `dependentRequired`, whose trigger the engine does not name, one violation for each member
/// that is there and demands the missing one; everything else as it is.
fn dependent(schema: &Value, error: &ValidationError<'_>, violation: Violation) -> Vec<Violation> {
    let (Kind::Required { property }, Some((keyword, name))) = (
        error.kind(),
        pointer::split_last(&violation.evaluation_path),
    ) else {
        return vec![violation];
    };
    if violation.keyword != "dependentRequired" {
        return vec![violation];
    }
    let demands = schema
        .pointer(&violation.schema_location)
        .and_then(Value::as_object);
    let there = |trigger: &str| error.instance().get(trigger).is_some();
    let named: Vec<Violation> = demands
        .into_iter()
        .flatten()
        .filter(|(trigger, demanded)| {
            there(trigger)
                && demanded
                    .as_array()
                    .is_some_and(|names| names.contains(property))
        })
        .map(|(trigger, _)| Violation {
            evaluation_path: pointer::join(&pointer::join(keyword, trigger), &name),
            ..violation.clone()
        })
        .collect();
    if named.is_empty() {
        vec![violation]
    } else {
        named
    }
}

/// One error of the engine, as it is.
fn leaf(schema: &Value, error: &ValidationError<'_>) -> Violation {
    let mut evaluation_path = error.evaluation_path().to_string();
    let mut schema_location = error.schema_path().to_string();
    let instance = error.instance_path().to_string();
    let mut keyword = match error.kind() {
        Kind::FalseSchema => "false".to_owned(),
        kind => kind.keyword().to_owned(),
    };
    let mut culprits = Vec::new();
    match error.kind() {
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            culprits.push(pointer::join(&instance, name));
            // `dependentRequired` reports its trigger's path; `required` only the keyword's.
            keyword = pointer::tokens(&evaluation_path)
                .into_iter()
                .rev()
                .find(|token| token == "dependentRequired" || token == "required")
                .unwrap_or(keyword);
            evaluation_path = pointer::join(&evaluation_path, name);
        }
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            culprits.extend(unexpected.iter().map(|name| pointer::join(&instance, name)));
        }
        Kind::UnevaluatedItems { unexpected } => {
            culprits.extend(unexpected.iter().map(|name| pointer::join(&instance, name)));
        }
        Kind::PropertyNames { error } => {
            if let Some(name) = error.instance().as_str() {
                culprits.push(pointer::join(&instance, name));
            }
        }
        Kind::Contains => {
            // `minContains` and `maxContains` report under their own names: one family.
            if let Some((parent, last)) = pointer::split_last(&evaluation_path)
                && (last == "minContains" || last == "maxContains")
            {
                evaluation_path = format!("{parent}/contains");
            }
        }
        _ => {}
    }
    let of_format = numeric_format(schema, &schema_location);
    if let Some(path) = of_format.or_else(|| bound_of_format(schema, &schema_location)) {
        let inner = schema_location.len() - path.len();
        evaluation_path.truncate(evaluation_path.len() - inner);
        evaluation_path.push_str("/format");
        schema_location = format!("{path}/format");
        keyword = "format".to_owned();
    }
    Violation {
        evaluation_path,
        keyword,
        instance,
        culprits,
        schema_location,
        message: bounded(nearest::message(schema, error)),
        evidence: branches(schema, error.kind()),
        undecided: matches!(
            error.kind(),
            Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. }
        ),
    }
}

/// A message without its end, if it is long: it may hold a whole value.
fn bounded(mut message: String) -> String {
    if let Some((end, _)) = message.char_indices().nth(LONGEST_MESSAGE) {
        message.truncate(end);
        message.push('…');
    }
    message
}

/// The schema object whose numeric `format` a keyword of the prepared copy stands for, if it does:
/// it stands in a branch of `allOf` that the source does not have.
fn numeric_format<'p>(schema: &Value, schema_location: &'p str) -> Option<&'p str> {
    let (branch, _) = schema_location.rsplit_once('/')?;
    if !branch.ends_with(|last: char| last.is_ascii_digit()) || schema.pointer(branch).is_some() {
        return None;
    }
    let (branches, _) = branch.rsplit_once('/')?;
    branches.strip_suffix("/allOf")
}

/// The schema object one of whose bounds a keyword is, if its numeric `format` sets the same bound:
/// then they are one clause, the format.
fn bound_of_format<'p>(schema: &Value, schema_location: &'p str) -> Option<&'p str> {
    let (holder, keyword) = schema_location.rsplit_once('/')?;
    let schema = SchemaView::at(schema, holder)?;
    let bound = schema.is_bound_of_format(Keyword::named(keyword)?);
    bound.then_some(holder)
}

/// What the branches of `oneOf` and `anyOf` say, and what `propertyNames` says of a name.
fn branches(schema: &Value, kind: &Kind) -> Vec<Violation> {
    match kind {
        Kind::AnyOf { context }
        | Kind::OneOfNotValid { context }
        | Kind::OneOfMultipleValid { context } => context
            .iter()
            .flatten()
            .map(|error| leaf(schema, error))
            .collect(),
        Kind::PropertyNames { error } => vec![leaf(schema, error)],
        _ => Vec::new(),
    }
}

/// The violation, or that of the outermost applicator on its path that owns it.
fn owned(violation: Violation) -> Violation {
    let tokens = pointer::tokens(&violation.evaluation_path);
    let mut owners = keyword::along(&tokens, 0)
        .filter_map(|(at, keyword)| Some((at, keyword, at + keyword.owns()?)));
    let Some((at, keyword, end)) = owners.next().filter(|(.., end)| *end < tokens.len()) else {
        return violation;
    };
    let descents = keyword::along(&tokens, at);
    let descents = descents.filter(|(_, keyword)| keyword.applies().is_to_child());
    Violation {
        evaluation_path: pointer::of(&tokens[..end]),
        keyword: keyword.name().to_owned(),
        instance: ancestor(&violation.instance, descents.count()),
        culprits: Vec::new(),
        schema_location: violation.schema_location.clone(),
        message: violation.message.clone(),
        undecided: violation.undecided,
        evidence: vec![violation],
    }
}

/// The pointer without its last `steps` tokens.
fn ancestor(pointer: &str, steps: usize) -> String {
    let mut ancestor = pointer;
    for _ in 0..steps {
        ancestor = ancestor.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
    ancestor.to_owned()
}
