//! Which JSON types the values of a schema can have.

use serde_json::Value;

use super::node::Node;

/// How deep references are followed.
const DEPTH: u8 = 32;

/// A set of JSON types; `number` is a number that is not an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct JsonTypes(u8);

impl JsonTypes {
    pub(crate) const NULL: Self = Self(1);
    const BOOLEAN: Self = Self(2);
    const INTEGER: Self = Self(4);
    const FRACTION: Self = Self(8);
    pub(crate) const STRING: Self = Self(16);
    pub(crate) const ARRAY: Self = Self(32);
    pub(crate) const OBJECT: Self = Self(64);
    pub(crate) const ALL: Self = Self(127);
    const NONE: Self = Self(0);

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn named(name: &str) -> Self {
        match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" => Self::INTEGER,
            "number" => Self::INTEGER.or(Self::FRACTION),
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => Self::NONE,
        }
    }

    fn of_value(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number)
                if number.as_f64().is_some_and(|number| number.fract() == 0.0) =>
            {
                Self::INTEGER
            }
            Value::Number(_) => Self::FRACTION,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    /// As the support code's `JsonType` names them, without `Number` beside what `Integer` says.
    pub(crate) fn variants(self) -> Vec<&'static str> {
        let all = [
            (Self::NULL, "Null"),
            (Self::BOOLEAN, "Boolean"),
            (Self::INTEGER, "Integer"),
            (Self::FRACTION, "Number"),
            (Self::STRING, "String"),
            (Self::ARRAY, "Array"),
            (Self::OBJECT, "Object"),
        ];
        all.into_iter()
            .filter(|(one, _)| self.has(*one))
            .map(|(_, name)| name)
            .collect()
    }

    /// The name that a variant for these types gets.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::NULL => "Null",
            Self::BOOLEAN => "Boolean",
            Self::INTEGER => "Integer",
            Self::STRING => "String",
            Self::ARRAY => "Array",
            Self::OBJECT => "Object",
            other if other == Self::named("number") => "Number",
            _ => "Other",
        }
    }
}

/// The names under `type`; none if it is not there.
pub(crate) fn names<'v>(node: &'v Node<'_>) -> Option<Vec<&'v str>> {
    match node.get("type")? {
        Value::String(name) => Some(vec![name]),
        Value::Array(names) => Some(names.iter().filter_map(Value::as_str).collect()),
        _ => None,
    }
}

/// The types that values of a schema can have, as far as its keywords say so.
pub(crate) fn of(node: &Node<'_>) -> JsonTypes {
    at_depth(node, 0)
}

/// Whether a schema says that null is valid. One that accepts everything does not say so, unless it
/// names null among all types.
pub(crate) fn accepts_null(node: &Node<'_>) -> bool {
    let types = of(node);
    types.has(JsonTypes::NULL) && (types != JsonTypes::ALL || names_null(node, 0))
}

fn names_null(node: &Node<'_>, depth: u8) -> bool {
    if depth > DEPTH {
        return false;
    }
    let mut parts = node.branches("anyOf");
    parts.extend(node.branches("oneOf"));
    parts.extend(node.branches("allOf"));
    parts.extend(node.reference().and_then(|name| node.definition(&name)));
    names(node).is_some_and(|names| names.contains(&"null"))
        || parts.iter().any(|part| names_null(part, depth + 1))
}

fn at_depth(node: &Node<'_>, depth: u8) -> JsonTypes {
    if depth > DEPTH {
        return JsonTypes::ALL;
    }
    if node.value.as_bool() == Some(false) {
        return JsonTypes::NONE;
    }
    let mut types = JsonTypes::ALL;
    if let Some(names) = names(node) {
        types = names
            .into_iter()
            .map(JsonTypes::named)
            .fold(JsonTypes::NONE, JsonTypes::or);
    }
    if let Some(Value::Array(values)) = node.get("enum") {
        types = types.and(
            values
                .iter()
                .map(JsonTypes::of_value)
                .fold(JsonTypes::NONE, JsonTypes::or),
        );
    }
    if let Some(value) = node.get("const") {
        types = types.and(JsonTypes::of_value(value));
    }
    if let Some(target) = node.reference().and_then(|name| node.definition(&name)) {
        types = types.and(at_depth(&target, depth + 1));
    }
    for branch in node.branches("allOf") {
        types = types.and(at_depth(&branch, depth + 1));
    }
    for keyword in ["anyOf", "oneOf"] {
        let branches = node.branches(keyword);
        if !branches.is_empty() {
            let branches = branches.iter().map(|branch| at_depth(branch, depth + 1));
            types = types.and(branches.fold(JsonTypes::NONE, JsonTypes::or));
        }
    }
    types
}
