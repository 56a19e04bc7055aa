//! What schemas ask of values beyond their types (JSON Schema 2020-12, Validation, section 6).
//!
//! Each function looks at the values that its keyword is about, and lets all others pass.

use std::cmp::Ordering;

use serde_json::Value;

use super::decimal::Decimal;
use super::decode::Decode;
use super::equality::equal;
use super::issue::{At, IssueKind, IssueSink};
use super::union::accepts;

/// What a schema asks of a value.
pub trait Rule {
    /// What a value breaks of it.
    fn broken(value: &Value) -> Broken;
}

/// What a value breaks.
pub type Broken = Vec<IssueKind>;

/// What is broken of several clauses.
#[must_use]
pub fn all<const COUNT: usize>(clauses: [Option<IssueKind>; COUNT]) -> Broken {
    clauses.into_iter().flatten().collect()
}

/// Adds what is broken; gives nothing if something is.
pub fn judge(broken: Broken, at: At<'_>, sink: &mut IssueSink) -> Option<()> {
    let permitted = broken.is_empty();
    for kind in broken {
        sink.add(at, kind);
    }
    permitted.then_some(())
}

/// `minLength` and `maxLength`, in Unicode scalar values.
#[must_use]
pub fn length(value: &Value, min: usize, max: Option<usize>) -> Option<IssueKind> {
    let found = value.as_str()?.chars().count();
    if found < min {
        return Some(IssueKind::TooShort { min, found });
    }
    let max = max.filter(|max| found > *max)?;
    Some(IssueKind::TooLong { max, found })
}

/// `minProperties` and `maxProperties`.
#[must_use]
pub fn members(value: &Value, min: usize, max: Option<usize>) -> Option<IssueKind> {
    let found = value.as_object()?.len();
    if found < min {
        return Some(IssueKind::TooFewMembers { min, found });
    }
    let max = max.filter(|max| found > *max)?;
    Some(IssueKind::TooManyMembers { max, found })
}

/// `uniqueItems`.
#[must_use]
pub fn unique_items(value: &Value) -> Option<IssueKind> {
    let items = value.as_array()?;
    items.iter().enumerate().find_map(|(second, item)| {
        let first = items.iter().take(second).position(|one| equal(one, item))?;
        Some(IssueKind::Repeated { first, second })
    })
}

/// `contains`, `minContains` and `maxContains`: how many items are a `T`.
#[must_use]
pub fn contains<T: Decode>(value: &Value, min: usize, max: Option<usize>) -> Option<IssueKind> {
    let found = value.as_array()?.iter().filter(|item| accepts::<T>(item)).count();
    let too_many = max.is_some_and(|max| found > max);
    (found < min || too_many).then_some(IssueKind::Contains { min, max, found })
}

/// `propertyNames`: every name is a `T`.
#[must_use]
pub fn property_names<T: Decode>(value: &Value) -> Option<IssueKind> {
    value.as_object()?.keys().find_map(|name| {
        let issues = T::from_value(Value::from(name.as_str())).err()?;
        let why = Box::new(issues.first().kind.clone());
        Some(IssueKind::WrongName { why })
    })
}

/// `dependentRequired`: members, and which others each of them needs.
#[must_use]
pub fn dependent_required(
    value: &Value,
    dependent: &[(&'static str, &[&'static str])],
) -> Option<IssueKind> {
    let object = value.as_object()?;
    let present = dependent.iter().filter(|(beside, _)| object.contains_key(*beside));
    let mut needed = present.flat_map(|(beside, needed)| needed.iter().map(|one| (*beside, *one)));
    let (beside, missing) = needed.find(|(_, needed)| !object.contains_key(*needed))?;
    Some(IssueKind::MissingBeside { missing, beside })
}

/// `minimum`.
#[must_use]
pub fn minimum(value: &Value, bound: &'static str) -> Option<IssueKind> {
    let kind = IssueKind::OutOfBounds { words: "at least", bound };
    compare(value, bound)?.is_lt().then_some(kind)
}

/// `exclusiveMinimum`.
#[must_use]
pub fn exclusive_minimum(value: &Value, bound: &'static str) -> Option<IssueKind> {
    let kind = IssueKind::OutOfBounds { words: "greater than", bound };
    compare(value, bound)?.is_le().then_some(kind)
}

/// `maximum`.
#[must_use]
pub fn maximum(value: &Value, bound: &'static str) -> Option<IssueKind> {
    let kind = IssueKind::OutOfBounds { words: "at most", bound };
    compare(value, bound)?.is_gt().then_some(kind)
}

/// `exclusiveMaximum`.
#[must_use]
pub fn exclusive_maximum(value: &Value, bound: &'static str) -> Option<IssueKind> {
    let kind = IssueKind::OutOfBounds { words: "less than", bound };
    compare(value, bound)?.is_ge().then_some(kind)
}

/// `multipleOf`.
#[must_use]
pub fn multiple_of(value: &Value, of: &'static str) -> Option<IssueKind> {
    let Value::Number(number) = value else {
        return None;
    };
    let multiple = number.to_string().parse::<Decimal>().ok()?;
    let divides = multiple.is_multiple_of(&of.parse().ok()?);
    (!divides).then_some(IssueKind::NotMultiple { of })
}

fn compare(value: &Value, bound: &str) -> Option<Ordering> {
    let Value::Number(number) = value else {
        return None;
    };
    let (number, bound): (Decimal, Decimal) =
        (number.to_string().parse().ok()?, bound.parse().ok()?);
    Some(number.compare(&bound))
}
