//! Values that break one thing.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::constrained_near_misses::constrained_near_misses;
use super::equality::equal;
use super::json_type::JsonType;
use super::text_values::near_texts;
use super::valid_values::{Change, Mode, json_integer, objects, valid_values, with_tag};
use super::value_model::{Object, ValueModel};

/// Values that break one thing: a clause at one place.
#[derive(Clone, Debug)]
pub struct NearMiss {
    /// JSON Pointer of the place: of the member that is wrong, missing or not known.
    pub pointer: String,
    /// The keyword that is broken there.
    pub keyword: &'static str,
    /// The values.
    pub values: BoxedStrategy<Value>,
}

/// The longest text, and the longest array, that is made to be too long.
pub const LONG: usize = 5000;

/// What can be broken in values that look like a model.
#[must_use]
pub fn near_misses(model: &ValueModel, mode: Mode) -> Vec<NearMiss> {
    let mut misses: Vec<NearMiss> = Vec::new();
    misses.extend(other_type(model));
    misses.extend(inside(model, mode));
    misses
}

/// What can be broken without another JSON type.
#[must_use]
pub fn inside(model: &ValueModel, mode: Mode) -> Vec<NearMiss> {
    match model {
        ValueModel::Integer { min, max } => bounds(*min, *max),
        ValueModel::String { min, max } => lengths(*min, *max),
        ValueModel::Format(format) => vec![miss("format", select(near_texts(*format)).boxed())],
        ValueModel::Listed(values) => unlisted(values),
        ValueModel::Nullable(inner) => inside(inner, mode),
        ValueModel::Array { item, min, max } => array(item, *min, *max, mode),
        ValueModel::Map(value) => {
            let inner = near_misses(value, mode).into_iter();
            let wrapped = inner.map(|miss| within("member", miss, |value| json!({"member": value})));
            wrapped.collect()
        }
        ValueModel::Object(object) => members(object, mode),
        ValueModel::Union(models) => models.iter().flat_map(|model| inside(model, mode)).collect(),
        ValueModel::Tagged(tag, models) => tagged(tag, models, mode),
        ValueModel::Named(model) if mode.depth > 0 => {
            let mode = Mode {
                depth: mode.depth - 1,
                ..mode
            };
            inside(&model(), mode)
        }
        ValueModel::Constrained {
            inner,
            broken,
            clauses,
        } => constrained_near_misses(inner, *broken, clauses, mode),
        _ => Vec::new(),
    }
}

/// A near miss at the value itself.
#[must_use]
pub fn miss(keyword: &'static str, values: BoxedStrategy<Value>) -> NearMiss {
    let pointer = String::new();
    NearMiss {
        pointer,
        keyword,
        values,
    }
}

/// A near miss of what stands inside.
fn within(
    step: &str,
    inner: NearMiss,
    wrap: impl Fn(Value) -> Value + 'static,
) -> NearMiss {
    NearMiss {
        pointer: format!("/{}{}", escaped(step), inner.pointer),
        keyword: inner.keyword,
        values: inner.values.prop_map(wrap).boxed(),
    }
}

fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// The JSON types of values, at most; `Number` for all numbers, `Integer` for those alone.
fn types(model: &ValueModel) -> Vec<JsonType> {
    let one = |ty| vec![ty];
    match model {
        ValueModel::Nothing => Vec::new(),
        ValueModel::Any => vec![
            JsonType::Null,
            JsonType::Boolean,
            JsonType::Number,
            JsonType::String,
            JsonType::Array,
            JsonType::Object,
        ],
        ValueModel::Null => one(JsonType::Null),
        ValueModel::Boolean => one(JsonType::Boolean),
        ValueModel::Integer { .. } => one(JsonType::Integer),
        ValueModel::Number { .. } => one(JsonType::Number),
        ValueModel::String { .. } | ValueModel::Format(_) => one(JsonType::String),
        ValueModel::Listed(values) => values.iter().map(JsonType::of).collect(),
        ValueModel::Array { .. } => one(JsonType::Array),
        ValueModel::Map(_) | ValueModel::Object(_) | ValueModel::Tagged(..) => {
            one(JsonType::Object)
        }
        ValueModel::Nullable(inner) => {
            let mut types = types(inner);
            types.push(JsonType::Null);
            types
        }
        ValueModel::Union(models) => models.iter().flat_map(types).collect(),
        ValueModel::View(view) => view.models.iter().flat_map(types).collect(),
        ValueModel::Named(model) => types(&model()),
        ValueModel::Constrained { inner, .. } => types(inner),
    }
}

/// Values of every other JSON type, those among them that look alike.
fn other_type(model: &ValueModel) -> Option<NearMiss> {
    let types = types(model);
    let accepted = |ty: JsonType| {
        types.contains(&ty) || (ty == JsonType::Integer && types.contains(&JsonType::Number))
    };
    let candidates = [
        json!(null), json!(true), json!(false), json!(0), json!(1), json!(1.5), json!(-0.25),
        json!("true"), json!("1"), json!(""), json!("null"), json!([]), json!([null]), json!({}),
        json!({"value": 1}),
    ];
    let others: Vec<Value> = candidates
        .into_iter()
        .filter(|value| !accepted(JsonType::of(value)))
        .collect();
    (!others.is_empty()).then(|| miss("type", select(others).boxed()))
}

fn bounds(min: Option<i128>, max: Option<i128>) -> Vec<NearMiss> {
    // Beyond what JSON readers hold exactly, the next integer would be the bound itself.
    let exact = |number: i128| {
        i64::try_from(number).is_ok() || u64::try_from(number).is_ok()
    };
    // There is none beyond the widest bounds.
    let beyond = |bound: i128, step: i128| {
        let next = bound.checked_add(step).filter(|next| exact(*next));
        next.or_else(|| bound.checked_mul(2)).map(json_integer)
    };
    let min = min.and_then(|min| beyond(min, -1)).map(|value| miss("minimum", Just(value).boxed()));
    let max = max.and_then(|max| beyond(max, 1)).map(|value| miss("maximum", Just(value).boxed()));
    min.into_iter().chain(max).collect()
}

/// Texts that are too short or too long.
#[must_use]
pub fn lengths(min: usize, max: Option<usize>) -> Vec<NearMiss> {
    let exactly = |count: usize| {
        let characters = vec(proptest::char::range('a', 'z'), count..=count);
        characters.prop_map(|text| Value::String(text.into_iter().collect())).boxed()
    };
    let short = min.checked_sub(1).map(|count| miss("minLength", exactly(count)));
    let long = max.filter(|max| *max < LONG);
    let long = long.map(|max| miss("maxLength", exactly(max + 1)));
    short.into_iter().chain(long).collect()
}

fn unlisted(values: &[Value]) -> Vec<NearMiss> {
    let strings = values.iter().filter_map(Value::as_str);
    let near = strings.flat_map(|text| {
        let (lower, upper) = (text.to_lowercase(), text.to_uppercase());
        [format!("{text} "), format!("{text}x"), lower, upper]
    });
    let mut candidates: Vec<Value> = near.map(Value::from).collect();
    candidates.extend([json!(17), json!(0.125), json!(true), json!(false)]);
    let types: Vec<JsonType> = values.iter().map(JsonType::of).collect();
    let others: Vec<Value> = candidates
        .into_iter()
        .filter(|other| types.contains(&JsonType::of(other)))
        .filter(|other| !values.iter().any(|value| equal(value, other)))
        .collect();
    let missed = (!others.is_empty()).then(|| miss("enum", select(others).boxed()));
    missed.into_iter().collect()
}

fn array(item: &ValueModel, min: usize, max: Option<usize>, mode: Mode) -> Vec<NearMiss> {
    let mut misses = Vec::new();
    if item.rank().is_some() {
        let exactly = |count: usize| {
            let small = Mode { depth: 0, ..mode };
            vec(valid_values(item, small), count..=count).prop_map(Value::Array).boxed()
        };
        if let Some(count) = min.checked_sub(1) {
            misses.push(miss("minItems", exactly(count)));
        }
        if let Some(max) = max.filter(|max| *max < LONG) {
            misses.push(miss("maxItems", exactly(max + 1)));
        }
    }
    if max == Some(0) {
        return misses;
    }
    // The first item is wrong, and as many follow as there must be.
    let follow = min.saturating_sub(1);
    for inner in near_misses(item, mode) {
        let others = vec(valid_values(item, Mode { depth: 0, ..mode }), follow..=follow);
        let values = (inner.values, others).prop_map(|(wrong, mut others)| {
            others.insert(0, wrong);
            Value::Array(others)
        });
        misses.push(NearMiss {
            pointer: format!("/0{}", inner.pointer),
            keyword: inner.keyword,
            values: values.boxed(),
        });
    }
    misses
}

fn members(object: &Object, mode: Mode) -> Vec<NearMiss> {
    let mut misses = Vec::new();
    let around = mode.shallow();
    let always = object.members.iter().filter(|member| member.always);
    if always.clone().any(|member| member.model.rank().is_none()) {
        return misses;
    }
    let always = always.count();
    for (index, member) in object.members.iter().enumerate() {
        let pointer = format!("/{}", escaped(member.name));
        if member.required && object.count.0 < always {
            misses.push(NearMiss {
                pointer: pointer.clone(),
                keyword: "required",
                values: objects(object, &Change::Without(index), around),
            });
        }
        for inner in near_misses(&member.model, mode) {
            misses.push(NearMiss {
                pointer: format!("{pointer}{}", inner.pointer),
                keyword: inner.keyword,
                values: objects(object, &Change::Member(index, inner.values), around),
            });
        }
    }
    match &object.further {
        None if object.count.1.is_none() => {
            let name = "a member that nobody knows";
            let change = Change::Further(name, Just(json!(1)).boxed());
            misses.push(NearMiss {
                pointer: format!("/{name}"),
                keyword: "additionalProperties",
                values: objects(object, &change, around),
            });
        }
        None => {}
        Some(model) => {
            let name = "a member that nobody knows";
            for inner in near_misses(model, mode) {
                misses.push(NearMiss {
                    pointer: format!("/{name}{}", inner.pointer),
                    keyword: inner.keyword,
                    values: objects(object, &Change::Further(name, inner.values), around),
                });
            }
        }
    }
    if object.count.0 > always {
        let open = Object {
            count: (0, None),
            ..object.clone()
        };
        let few = objects(&open, &Change::AtMost(object.count.0 - 1), around);
        misses.push(miss("minProperties", few));
    }
    misses
}

fn tagged(
    tag: &'static str,
    models: &[(&'static [&'static str], ValueModel)],
    mode: Mode,
) -> Vec<NearMiss> {
    let mut misses = Vec::new();
    let place = format!("/{}", escaped(tag));
    for (values, model) in models.iter().filter(|(_, model)| model.rank().is_some()) {
        let inner = inside(model, mode).into_iter();
        let elsewhere = inner.filter(|inner| {
            let of_the_tag = inner.pointer.strip_prefix(place.as_str());
            !of_the_tag.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        misses.extend(elsewhere.map(|inner| NearMiss {
            values: with_tag(inner.values, tag, values),
            ..inner
        }));
        let whole = valid_values(model, mode.shallow());
        let unknown = ["a tag that nobody knows"].as_slice();
        misses.push(NearMiss {
            pointer: place.clone(),
            keyword: "discriminator",
            values: with_tag(whole.clone(), tag, unknown),
        });
        let without = whole.prop_map(move |mut value| {
            value.as_object_mut().and_then(|members| members.remove(tag));
            value
        });
        misses.push(NearMiss {
            pointer: place.clone(),
            keyword: "required",
            values: without.boxed(),
        });
    }
    misses
}
