//! Values that are held to rules.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;
use serde_json::Value;

use super::decimal_values::decimal_numbers;
use super::equality::equal;
use super::text_values::{constrained_texts, names, of_format};
use super::valid_values::{Mode, arrays, integers, maps_of, nothing, valid_values};
use super::value_model::{Clause, ValueModel};

/// What a model gives under what a rule asks.
pub fn constrained_values(
    inner: &ValueModel,
    clauses: &'static [Clause],
    mode: Mode,
) -> BoxedStrategy<Value> {
    if let ValueModel::Format(format) = inner {
        return of_format(*format);
    }
    if let Some(values) = constrained_texts(clauses, mode.plain) {
        return values;
    }
    match inner {
        ValueModel::Array { item, min, max } => constrained_arrays(item, *min, *max, clauses, mode),
        ValueModel::Map(value) => {
            let (min, max) = counted(clauses);
            maps_of(constrained_names(clauses), value, min, max, mode)
        }
        ValueModel::Integer { min, max } => {
            let of = clauses.iter().find_map(|clause| match clause {
                Clause::MultipleOf(of) => of.parse().ok(),
                _ => None,
            });
            integers(*min, *max, of.unwrap_or(1))
        }
        ValueModel::Number { .. } => decimal_numbers(clauses),
        _ => valid_values(inner, mode),
    }
}

fn counted(clauses: &[Clause]) -> (usize, Option<usize>) {
    let count = clauses.iter().find_map(|clause| match clause {
        Clause::Members(min, max) => Some((*min, *max)),
        _ => None,
    });
    count.unwrap_or((0, None))
}

/// Names as `propertyNames` wants them.
fn constrained_names(clauses: &[Clause]) -> BoxedStrategy<String> {
    let wanted = clauses.iter().find_map(|clause| match clause {
        Clause::PropertyNames(model) => Some(model()),
        _ => None,
    });
    let text = |value: Value| value.as_str().map(str::to_owned);
    wanted.map_or_else(names, |model| {
        valid_values(&model, Mode::default())
            .prop_filter_map("a name is a string", text)
            .boxed()
    })
}

/// Arrays as `uniqueItems` and `contains` want them.
fn constrained_arrays(
    item: &ValueModel,
    min: usize,
    max: Option<usize>,
    clauses: &[Clause],
    mode: Mode,
) -> BoxedStrategy<Value> {
    let wanted = clauses.iter().find_map(|clause| match clause {
        Clause::Contains(model, min, max) => Some((model(), *min, *max)),
        _ => None,
    });
    let unique = clauses.iter().any(|clause| matches!(clause, Clause::UniqueItems));
    match (wanted, item) {
        // Where any item will do, those that are wanted are put among others.
        (Some((model, least, most)), ValueModel::Any) if least > 0 => {
            let most = most.unwrap_or(least + 2).max(least);
            let wanted = vec(valid_values(&model, mode), least..=most);
            let others = arrays(item, min.saturating_sub(least), max, mode);
            let mixed = (wanted, others).prop_map(move |(mut items, others)| {
                items.extend(others.as_array().into_iter().flatten().cloned());
                items.truncate(max.unwrap_or(usize::MAX));
                items
            });
            mixed.prop_shuffle().prop_map(Value::Array).boxed()
        }
        _ if unique => unique_arrays(item, min, max, mode),
        _ => arrays(item, min, max, mode),
    }
}

/// Arrays without equal items: of a list of values a part of it, else what is left without them.
fn unique_arrays(
    item: &ValueModel,
    min: usize,
    max: Option<usize>,
    mode: Mode,
) -> BoxedStrategy<Value> {
    let mut resolved = item.clone();
    while let ValueModel::Named(model) = resolved {
        resolved = model();
    }
    if let ValueModel::Listed(values) = resolved {
        let most = max.unwrap_or(values.len()).min(values.len());
        if min > most {
            return nothing();
        }
        return subsequence(values, min..=most).prop_map(Value::Array).boxed();
    }
    let distinct = |value: Value| {
        let mut distinct: Vec<Value> = Vec::new();
        if let Value::Array(items) = value {
            for item in items {
                if !distinct.iter().any(|known| equal(known, &item)) {
                    distinct.push(item);
                }
            }
        }
        Value::Array(distinct)
    };
    let enough = move |value: &Value| value.as_array().is_some_and(|items| items.len() >= min);
    let spare = if min > 0 { min + 2 } else { 0 };
    arrays(item, spare.min(max.unwrap_or(spare)), max, mode)
        .prop_map(distinct)
        .prop_filter("too few items are distinct", enough)
        .boxed()
}
