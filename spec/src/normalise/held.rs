//! What a document writes under a keyword: what is wrong with it, and what of it makes sense.

use regress::Regex;
use serde_json::Value;

use crate::schema::JsonTypes;
use crate::schema::keyword::Holds;
use crate::tree::{Kind, View};

impl Holds {
    /// What is wrong with what a keyword holds, subschemas aside: a fragment of a message.
    pub(crate) fn problem(self, view: View<'_>) -> Option<String> {
        let expected = match (self, view.kind()) {
            (Self::Any | Self::Reference, _)
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
            Self::Reference => "a reference",
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
    let known = |name: &str| JsonTypes::named(name).is_some();
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
        // One type that is not known leaves open what else is accepted.
        JsonTypes::named(name)?;
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
