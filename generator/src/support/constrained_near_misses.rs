//! Values that break one clause of a rule.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::decimal_values::{fraction, scaled, text, written};
use super::issue::IssueKind;
use super::near_miss::{LONG, NearMiss, inside, lengths, miss};
use super::rule::Broken;
use super::text_values::{near_texts, words};
use super::unusual_texts::UNUSUAL_TEXTS;
use super::valid_values::{Change, Mode, objects, valid_values};
use super::value_model::{Clause, ValueModel};

/// What breaks a rule, and what breaks the value that is held to it elsewhere.
#[must_use]
pub fn constrained_near_misses(
    inner: &ValueModel,
    broken: fn(&Value) -> Broken,
    clauses: &'static [Clause],
    mode: Mode,
) -> Vec<NearMiss> {
    let judged = move |candidates: Vec<Value>| -> Option<BoxedStrategy<Value>> {
        let wrong = candidates.into_iter().filter(|value| !broken(value).is_empty());
        let wrong: Vec<Value> = wrong.collect();
        (!wrong.is_empty()).then(|| select(wrong).boxed())
    };
    let mut misses: Vec<NearMiss> = Vec::new();
    for clause in clauses {
        let (keyword, candidates): (&'static str, Vec<Value>) = match clause {
            Clause::Pattern(_) => ("pattern", UNUSUAL_TEXTS.iter().map(|text| json!(text)).collect()),
            Clause::Format(format) => ("format", near_texts(*format)),
            Clause::Length(min, max) => {
                misses.extend(lengths(*min, *max));
                continue;
            }
            Clause::Members(min, max) => {
                misses.extend(counts(inner, *min, *max, mode));
                continue;
            }
            Clause::UniqueItems => {
                misses.extend(repeated(inner, mode));
                continue;
            }
            Clause::Contains(model, min, max) => {
                misses.extend(miscounted(inner, &model(), *min, *max, broken));
                continue;
            }
            Clause::PropertyNames(model) => {
                misses.extend(misnamed(inner, &model(), broken, mode));
                continue;
            }
            Clause::DependentRequired(dependent) => {
                misses.extend(dependent.iter().filter_map(|(beside, _)| lonely(inner, beside, broken, mode)));
                continue;
            }
            Clause::Minimum(_) => ("minimum", around(clause, -1, clauses)),
            Clause::ExclusiveMinimum(_) => ("exclusiveMinimum", around(clause, 0, clauses)),
            Clause::Maximum(_) => ("maximum", around(clause, 1, clauses)),
            Clause::ExclusiveMaximum(_) => ("exclusiveMaximum", around(clause, 0, clauses)),
            Clause::MultipleOf(_) => ("multipleOf", fractions(clause, inner)),
        };
        misses.extend(judged(candidates).map(|values| miss(keyword, values)));
    }
    // The bounds of an integer are those of its type, and its multiples break them, too.
    let permitted = inside(inner, mode).into_iter();
    for inner in permitted.filter(|miss| !is_misnamed(&miss.pointer, broken)) {
        // What is wrong elsewhere is the only thing that is wrong.
        let only_there = !inner.pointer.is_empty() && clauses.iter().any(is_of_parts);
        let values = if only_there {
            let alone = move |value: &Value| broken(value).is_empty();
            inner.values.prop_filter("the rule is broken, too", alone).boxed()
        } else {
            inner.values
        };
        misses.push(NearMiss { values, ..inner });
    }
    misses
}

/// Numbers beside a bound, in steps of what numbers must be multiples of.
fn around(clause: &Clause, side: i128, clauses: &[Clause]) -> Vec<Value> {
    let Some(bound) = text(clause) else {
        return Vec::new();
    };
    let multiple = clauses.iter().find_map(|clause| match clause {
        Clause::MultipleOf(of) => Some(*of),
        _ => None,
    });
    let digits = fraction(bound).max(multiple.map_or(1, fraction));
    let step = multiple.map_or(1, |of| scaled(of, digits)).max(1);
    let bound = scaled(bound, digits);
    let near = [1, 2, 10].map(|steps| written(bound + side * steps * step, digits));
    near.into()
}

/// Numbers between multiples; whole ones for an integer.
fn fractions(clause: &Clause, inner: &ValueModel) -> Vec<Value> {
    let Some(of) = text(clause) else {
        return Vec::new();
    };
    let whole = matches!(inner, ValueModel::Integer { .. });
    let digits = if whole { 0 } else { fraction(of) + 1 };
    let step = scaled(of, digits);
    let (least, most) = match inner {
        ValueModel::Integer { min, max } => (min.unwrap_or(0), max.unwrap_or(i128::MAX)),
        _ => (i128::MIN, i128::MAX),
    };
    let first = if least == i128::MIN { 0 } else { least };
    let near = [1, 2, 3, step / 2, step + 1].map(|offset| first + offset);
    let near = near.into_iter().filter(|number| *number <= most);
    near.map(|number| written(number, digits)).collect()
}

fn counts(inner: &ValueModel, min: usize, max: Option<usize>, mode: Mode) -> Vec<NearMiss> {
    let ValueModel::Map(value) = inner else {
        return Vec::new();
    };
    let exactly = |count: usize| {
        let small = Mode { depth: 0, ..mode };
        let members = proptest::collection::btree_map(words(3..9), valid_values(value, small), count..=count);
        let object = |members: std::collections::BTreeMap<String, Value>| {
            Value::Object(members.into_iter().collect())
        };
        members.prop_map(object).boxed()
    };
    let few = min.checked_sub(1).map(|count| miss("minProperties", exactly(count)));
    let many = max.filter(|max| *max < LONG);
    let many = many.map(|max| miss("maxProperties", exactly(max + 1)));
    few.into_iter().chain(many).collect()
}

fn repeated(inner: &ValueModel, mode: Mode) -> Option<NearMiss> {
    let ValueModel::Array { item, min, max } = inner else {
        return None;
    };
    item.rank()?;
    let count = (*min).max(2);
    if max.is_some_and(|max| max < count) {
        return None;
    }
    let same = valid_values(item, mode);
    let values = same.prop_map(move |item| Value::Array(vec![item; count]));
    Some(miss("uniqueItems", values.boxed()))
}

/// Whether what is wrong stands in a member whose name is not permitted.
fn is_misnamed(pointer: &str, broken: fn(&Value) -> Broken) -> bool {
    let name = pointer.strip_prefix('/').and_then(|rest| rest.split('/').next());
    name.is_some_and(|name| {
        let name = name.replace("~1", "/").replace("~0", "~");
        let kinds = broken(&json!({ name: null }));
        kinds.iter().any(|kind| matches!(kind, IssueKind::WrongName { .. }))
    })
}

/// Whether a clause concerns members or items.
fn is_of_parts(clause: &Clause) -> bool {
    let parts = matches!(
        clause,
        Clause::Contains(..) | Clause::PropertyNames(_) | Clause::DependentRequired(_)
    );
    parts || matches!(clause, Clause::UniqueItems)
}

/// Arrays with too few of the items that are wanted, or too many.
fn miscounted(
    inner: &ValueModel,
    wanted: &ValueModel,
    least: usize,
    most: Option<usize>,
    broken: fn(&Value) -> Broken,
) -> Vec<NearMiss> {
    let ValueModel::Array { item, min, max } = inner else {
        return Vec::new();
    };
    let permitted = |count: usize| count >= *min && max.is_none_or(|max| count <= max);
    let exactly = |model: &ValueModel, count: usize| {
        let small = Mode { depth: 0, plain: false };
        let items = vec(valid_values(model, small), count..=count).prop_map(Value::Array);
        items.prop_filter("they are right", move |items| !broken(items).is_empty()).boxed()
    };
    let mut misses = Vec::new();
    if least > 0 && *min == 0 {
        misses.push(miss("contains", Just(json!([])).boxed()));
    }
    let too_many = most.map(|most| most + 1).filter(|count| permitted(*count));
    // Only where any item will do are those that are wanted items, too.
    if let (Some(count), ValueModel::Any) = (too_many.filter(|count| *count < LONG), &**item) {
        misses.push(miss("maxContains", exactly(wanted, count)));
    }
    misses
}

/// Objects with a name that is not permitted.
fn misnamed(
    inner: &ValueModel,
    names: &ValueModel,
    broken: fn(&Value) -> Broken,
    mode: Mode,
) -> Vec<NearMiss> {
    let ValueModel::Map(value) = inner else {
        return Vec::new();
    };
    value.rank().map_or_else(Vec::new, |_| {
        let wrong = inside(names, mode).into_iter();
        let wrong = wrong.map(|name| {
            let small = Mode { depth: 0, ..mode };
            let members = (name.values, valid_values(value, small));
            let object = |(name, value): (Value, Value)| Some(json!({ name.as_str()?: value }));
            let objects = members.prop_filter_map("a name is a string", object);
            let wrong = objects.prop_filter("it is right", move |it| !broken(it).is_empty());
            miss("propertyNames", wrong.boxed())
        });
        wrong.collect()
    })
}

/// Objects with a member that needs another, which is not there.
fn lonely(
    inner: &ValueModel,
    beside: &'static str,
    broken: fn(&Value) -> Broken,
    mode: Mode,
) -> Option<NearMiss> {
    let objects = match inner {
        ValueModel::Object(object) => {
            let mut members = object.members.iter();
            let index = members.position(|member| member.name == beside)?;
            let model = &object.members[index].model;
            model.rank()?;
            let values = valid_values(model, mode.shallow());
            objects(object, &Change::Member(index, values), mode.shallow())
        }
        ValueModel::Map(value) => {
            value.rank()?;
            let values = valid_values(value, mode.shallow());
            values.prop_map(move |value| json!({ beside: value })).boxed()
        }
        _ => return None,
    };
    let wrong = objects.prop_filter("it is right", move |it| !broken(it).is_empty());
    Some(miss("dependentRequired", wrong.boxed()))
}
