//! Values that look as they ought to.

use std::cell::OnceCell;
use std::rc::Rc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

use super::constrained_values::constrained_values;
use super::decode::Decode;
use super::text_values::{names, of_format, strings};
use super::value_model::{Object, ValueModel, View};

/// How values are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode {
    /// How many named types are passed before values become as small as they can be.
    pub depth: u32,
    /// Whether strings are such that every part of a request can hold them.
    pub plain: bool,
}

impl Default for Mode {
    fn default() -> Self {
        let (depth, plain) = (3, false);
        Self { depth, plain }
    }
}

impl Mode {
    /// For what stands beside the one thing that matters.
    #[must_use]
    pub fn shallow(self) -> Self {
        let depth = self.depth.min(1);
        Self { depth, ..self }
    }

    fn inside(self) -> Self {
        let depth = self.depth.saturating_sub(1);
        Self { depth, ..self }
    }
}

/// Values of a type that look like the model.
pub fn decoded<T: Decode + std::fmt::Debug + 'static>(
    model: &ValueModel,
    mode: Mode,
) -> BoxedStrategy<T> {
    let decode = |value| T::from_value(value).ok();
    valid_values(model, mode)
        .prop_filter_map("the model and the type differ", decode)
        .boxed()
}

/// JSON that looks like the model.
pub fn valid_values(model: &ValueModel, mode: Mode) -> BoxedStrategy<Value> {
    match model {
        ValueModel::Nothing => nothing(),
        ValueModel::Any => any_json(mode),
        ValueModel::Null => Just(Value::Null).boxed(),
        ValueModel::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        ValueModel::Integer { min, max } => integers(*min, *max, 1),
        ValueModel::Number { double } => numbers(*double),
        ValueModel::String { min, max } => strings(*min, *max, mode.plain),
        ValueModel::Format(format) => of_format(*format),
        ValueModel::Listed(values) => select(values.clone()).boxed(),
        ValueModel::Nullable(inner) if inner.rank().is_none() => Just(Value::Null).boxed(),
        ValueModel::Nullable(inner) => {
            let weight = if mode.depth == 0 { 4 } else { 1 };
            prop_oneof![weight => Just(Value::Null), 3 => valid_values(inner, mode)].boxed()
        }
        ValueModel::Array { item, min, max } => arrays(item, *min, *max, mode),
        ValueModel::Map(value) => maps(value, 0, None, &[], mode),
        ValueModel::Object(object) => objects(object, &Change::None, mode),
        ValueModel::Union(models) => one_of(models.iter(), mode),
        ValueModel::Tagged(tag, models) => {
            let tagged = models.iter().map(|(values, model)| {
                (model, tagged(model, tag, values, mode))
            });
            one(tagged, mode)
        }
        ValueModel::View(view) => views(view, mode),
        ValueModel::Named(model) => {
            let model = *model;
            // Made when it is first needed, because types contain themselves.
            let cell: Rc<OnceCell<BoxedStrategy<Value>>> = Rc::default();
            let make = move || valid_values(&model(), mode.inside());
            let later = Just(()).prop_flat_map(move |()| cell.get_or_init(make).clone());
            later.boxed()
        }
        ValueModel::Constrained {
            inner,
            broken,
            clauses,
        } => {
            let broken = *broken;
            constrained_values(inner, clauses, mode)
                .prop_filter("the rule and its clauses differ", move |value| {
                    broken(value).is_empty()
                })
                .boxed()
        }
    }
}

/// What an object is to have beside what its model says.
#[derive(Clone, Debug)]
pub enum Change {
    /// Nothing.
    None,
    /// The member at this place has one of these values.
    Member(usize, BoxedStrategy<Value>),
    /// The member at this place is not there.
    Without(usize),
    /// A further member of this name has one of these values.
    Further(&'static str, BoxedStrategy<Value>),
    /// There are no more members than these.
    AtMost(usize),
}

/// Objects that look like the model but for one change.
pub fn objects(object: &Object, change: &Change, mode: Mode) -> BoxedStrategy<Value> {
    let forced = |index: usize| match change {
        Change::Member(other, _) => *other == index,
        _ => false,
    };
    let left_out = |index: usize| matches!(change, Change::Without(other) if *other == index);
    let (mut always, mut sometimes) = (Vec::new(), Vec::new());
    for (index, member) in object.members.iter().enumerate() {
        if left_out(index) {
            continue;
        }
        if member.always || forced(index) {
            always.push(index);
        } else if member.model.rank().is_some() {
            sometimes.push(index);
        }
    }
    let (min, max) = object.count;
    let room = max.map_or(usize::MAX, |max| max.saturating_sub(always.len()));
    let room = match change {
        Change::AtMost(most) => most.saturating_sub(always.len()),
        _ => room,
    };
    let most = if mode.depth == 0 { 0 } else { sometimes.len() };
    let least = min.saturating_sub(always.len()).min(sometimes.len()).min(room);
    let most = most.min(room).max(least);
    let missing = min.saturating_sub(always.len() + sometimes.len());
    let further = object.further.clone().filter(|_| !matches!(change, Change::AtMost(_)));
    let further = match further {
        Some(model) if max.is_none() && mode.depth > 0 || missing > 0 => {
            let extra = if missing > 0 { missing..=missing } else { 0..=2 };
            let names: Vec<&str> = object.members.iter().map(|member| member.name).collect();
            maps(&model, *extra.start(), Some(*extra.end()), &names, mode)
        }
        _ => Just(json!({})).boxed(),
    };
    let members: Vec<BoxedStrategy<(&'static str, Value)>> = object
        .members
        .iter()
        .enumerate()
        .map(|(index, member)| {
            let values = match change {
                Change::Member(other, values) if *other == index => values.clone(),
                _ => valid_values(&member.model, mode),
            };
            let name = member.name;
            values.prop_map(move |value| (name, value)).boxed()
        })
        .collect();
    let extra = match change {
        Change::Further(name, values) => {
            let name = *name;
            values.clone().prop_map(move |value| Some((name, value))).boxed()
        }
        _ => Just(None).boxed(),
    };
    let chosen = subsequence(sometimes, least..=most);
    let named = chosen.prop_flat_map(move |chosen| {
        let indexes = always.iter().copied().chain(chosen);
        let members = indexes.filter_map(|index| members.get(index).cloned());
        members.collect::<Vec<_>>()
    });
    (named, further, extra)
        .prop_map(|(named, further, extra)| {
            let members = named.into_iter().chain(extra);
            let mut object: Map<String, Value> =
                members.map(|(name, value)| (name.to_owned(), value)).collect();
            object.extend(further.as_object().cloned().unwrap_or_default());
            Value::Object(object)
        })
        .boxed()
}

/// Objects of one variant, whose tag says so.
fn tagged(
    model: &ValueModel,
    tag: &'static str,
    values: &'static [&'static str],
    mode: Mode,
) -> BoxedStrategy<Value> {
    with_tag(valid_values(model, mode), tag, values)
}

/// Objects with one of the values as their tag.
pub fn with_tag(
    objects: BoxedStrategy<Value>,
    tag: &'static str,
    values: &'static [&'static str],
) -> BoxedStrategy<Value> {
    let tags = select(values.to_vec());
    let set = move |(mut object, value): (Value, &'static str)| {
        if let Some(members) = object.as_object_mut() {
            members.insert(tag.to_owned(), value.into());
        }
        object
    };
    (objects, tags).prop_map(set).boxed()
}

/// No value.
pub fn nothing() -> BoxedStrategy<Value> {
    Just(Value::Null).prop_filter("there is no value", |_| false).boxed()
}

fn one_of<'f>(models: impl Iterator<Item = &'f ValueModel>, mode: Mode) -> BoxedStrategy<Value> {
    one(models.map(|model| (model, valid_values(model, mode))), mode)
}

/// One of several models; one of those with the smallest values when values are to be small.
fn one<'f>(
    models: impl Iterator<Item = (&'f ValueModel, BoxedStrategy<Value>)>,
    mode: Mode,
) -> BoxedStrategy<Value> {
    let ranked = models.filter_map(|(model, values)| Some((model.rank()?, values)));
    let mut ranked: Vec<(u32, BoxedStrategy<Value>)> = ranked.collect();
    if mode.depth == 0 {
        let least = ranked.iter().map(|(rank, _)| *rank).min();
        ranked.retain(|(rank, _)| Some(*rank) == least);
    }
    if ranked.is_empty() {
        return nothing();
    }
    let values: Vec<BoxedStrategy<Value>> = ranked.into_iter().map(|(_, values)| values).collect();
    proptest::strategy::Union::new(values).boxed()
}

fn views(view: &View, mode: Mode) -> BoxedStrategy<Value> {
    let values = one_of(view.models.iter(), mode);
    if !view.exclusive {
        return values;
    }
    let accepts = view.accepts.clone();
    let alone = move |value: &Value| accepts.iter().filter(|accepts| accepts(value)).count() == 1;
    values.prop_filter("several alternatives accept it", alone).boxed()
}

/// Arrays of so many items.
pub fn arrays(
    item: &ValueModel,
    min: usize,
    max: Option<usize>,
    mode: Mode,
) -> BoxedStrategy<Value> {
    let most = max.unwrap_or(min + 4).min(min + 4);
    let most = match item.rank() {
        None => 0,
        Some(_) if mode.depth == 0 => min,
        Some(_) => most,
    };
    vec(valid_values(item, mode), min..=most.max(min)).prop_map(Value::Array).boxed()
}

/// Objects with members of any names but those that are taken.
fn maps(
    value: &ValueModel,
    min: usize,
    max: Option<usize>,
    taken: &[&str],
    mode: Mode,
) -> BoxedStrategy<Value> {
    let taken: Vec<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    let free = names().prop_filter("the name is taken", move |name| !taken.contains(name));
    maps_of(free.boxed(), value, min, max, mode)
}

/// Objects with members of these names.
pub fn maps_of(
    names: BoxedStrategy<String>,
    value: &ValueModel,
    min: usize,
    max: Option<usize>,
    mode: Mode,
) -> BoxedStrategy<Value> {
    let most = max.unwrap_or(min + 3).min(min + 3);
    let most = match value.rank() {
        None => 0,
        Some(_) if mode.depth == 0 => min,
        Some(_) => most,
    };
    proptest::collection::btree_map(names, valid_values(value, mode), min..=most.max(min))
        .prop_map(|members| Value::Object(members.into_iter().collect()))
        .boxed()
}

fn any_json(mode: Mode) -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        integers(None, None, 1),
        numbers(false),
        strings(0, None, mode.plain),
    ];
    if mode.depth == 0 {
        return leaf.boxed();
    }
    let deeper = |inner: BoxedStrategy<Value>| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::Array),
            proptest::collection::btree_map(names(), inner, 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    };
    leaf.prop_recursive(2, 8, 3, deeper).boxed()
}

/// Multiples of an integer within bounds, at the bounds more often than elsewhere.
pub fn integers(min: Option<i128>, max: Option<i128>, of: i128) -> BoxedStrategy<Value> {
    let (low, high) = (i128::from(i64::MIN), i128::from(u64::MAX));
    let min = min.unwrap_or(low).clamp(low, high);
    let max = max.unwrap_or(high).clamp(low, high);
    let of = of.max(1);
    let (least, most) = (-((-min).div_euclid(of)), max.div_euclid(of));
    if least > most {
        return nothing();
    }
    let near = |bound: i128| bound.clamp(least, most);
    let (a, b) = (near(-100), near(100));
    let write = move |number: i128| json_integer(number * of);
    prop_oneof![
        2 => select(vec![least, most, near(0), near(1), near(-1)]),
        3 => a..=b,
        2 => least..=most,
    ]
    .prop_map(write)
    .boxed()
}

/// An integer as JSON.
#[must_use]
pub fn json_integer(number: i128) -> Value {
    let small = i64::try_from(number).map(Value::from);
    let large = || u64::try_from(number).map(Value::from);
    small.or_else(|_| large()).unwrap_or_else(|_| {
        serde_json::from_str(&format!("{number}e0")).unwrap_or_default()
    })
}

fn numbers(double: bool) -> BoxedStrategy<Value> {
    let finite = proptest::num::f64::NORMAL | proptest::num::f64::ZERO;
    let plain = (-1_000_000_i32..1_000_000).prop_map(|number| f64::from(number) / 100.0);
    let floats = prop_oneof![finite, plain].prop_map(Value::from);
    if double {
        return floats.boxed();
    }
    prop_oneof![floats, integers(None, None, 1)].boxed()
}
