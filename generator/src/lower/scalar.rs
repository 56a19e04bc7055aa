//! Strings, numbers, and values out of a list.

use serde_json::{Number, Value};
use tally_spec::format::{StringFormat, format_bounds};
use tally_spec::schema::{JsonTypes, Keyword, Validator, closed, equal};

use super::markdown;
use super::naming::{self, Taken};
use super::node::Node;
use super::types::{Lowered, Name, Types};
use crate::ir::{Branch, Clause, Docs, Pattern, Shape, Type, ValueEnum};
use crate::unsupported::{Feature, Instead};

/// Formats that exclude values (JSON Schema 2020-12, Validation, section 7.3), and are not asserted
/// by the schema engine either.
const UNASSERTED_FORMATS: &[&str] = &["idn-email", "idn-hostname"];

/// Formats whose strings are types of other crates.
const FOREIGN_FORMATS: &[(&str, Type)] = &[
    ("uuid", Type::Uuid),
    ("date-time", Type::DateTime),
    ("date", Type::Date),
    ("ipv4", Type::Ipv4),
    ("ipv6", Type::Ipv6),
];

/// Formats whose strings are types of the support code: their names there, as types and as checks.
const FORMATS: &[(&str, &str, &str)] = &[
    ("email", "Email", "email"),
    ("hostname", "Hostname", "hostname"),
    ("uri", "Uri", "uri"),
    ("uri-reference", "UriReference", "uri_reference"),
];

/// Keywords of numbers.
const NUMBER_KEYWORDS: &[Keyword] = &[
    Keyword::Minimum,
    Keyword::ExclusiveMinimum,
    Keyword::Maximum,
    Keyword::ExclusiveMaximum,
    Keyword::MultipleOf,
];

/// What types of numbers enforce; a format says which of them is meant.
const ENFORCED_OF_NUMBERS: &[Keyword] = &[
    Keyword::Minimum,
    Keyword::ExclusiveMinimum,
    Keyword::Maximum,
    Keyword::ExclusiveMaximum,
    Keyword::MultipleOf,
    Keyword::Format,
];

impl Types<'_> {
    pub(crate) fn string(&mut self, node: &Node<'_>, name: &Name) -> Type {
        let key = self.expected();
        let format = node.text(Keyword::Format);
        let checked = FORMATS
            .iter()
            .find(|(format_name, ..)| format == Some(format_name));
        let counts = [Keyword::MinLength, Keyword::MaxLength];
        let [min, max] = counts.map(|keyword| node.view().count(keyword));
        let (min, bounded) = (
            min.unwrap_or(0),
            min.is_some_and(|min| min > 0) || max.is_some(),
        );
        let pattern = self.pattern(node, min, max);
        let enforced = [
            Keyword::MinLength,
            Keyword::MaxLength,
            Keyword::Pattern,
            Keyword::Format,
        ];
        self.note_others(node, JsonTypes::STRING, &enforced);

        let foreign = FOREIGN_FORMATS
            .iter()
            .find(|(name, _)| format == Some(name));
        let plain = foreign.map_or(Type::String, |(_, ty)| ty.clone());
        if let Some(format) = format.filter(|format| is_unchecked(format)) {
            let feature = Feature::Keyword(format!("format: {format}"));
            self.note(node, Keyword::Format, feature, Instead::NotEnforced);
        }
        match (&plain, checked, bounded, &pattern) {
            (Type::String, Some((_, ty, _)), false, None) => return Type::Formatted(ty),
            (Type::String, None, true, None) => return Type::BoundedString { min, max },
            _ => {}
        }
        let mut clauses: Vec<Clause> = Vec::new();
        clauses.extend(checked.map(|(_, _, check)| Clause::Format(check)));
        clauses.extend(bounded.then_some(Clause::Size("length", min, max)));
        clauses.extend(pattern.map(Clause::Pattern));
        self.constrained(node, name, key, plain, clauses)
    }

    /// The pattern, if it is a regular expression of ECMA-262.
    fn pattern(&mut self, node: &Node<'_>, min: usize, max: Option<usize>) -> Option<Pattern> {
        let pattern = node.text(Keyword::Pattern)?;
        let Some(pattern) = super::pattern::pattern(pattern, min, max) else {
            self.note_ignored(node, &[Keyword::Pattern]);
            return None;
        };
        if pattern.drawn.is_none() {
            let feature = Feature::Keyword(Keyword::Pattern.name().to_owned());
            self.note(node, Keyword::Pattern, feature, Instead::NoValues);
        }
        Some(pattern)
    }

    pub(crate) fn integer(&mut self, node: &Node<'_>, name: &Name) -> Type {
        let key = self.expected();
        self.note_others(node, JsonTypes::NUMBER, ENFORCED_OF_NUMBERS);
        let one = node.get(Keyword::MultipleOf).and_then(Value::as_f64) == Some(1.0);
        let keywords = if one { &[][..] } else { &[Keyword::MultipleOf] };
        let clauses = numbers(node, keywords);
        let inner = ranged(node);
        self.constrained(node, name, key, inner, clauses)
    }

    pub(crate) fn number(&mut self, node: &Node<'_>, name: &Name) -> Type {
        let key = self.expected();
        self.note_others(node, JsonTypes::NUMBER, ENFORCED_OF_NUMBERS);
        let inner = match node.text(Keyword::Format) {
            Some("float" | "double") => Type::F64,
            _ => Type::Number,
        };
        self.constrained(node, name, key, inner, numbers(node, NUMBER_KEYWORDS))
    }

    /// `enum` and `const`.
    pub(crate) fn values(&mut self, node: &Node<'_>, name: &Name) -> Lowered {
        let values = listed_values(node);
        let nullable = values.contains(&Value::Null);
        let docs = |_: &Value| Docs::default();
        let branches = values
            .into_iter()
            .filter(|value| !value.is_null())
            .map(|value| {
                let docs = docs(&value);
                (value, docs)
            });
        let branches: Vec<(Value, Docs)> = branches.collect();
        if branches.is_empty() && nullable {
            return Lowered::of(Type::Null);
        }
        if branches.is_empty() {
            self.note(node, Keyword::Enum, Feature::Nothing, Instead::AnyValue);
            return Lowered::any();
        }
        if branches
            .iter()
            .any(|(value, _)| value.is_array() || value.is_object())
        {
            let keyword = match node.has(Keyword::Const) {
                true => Keyword::Const,
                false => Keyword::Enum,
            };
            self.note(
                node,
                keyword,
                Feature::Keyword(keyword.name().to_owned()),
                Instead::AnyValue,
            );
            return Lowered::any();
        }
        let ty = self.value_enum(node, branches, name);
        Lowered { ty, nullable }
    }

    /// A union whose branches all are strings out of a list.
    pub(crate) fn listed(
        &mut self,
        node: &Node<'_>,
        branches: &[Node<'_>],
        name: &Name,
    ) -> Option<Type> {
        let mut values: Vec<(Value, Docs)> = Vec::new();
        for branch in branches {
            branch.view().listed()?;
            let described = branch.description();
            for value in listed_values(branch)
                .into_iter()
                .filter(|value| !value.is_null())
            {
                if !value.is_string() || values.iter().any(|(known, _)| *known == value) {
                    return None;
                }
                let docs = markdown::docs([described.unwrap_or_default()]);
                values.push((value, docs));
            }
        }
        Some(self.value_enum(node, values, name))
    }

    fn value_enum(&mut self, node: &Node<'_>, values: Vec<(Value, Docs)>, name: &Name) -> Type {
        let key = self.expected();
        let name = self.open(name, key);
        let strings = values.iter().all(|(value, _)| value.is_string());
        let mut taken = Taken::default();
        let branches = values.into_iter().map(|(value, mut docs)| {
            let written = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            let ident = taken.take(&naming::variant(&written));
            if docs.0.is_empty() {
                docs = literal(&written);
            }
            Branch { ident, docs, value }
        });
        let branches = branches.collect();
        self.fill(
            &name,
            node,
            Shape::ValueEnum(ValueEnum { branches, strings }),
        );
        Type::Named(name)
    }
}

/// Whether a format excludes values that its type does not.
pub(crate) fn is_unchecked(format: &str) -> bool {
    let of_type = FOREIGN_FORMATS.iter().any(|(name, _)| *name == format)
        || FORMATS.iter().any(|(name, ..)| *name == format);
    let excludes = StringFormat::of(format).is_some() || UNASSERTED_FORMATS.contains(&format);
    excludes && !of_type
}

/// Docs that show a value.
fn literal(text: &str) -> Docs {
    let plain =
        !text.is_empty() && !text.contains('`') && !text.contains('\n') && text.trim() == text;
    Docs(vec![if plain {
        format!("`{text}`.")
    } else {
        format!("`{text:?}`.").replace('`', "'")
    }])
}

/// The values under `enum` or `const` that no other keyword of the schema excludes, each once.
fn listed_values(node: &Node<'_>) -> Vec<Value> {
    let values = node.view().listed().unwrap_or_default();
    let plain = node
        .keywords()
        .all(|keyword| matches!(keyword, "enum" | "const"));
    let whole = (!plain).then(|| closed(&node.library.value, node.value.clone().into_owned()));
    let validator = whole.flatten().map(|schema| Validator::usable(&schema).0);
    let fits = |value: &Value| {
        validator
            .as_ref()
            .is_none_or(|validator| validator.is_valid(value))
    };
    let mut distinct: Vec<Value> = Vec::with_capacity(values.len());
    for value in values {
        if fits(value) && !distinct.iter().any(|known| equal(known, value)) {
            distinct.push(value.clone());
        }
    }
    distinct
}

/// What keywords with a number ask.
fn numbers(node: &Node<'_>, keywords: &[Keyword]) -> Vec<Clause> {
    let clause = |keyword: &Keyword| {
        let name = match keyword {
            Keyword::Minimum => "minimum",
            Keyword::ExclusiveMinimum => "exclusive_minimum",
            Keyword::Maximum => "maximum",
            Keyword::ExclusiveMaximum => "exclusive_maximum",
            _ => "multiple_of",
        };
        let number = node.view().number(*keyword)?;
        Some(Clause::Number(name, number.to_string()))
    };
    keywords.iter().filter_map(clause).collect()
}

/// The type of an integer within the bounds that a schema sets.
fn ranged(node: &Node<'_>) -> Type {
    let (mut min, mut max) = (least(node), greatest(node));
    let bounds = node.text(Keyword::Format).and_then(format_bounds);
    let bounds = bounds.and_then(|(low, high)| {
        Some((
            low.to_string().parse().ok()?,
            high.to_string().parse().ok()?,
        ))
    });
    if let Some((low, high)) = bounds {
        min = Some(min.map_or(low, |min| min.max(low)));
        max = Some(max.map_or(high, |max| max.min(high)));
    }
    let narrow = |bound: Option<i128>| bound.and_then(|bound| i64::try_from(bound).ok());
    match (narrow(min), narrow(max)) {
        (Some(i64::MIN), Some(i64::MAX)) => Type::I64,
        (Some(min), Some(max)) if min == i64::from(i32::MIN) && max == i64::from(i32::MAX) => {
            Type::I32
        }
        (Some(min), Some(max)) => Type::RangedInteger { min, max },
        _ if min.is_none() && max.is_none() => Type::Integer,
        _ => Type::BoundedInteger { min, max },
    }
}

/// The least integer that `minimum` and `exclusiveMinimum` permit.
fn least(node: &Node<'_>) -> Option<i128> {
    let minimum = node
        .view()
        .number(Keyword::Minimum)
        .and_then(|bound| integer(bound, f64::ceil));
    let exclusive = node
        .view()
        .number(Keyword::ExclusiveMinimum)
        .and_then(|bound| integer(bound, f64::floor));
    minimum
        .into_iter()
        .chain(exclusive.map(|bound| bound.saturating_add(1)))
        .max()
}

/// The greatest integer that `maximum` and `exclusiveMaximum` permit.
fn greatest(node: &Node<'_>) -> Option<i128> {
    let maximum = node
        .view()
        .number(Keyword::Maximum)
        .and_then(|bound| integer(bound, f64::floor));
    let exclusive = node
        .view()
        .number(Keyword::ExclusiveMaximum)
        .and_then(|bound| integer(bound, f64::ceil));
    maximum
        .into_iter()
        .chain(exclusive.map(|bound| bound.saturating_sub(1)))
        .min()
}

fn integer(number: &Number, round: fn(f64) -> f64) -> Option<i128> {
    let whole = number
        .as_i64()
        .map(i128::from)
        .or_else(|| number.as_u64().map(i128::from));
    whole.or_else(|| format!("{:.0}", round(number.as_f64()?)).parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_with_types_have_texts() {
        let foreign = FOREIGN_FORMATS.iter().map(|(name, _)| name);
        for name in foreign.chain(FORMATS.iter().map(|(name, ..)| name)) {
            assert!(StringFormat::of(name).is_some(), "{name}");
        }
    }

    #[test]
    fn formats_that_exclude_values_without_a_type_are_said() {
        for format in ["byte", "time", "duration", "iri", "idn-email"] {
            assert!(is_unchecked(format), "{format}");
        }
        for format in ["uuid", "uri", "password", "binary", "int32"] {
            assert!(!is_unchecked(format), "{format}");
        }
    }
}
