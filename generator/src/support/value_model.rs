//! What values look like: enough to make some, and to break one thing in them.

use serde_json::Value;

use super::rule::Broken;

/// What values of a type look like.
#[derive(Clone, Debug)]
pub enum ValueModel {
    /// There are none.
    Nothing,
    /// Any JSON.
    Any,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// An integer.
    Integer {
        /// The least one.
        min: Option<i128>,
        /// The greatest one.
        max: Option<i128>,
    },
    /// A number; only those that an `f64` holds if `double`.
    Number {
        /// Whether it must be one that an `f64` holds.
        double: bool,
    },
    /// A string.
    String {
        /// The least number of characters.
        min: usize,
        /// The greatest number of characters.
        max: Option<usize>,
    },
    /// A string of a format.
    Format(FormatTexts),
    /// One of these.
    Listed(Vec<Value>),
    /// `null`, or something else.
    Nullable(Box<ValueModel>),
    /// An array.
    Array {
        /// What its items look like.
        item: Box<ValueModel>,
        /// The least number of items.
        min: usize,
        /// The greatest number of items.
        max: Option<usize>,
    },
    /// An object whose members have any names.
    Map(Box<ValueModel>),
    /// An object.
    Object(Object),
    /// One of several that can be distinguished by JSON type.
    Union(Vec<ValueModel>),
    /// One of several objects that can be distinguished by a member.
    Tagged(&'static str, Vec<(&'static [&'static str], ValueModel)>),
    /// One of several that cannot be distinguished.
    View(View),
    /// Another type.
    Named(fn() -> ValueModel),
    /// A value that is held to a rule.
    Constrained {
        /// What it looks like otherwise.
        inner: Box<ValueModel>,
        /// What it breaks of the rule.
        broken: fn(&Value) -> Broken,
        /// What the rule asks.
        clauses: &'static [Clause],
    },
}

/// What a rule asks, as far as values are made by it.
#[derive(Clone, Copy, Debug)]
pub enum Clause {
    /// `pattern`: an expression that texts are drawn from, if there is one.
    Pattern(Option<&'static str>),
    /// `format`.
    Format(FormatTexts),
    /// `minLength` and `maxLength`.
    Length(usize, Option<usize>),
    /// `minProperties` and `maxProperties`.
    Members(usize, Option<usize>),
    /// `minimum`.
    Minimum(&'static str),
    /// `exclusiveMinimum`.
    ExclusiveMinimum(&'static str),
    /// `maximum`.
    Maximum(&'static str),
    /// `exclusiveMaximum`.
    ExclusiveMaximum(&'static str),
    /// `multipleOf`.
    MultipleOf(&'static str),
    /// `uniqueItems`.
    UniqueItems,
    /// `contains` with its counts: what the items that count look like.
    Contains(fn() -> ValueModel, usize, Option<usize>),
    /// `propertyNames`: what names look like.
    PropertyNames(fn() -> ValueModel),
    /// `dependentRequired`: members, and which others each of them needs.
    DependentRequired(&'static [(&'static str, &'static [&'static str])]),
}

/// Texts of a format of strings, and some that are not of it.
#[derive(Clone, Copy, Debug)]
pub struct FormatTexts {
    /// A regular expression; each text that it matches as a whole is of the format.
    pub drawn: &'static str,
    /// Texts of the format, those at its boundaries among them.
    pub valid: &'static [&'static str],
    /// Texts that are nearly of the format.
    pub near_misses: &'static [&'static str],
}

/// What an object looks like.
#[derive(Clone, Debug)]
pub struct Object {
    /// The members that have names.
    pub members: Vec<Member>,
    /// What further members look like; none if there are none.
    pub further: Option<Box<ValueModel>>,
    /// The least and the greatest number of members.
    pub count: (usize, Option<usize>),
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What its value looks like.
    pub model: ValueModel,
    /// Whether the type refuses an object without it.
    pub required: bool,
    /// Whether it is always there.
    pub always: bool,
}

/// What a value looks like that has several views.
#[derive(Clone, Debug)]
pub struct View {
    /// What it looks like in each of them.
    pub models: Vec<ValueModel>,
    /// Whether a value is one of them.
    pub accepts: Vec<fn(&Value) -> bool>,
    /// Whether it is one of them only.
    pub exclusive: bool,
}

/// An integer within bounds.
#[must_use]
pub fn integer(min: Option<i128>, max: Option<i128>) -> ValueModel {
    ValueModel::Integer { min, max }
}

/// An integer of `format: int32`.
#[must_use]
pub fn int32() -> ValueModel {
    integer(Some(i32::MIN.into()), Some(i32::MAX.into()))
}

/// An integer of `format: int64`.
#[must_use]
pub fn int64() -> ValueModel {
    integer(Some(i64::MIN.into()), Some(i64::MAX.into()))
}

/// A string whose length is bounded.
#[must_use]
pub fn string(min: usize, max: Option<usize>) -> ValueModel {
    ValueModel::String { min, max }
}

/// One of some strings.
#[must_use]
pub fn listed(texts: &[&str]) -> ValueModel {
    ValueModel::Listed(texts.iter().map(|text| Value::from(*text)).collect())
}

/// `null`, or something else.
#[must_use]
pub fn nullable(model: ValueModel) -> ValueModel {
    ValueModel::Nullable(Box::new(model))
}

/// An array whose length is bounded.
#[must_use]
pub fn array(item: ValueModel, min: usize, max: Option<usize>) -> ValueModel {
    let item = Box::new(item);
    ValueModel::Array { item, min, max }
}

/// An object whose members have any names.
#[must_use]
pub fn map(value: ValueModel) -> ValueModel {
    ValueModel::Map(Box::new(value))
}

/// A variant of objects that a member tells apart, with its values for that variant.
#[must_use]
pub fn variant(
    values: &'static [&'static str],
    model: ValueModel,
) -> (&'static [&'static str], ValueModel) {
    (values, model)
}

/// A value that is held to a rule: what it breaks of it, and what the rule asks.
#[must_use]
pub fn constrained(
    broken: fn(&Value) -> Broken,
    inner: ValueModel,
    clauses: &'static [Clause],
) -> ValueModel {
    ValueModel::Constrained {
        inner: Box::new(inner),
        broken,
        clauses,
    }
}

/// A member that must be there.
#[must_use]
pub fn required(name: &'static str, model: ValueModel) -> Member {
    Member {
        name,
        model,
        required: true,
        always: true,
    }
}

/// A member that may be absent.
#[must_use]
pub fn optional(name: &'static str, model: ValueModel) -> Member {
    Member {
        name,
        model,
        required: false,
        always: false,
    }
}

/// A member that the schema requires in one direction only, so that the type does not.
#[must_use]
pub fn one_way(name: &'static str, model: ValueModel) -> Member {
    Member {
        name,
        model,
        required: false,
        always: true,
    }
}

/// An object that has no further members.
#[must_use]
pub fn closed<const COUNT: usize>(members: [Member; COUNT]) -> ValueModel {
    ValueModel::Object(Object {
        members: members.into(),
        further: None,
        count: (0, None),
    })
}

/// An object that may have further members.
#[must_use]
pub fn open<const COUNT: usize>(members: [Member; COUNT], further: ValueModel) -> ValueModel {
    ValueModel::Object(Object {
        members: members.into(),
        further: Some(Box::new(further)),
        count: (0, None),
    })
}

/// An object with bounds of the number of its members.
#[must_use]
pub fn counted(model: ValueModel, min: usize, max: Option<usize>) -> ValueModel {
    match model {
        ValueModel::Object(object) => {
            // Of several bounds all hold.
            let (least, most) = object.count;
            let max = most.into_iter().chain(max).min();
            let count = (min.max(least), max);
            ValueModel::Object(Object { count, ..object })
        }
        other => other,
    }
}

/// How many named types are looked into before there is taken to be no value.
const LIMIT: u32 = 12;

impl ValueModel {
    /// How many named types the smallest value passes; none if there is no value, or none can be
    /// made because of a pattern that refers back.
    #[must_use]
    pub fn rank(&self) -> Option<u32> {
        self.rank_within(LIMIT)
    }

    fn rank_within(&self, limit: u32) -> Option<u32> {
        match self {
            Self::Named(model) if limit > 0 => Some(1 + model().rank_within(limit - 1)?),
            Self::Nothing | Self::Named(_) => None,
            Self::Array { item, min, .. } if *min > 0 => item.rank_within(limit),
            Self::Constrained { inner, clauses, .. } => {
                let undrawn = |clause: &Clause| matches!(clause, Clause::Pattern(None));
                let made = !clauses.iter().any(undrawn);
                inner.rank_within(limit).filter(|_| made)
            }
            Self::Object(object) => {
                let always = object.members.iter().filter(|member| member.always);
                let mut ranks = always.map(|member| member.model.rank_within(limit));
                ranks.try_fold(0, |most, rank| Some(most.max(rank?)))
            }
            Self::Union(models) => least(models.iter(), limit),
            Self::Tagged(_, models) => least(models.iter().map(|(_, model)| model), limit),
            Self::View(view) => least(view.models.iter(), limit),
            _ => Some(0),
        }
    }
}

fn least<'f>(models: impl Iterator<Item = &'f ValueModel>, limit: u32) -> Option<u32> {
    models.filter_map(|model| model.rank_within(limit)).min()
}
