//! What values look like: enough to make some, and to break one thing in them.

use serde_json::Value;

use super::rule::Broken;

/// What values of a type look like.
#[derive(Clone, Debug)]
pub enum Form {
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
    Nullable(Box<Form>),
    /// An array.
    Array {
        /// What its items look like.
        item: Box<Form>,
        /// The least number of items.
        min: usize,
        /// The greatest number of items.
        max: Option<usize>,
    },
    /// An object whose members have any names.
    Map(Box<Form>),
    /// An object.
    Object(Object),
    /// One of several that can be distinguished by JSON type.
    Union(Vec<Form>),
    /// One of several objects that can be distinguished by a member.
    Tagged(&'static str, Vec<(&'static [&'static str], Form)>),
    /// One of several that cannot be distinguished.
    View(View),
    /// Another type.
    Named(fn() -> Form),
    /// A value that is held to a rule.
    Held {
        /// What it looks like otherwise.
        inner: Box<Form>,
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
    Contains(fn() -> Form, usize, Option<usize>),
    /// `propertyNames`: what names look like.
    PropertyNames(fn() -> Form),
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
    pub further: Option<Box<Form>>,
    /// The least and the greatest number of members.
    pub count: (usize, Option<usize>),
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What its value looks like.
    pub form: Form,
    /// Whether the type refuses an object without it.
    pub required: bool,
    /// Whether it is always there.
    pub always: bool,
}

/// What a value looks like that has several views.
#[derive(Clone, Debug)]
pub struct View {
    /// What it looks like in each of them.
    pub forms: Vec<Form>,
    /// Whether a value is one of them.
    pub accepts: Vec<fn(&Value) -> bool>,
    /// Whether it is one of them only.
    pub exclusive: bool,
}

/// An integer within bounds.
#[must_use]
pub fn integer(min: Option<i128>, max: Option<i128>) -> Form {
    Form::Integer { min, max }
}

/// An integer of `format: int32`.
#[must_use]
pub fn int32() -> Form {
    integer(Some(i32::MIN.into()), Some(i32::MAX.into()))
}

/// An integer of `format: int64`.
#[must_use]
pub fn int64() -> Form {
    integer(Some(i64::MIN.into()), Some(i64::MAX.into()))
}

/// A string whose length is bounded.
#[must_use]
pub fn string(min: usize, max: Option<usize>) -> Form {
    Form::String { min, max }
}

/// One of some strings.
#[must_use]
pub fn listed(texts: &[&str]) -> Form {
    Form::Listed(texts.iter().map(|text| Value::from(*text)).collect())
}

/// `null`, or something else.
#[must_use]
pub fn nullable(form: Form) -> Form {
    Form::Nullable(Box::new(form))
}

/// An array whose length is bounded.
#[must_use]
pub fn array(item: Form, min: usize, max: Option<usize>) -> Form {
    let item = Box::new(item);
    Form::Array { item, min, max }
}

/// An object whose members have any names.
#[must_use]
pub fn map(value: Form) -> Form {
    Form::Map(Box::new(value))
}

/// A variant of objects that a member tells apart, with its values for that variant.
#[must_use]
pub fn variant(
    values: &'static [&'static str],
    form: Form,
) -> (&'static [&'static str], Form) {
    (values, form)
}

/// A value that is held to a rule: what it breaks of it, and what the rule asks.
#[must_use]
pub fn held(broken: fn(&Value) -> Broken, inner: Form, clauses: &'static [Clause]) -> Form {
    Form::Held {
        inner: Box::new(inner),
        broken,
        clauses,
    }
}

/// A member that must be there.
#[must_use]
pub fn required(name: &'static str, form: Form) -> Member {
    Member {
        name,
        form,
        required: true,
        always: true,
    }
}

/// A member that may be absent.
#[must_use]
pub fn optional(name: &'static str, form: Form) -> Member {
    Member {
        name,
        form,
        required: false,
        always: false,
    }
}

/// A member that the schema requires in one direction only, so that the type does not.
#[must_use]
pub fn one_way(name: &'static str, form: Form) -> Member {
    Member {
        name,
        form,
        required: false,
        always: true,
    }
}

/// An object that has no further members.
#[must_use]
pub fn closed<const COUNT: usize>(members: [Member; COUNT]) -> Form {
    Form::Object(Object {
        members: members.into(),
        further: None,
        count: (0, None),
    })
}

/// An object that may have further members.
#[must_use]
pub fn open<const COUNT: usize>(members: [Member; COUNT], further: Form) -> Form {
    Form::Object(Object {
        members: members.into(),
        further: Some(Box::new(further)),
        count: (0, None),
    })
}

/// An object with bounds of the number of its members.
#[must_use]
pub fn counted(form: Form, min: usize, max: Option<usize>) -> Form {
    match form {
        Form::Object(object) => {
            // Of several bounds all hold.
            let (least, most) = object.count;
            let max = most.into_iter().chain(max).min();
            let count = (min.max(least), max);
            Form::Object(Object { count, ..object })
        }
        other => other,
    }
}

/// How many named types are looked into before there is taken to be no value.
const LIMIT: u32 = 12;

impl Form {
    /// How many named types the smallest value passes; none if there is no value, or none can be
    /// made because of a pattern that refers back.
    #[must_use]
    pub fn rank(&self) -> Option<u32> {
        self.rank_within(LIMIT)
    }

    fn rank_within(&self, limit: u32) -> Option<u32> {
        match self {
            Self::Named(form) if limit > 0 => Some(1 + form().rank_within(limit - 1)?),
            Self::Nothing | Self::Named(_) => None,
            Self::Array { item, min, .. } if *min > 0 => item.rank_within(limit),
            Self::Held { inner, clauses, .. } => {
                let undrawn = |clause: &Clause| matches!(clause, Clause::Pattern(None));
                let made = !clauses.iter().any(undrawn);
                inner.rank_within(limit).filter(|_| made)
            }
            Self::Object(object) => {
                let always = object.members.iter().filter(|member| member.always);
                let mut ranks = always.map(|member| member.form.rank_within(limit));
                ranks.try_fold(0, |most, rank| Some(most.max(rank?)))
            }
            Self::Union(forms) => least(forms.iter(), limit),
            Self::Tagged(_, forms) => least(forms.iter().map(|(_, form)| form), limit),
            Self::View(view) => least(view.forms.iter(), limit),
            _ => Some(0),
        }
    }
}

fn least<'f>(forms: impl Iterator<Item = &'f Form>, limit: u32) -> Option<u32> {
    forms.filter_map(|form| form.rank_within(limit)).min()
}
