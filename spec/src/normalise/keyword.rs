//! The keywords of JSON Schema and what each may hold.
//!
//! JSON Schema 2020-12 core, applicator, validation, content and meta-data vocabularies, and the
//! words that OpenAPI adds to them.

use regress::Regex;
use serde_json::Value;

use crate::tree::{Kind, View};

/// What a keyword holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A schema.
    Schema,
    /// A non-empty array of schemas.
    Schemas,
    /// An object of schemas.
    NamedSchemas,
    /// An object of schemas by pattern.
    PatternSchemas,
    /// The name of a type, or several.
    Type,
    /// A number.
    Number,
    /// A number greater than zero.
    Positive,
    /// A whole number, not negative.
    Count,
    /// A string.
    Text,
    /// A string that is an ECMA-262 regular expression.
    Pattern,
    /// `true` or `false`.
    Flag,
    /// An array of strings, no two the same.
    Names,
    /// An object of such arrays.
    NameLists,
    /// An array of anything.
    List,
    /// Anything.
    Any,
}

/// The names of the types (JSON Schema 2020-12 validation section 6.1.1).
pub(crate) const TYPES: [&str; 7] = [
    "null", "boolean", "object", "array", "number", "string", "integer",
];

/// What a keyword of 2020-12 holds. None: not one of its keywords.
pub(crate) fn holds(name: &str) -> Option<Holds> {
    Some(match name {
        "additionalProperties"
        | "items"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "contentSchema" => Holds::Schema,
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Holds::Schemas,
        "properties" | "dependentSchemas" => Holds::NamedSchemas,
        "patternProperties" => Holds::PatternSchemas,
        "type" => Holds::Type,
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => Holds::Number,
        "multipleOf" => Holds::Positive,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minContains" | "maxContains"
        | "minProperties" | "maxProperties" => Holds::Count,
        "title" | "description" | "format" | "contentEncoding" | "contentMediaType"
        | "$comment" => Holds::Text,
        "pattern" => Holds::Pattern,
        "uniqueItems" | "deprecated" | "readOnly" | "writeOnly" => Holds::Flag,
        "required" => Holds::Names,
        "dependentRequired" => Holds::NameLists,
        "enum" | "examples" => Holds::List,
        "const" | "default" => Holds::Any,
        _ => return None,
    })
}

/// Words that place or name a schema: resolved before, meaningless in a schema that stands alone.
pub(crate) const STRUCTURAL: [&str; 10] = [
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$schema",
    "$vocabulary",
    "$recursiveRef",
    "$recursiveAnchor",
    "$defs",
    "definitions",
    "nullable",
];

impl Holds {
    /// What is wrong with what a keyword holds, subschemas aside: a fragment of a message.
    pub(crate) fn problem(self, view: View<'_>) -> Option<String> {
        let expected = match (self, view.kind()) {
            (Self::Any, _)
            | (Self::Schema, Kind::Object | Kind::Bool)
            | (Self::NamedSchemas, Kind::Object)
            | (Self::Number, Kind::Number)
            | (Self::Text, Kind::String)
            | (Self::Flag, Kind::Bool)
            | (Self::List, Kind::Array) => return None,
            (Self::Type, Kind::String | Kind::Array) => return unknown_type(view),
            (Self::Schemas, Kind::Array) if view.items().len() > 0 => return None,
            (Self::Schemas, Kind::Array) => return Some("is empty".into()),
            (Self::PatternSchemas, Kind::Object) => {
                return view.members().find_map(|(pattern, _)| bad_pattern(pattern));
            }
            (Self::Pattern, Kind::String) => return bad_pattern(view.str().unwrap_or_default()),
            (Self::Positive, Kind::Number) if float(view) > 0.0 => return None,
            (Self::Count, Kind::Number) if is_count(view) => return None,
            (Self::Names, Kind::Array) => return bad_names(view),
            (Self::NameLists, Kind::Object) => {
                return view
                    .members()
                    .find_map(|(_, names)| Self::Names.problem(names));
            }
            _ => self.phrase(),
        };
        let found = match view.kind() {
            Kind::Number => format!("`{}`", view.number().unwrap_or_default()),
            Kind::Bool => format!("`{}`", view.bool().unwrap_or_default()),
            kind => kind.phrase().to_owned(),
        };
        Some(format!("holds {expected}; this is {found}"))
    }

    fn phrase(self) -> &'static str {
        match self {
            Self::Schema => "a schema, which is an object or a boolean",
            Self::Schemas => "an array of schemas",
            Self::NamedSchemas | Self::PatternSchemas => "an object of schemas",
            Self::Type => "the name of a type or an array of them",
            Self::Number => "a number",
            Self::Positive => "a number greater than zero",
            Self::Count => "a whole number that is not negative",
            Self::Text => "a string",
            Self::Pattern => "a regular expression in a string",
            Self::Flag => "`true` or `false`",
            Self::Names => "an array of member names",
            Self::NameLists => "an object of arrays of member names",
            Self::List => "an array",
            Self::Any => "anything",
        }
    }

    /// What a keyword holds as far as it makes sense, for the keywords that hold no schemas.
    /// None: nothing of it does, and the keyword is left out.
    pub(crate) fn sound(self, view: View<'_>) -> Option<Value> {
        match (self, self.problem(view)) {
            (Self::Type, Some(_)) => sound_types(view),
            (Self::Names, Some(_)) if view.kind() == Kind::Array => Some(distinct_names(view)),
            (Self::NameLists, Some(_)) if view.kind() == Kind::Object => {
                let lists = view
                    .members()
                    .filter(|(_, names)| names.kind() == Kind::Array);
                let lists = lists.map(|(name, names)| (name.to_owned(), distinct_names(names)));
                Some(Value::Object(lists.collect()))
            }
            (_, Some(_)) => None,
            (_, None) => Some(view.value()),
        }
    }
}

fn float(view: View<'_>) -> f64 {
    view.number()
        .and_then(|literal| literal.parse().ok())
        .unwrap_or(f64::NAN)
}

fn is_count(view: View<'_>) -> bool {
    let number = float(view);
    number >= 0.0 && number.fract() == 0.0
}

fn unknown_type(view: View<'_>) -> Option<String> {
    let known = |name: &str| TYPES.contains(&name);
    if let Some(name) = view.str() {
        return (!known(name)).then(|| format!("does not know `{name}`"));
    }
    if view.items().len() == 0 {
        return Some("is empty".into());
    }
    let mut met = Vec::new();
    for item in view.items() {
        match item.str() {
            Some(name) if !known(name) => return Some(format!("does not know `{name}`")),
            Some(name) if met.contains(&name) => return Some(format!("names `{name}` twice")),
            Some(name) => met.push(name),
            None => {
                return Some(format!(
                    "holds the names of types; this is {}",
                    item.kind().phrase()
                ));
            }
        }
    }
    None
}

/// The types that are known, each once. In YAML, a bare `null` among them means the type.
fn sound_types(view: View<'_>) -> Option<Value> {
    let mut types: Vec<Value> = Vec::new();
    for item in view.items() {
        let name = match item.kind() {
            Kind::Null => "null",
            _ => item.str().unwrap_or_default(),
        };
        if !TYPES.contains(&name) {
            // One type that is not known leaves open what else is accepted.
            return None;
        }
        if !types.iter().any(|met| met == name) {
            types.push(name.into());
        }
    }
    (!types.is_empty()).then_some(Value::Array(types))
}

fn bad_pattern(pattern: &str) -> Option<String> {
    let error = Regex::with_flags(pattern, "u").err()?;
    // Without `u`, more is lawful: what was written for such an engine is not wrong.
    Regex::new(pattern)
        .is_err()
        .then(|| format!("is not a regular expression: {error}"))
}

fn bad_names(view: View<'_>) -> Option<String> {
    let mut met = Vec::new();
    for item in view.items() {
        match item.str() {
            Some(name) if met.contains(&name) => return Some(format!("names `{name}` twice")),
            Some(name) => met.push(name),
            None => {
                return Some(format!(
                    "holds member names; this is {}",
                    item.kind().phrase()
                ));
            }
        }
    }
    None
}

fn distinct_names(view: View<'_>) -> Value {
    let mut names: Vec<&str> = Vec::new();
    for name in view.items().filter_map(View::str) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.into()
}
