//! Sets of JSON types.

use std::fmt;

use serde_json::Value;

/// A set of the JSON types; numbers with and without a fraction are distinguished.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tally_spec::schema::JsonTypes;
///
/// let types = JsonTypes::of_keyword(&json!(["number", "null"]));
/// assert!(types.has(JsonTypes::INTEGER));
/// assert_eq!(types.names(), ["null", "number"]);
/// assert!(!types.has(JsonTypes::of(&json!("text"))));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonTypes(u8);

impl JsonTypes {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self(2);
    /// Numbers without a fraction, `1.0` among them.
    pub const INTEGER: Self = Self(4);
    /// Numbers with a fraction.
    pub const FRACTION: Self = Self(8);
    /// All numbers.
    pub const NUMBER: Self = Self(12);
    /// Strings.
    pub const STRING: Self = Self(16);
    /// Arrays.
    pub const ARRAY: Self = Self(32);
    /// Objects.
    pub const OBJECT: Self = Self(64);
    /// All of them.
    pub const ALL: Self = Self(127);

    /// The names that `type` knows (JSON Schema 2020-12 validation section 6.1.1), each with its set.
    const NAMED: [(&'static str, Self); 7] = [
        ("null", Self::NULL),
        ("boolean", Self::BOOLEAN),
        ("object", Self::OBJECT),
        ("array", Self::ARRAY),
        ("number", Self::NUMBER),
        ("string", Self::STRING),
        ("integer", Self::INTEGER),
    ];

    /// The type of that name; none for a name that `type` does not know.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut named = Self::NAMED.iter();
        named.find(|(known, _)| *known == name).map(|(_, set)| *set)
    }

    /// The types that a `type` keyword names. A name that is not known adds none; what is neither a
    /// name nor an array of them restricts nothing.
    #[must_use]
    pub fn of_keyword(value: &Value) -> Self {
        let one = |name: &str| Self::named(name).unwrap_or(Self::NONE);
        match value {
            Value::String(name) => one(name),
            Value::Array(names) => names
                .iter()
                .filter_map(Value::as_str)
                .fold(Self::NONE, |types, name| types.with(one(name))),
            _ => Self::ALL,
        }
    }

    /// The type of a value.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) => match number.as_f64() {
                Some(float) if number.is_f64() && float.fract() != 0.0 => Self::FRACTION,
                _ => Self::INTEGER,
            },
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    /// Those in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those in either.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether any of the other's are in it.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it has none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names of the types, as `type` writes them: `integer` only where `number` is not among
    /// them.
    #[must_use]
    pub fn names(self) -> Vec<&'static str> {
        let named = Self::NAMED.iter().filter(|(name, set)| match *name {
            "number" => self.has(Self::FRACTION),
            "integer" => self.has(Self::INTEGER) && !self.has(Self::FRACTION),
            _ => self.has(*set),
        });
        named.map(|(name, _)| *name).collect()
    }
}

/// The names, as a message lists them: "`null`, `string`".
impl fmt::Display for JsonTypes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.names();
        let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        f.write_str(&quoted.join(", "))
    }
}
