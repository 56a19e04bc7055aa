//! How a value is written in a parameter: its `style` and `explode`.

use serde_json::{Map, Value};

use super::json_type::JsonType;
use super::percent::percent_decode;

/// How a value is written in a parameter.
#[derive(Clone, Copy, Debug)]
pub enum Wire {
    /// One scalar of one of these types.
    Scalar(&'static [JsonType]),
    /// Several scalars.
    Array {
        /// The types of the items.
        items: &'static [JsonType],
        /// How they are joined.
        style: Style,
        /// Whether each stands by itself.
        explode: bool,
    },
    /// Members with scalars.
    Object {
        /// The members that the schema names, with the types of each.
        members: &'static [(&'static str, &'static [JsonType])],
        /// The types of the members that the schema does not name.
        further: &'static [JsonType],
        /// In a query where each member stands by itself: the names that are not members, if all
        /// others are. One that ends with `[` means all that start like it.
        others: Option<&'static [&'static str]>,
        /// How they are joined.
        style: Style,
        /// Whether each stands by itself.
        explode: bool,
    },
    /// JSON text.
    Json,
}

/// How scalars are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b`.
    Simple,
    /// `.a.b`.
    Label,
    /// `;name=a;name=b`.
    Matrix,
    /// `name=a&name=b`.
    Form,
    /// `a b`.
    Space,
    /// `a|b`.
    Pipe,
    /// `name[a]=b`.
    Deep,
}

/// A text that ought to be JSON, and is not.
#[derive(Clone, Copy, Debug)]
pub struct NotJson;

/// Reads JSON.
///
/// # Errors
///
/// [`NotJson`] if it is none.
pub fn json(text: &str) -> Result<Value, NotJson> {
    serde_json::from_str(text).map_err(|_| NotJson)
}

impl Wire {
    /// How scalars are joined, if there may be several.
    #[must_use]
    pub fn style(&self) -> Option<Style> {
        match self {
            Self::Array { style, .. } | Self::Object { style, .. } => Some(*style),
            Self::Scalar(_) | Self::Json => None,
        }
    }

    /// Reads a text that is not encoded.
    ///
    /// # Errors
    ///
    /// [`NotJson`] if it ought to be JSON, and is not.
    pub fn read(&self, text: &str) -> Result<Value, NotJson> {
        let separators = self.separators();
        self.assemble(
            text.split(|c| separators.contains(&c))
                .map(str::trim)
                .map(str::to_owned),
            text,
        )
    }

    /// Reads a text that is percent-encoded: an encoded separator does not separate, unless it
    /// cannot be written otherwise.
    ///
    /// # Errors
    ///
    /// [`NotJson`] if it ought to be JSON, and is not.
    pub fn read_encoded(&self, text: &str) -> Result<Value, NotJson> {
        let text = match self.style() {
            Some(Style::Space) => text.replace("%20", " ").replace('+', " "),
            Some(Style::Pipe) => text.replace("%7C", "|").replace("%7c", "|"),
            _ => text.to_owned(),
        };
        let separators = self.separators();
        self.assemble(
            text.split(|c| separators.contains(&c)).map(percent_decode),
            &text,
        )
    }

    /// What stands between scalars.
    #[must_use]
    pub fn separators(&self) -> &'static [char] {
        match self {
            Self::Array { style, explode, .. } | Self::Object { style, explode, .. } => {
                match (style, explode) {
                    (Style::Label, true) => &['.'],
                    (Style::Matrix, true) => &[';'],
                    (Style::Space, _) => &[' '],
                    (Style::Pipe, _) => &['|'],
                    _ => &[','],
                }
            }
            Self::Scalar(_) | Self::Json => &[],
        }
    }

    fn assemble(
        &self,
        mut pieces: impl Iterator<Item = String>,
        text: &str,
    ) -> Result<Value, NotJson> {
        match self {
            Self::Scalar(types) => Ok(scalar(text, types)),
            Self::Json => json(text),
            Self::Array { .. } if text.is_empty() => Ok(Value::Array(Vec::new())),
            Self::Array { items, .. } => Ok(Value::Array(
                pieces.map(|piece| scalar(&piece, items)).collect(),
            )),
            Self::Object {
                members,
                further,
                explode,
                ..
            } => {
                let mut object = Map::new();
                while let Some(piece) = pieces.next() {
                    let (name, value) = if *explode {
                        let (name, value) = piece.split_once('=').unwrap_or((&piece, ""));
                        (name.to_owned(), value.to_owned())
                    } else {
                        (piece, pieces.next().unwrap_or_default())
                    };
                    let known = members.iter().find(|(member, _)| *member == name);
                    let types = known.map_or(*further, |(_, types)| types);
                    object.insert(name, scalar(&value, types));
                }
                Ok(Value::Object(object))
            }
        }
    }
}

/// Whether a name in a query belongs to another parameter.
#[must_use]
pub fn is_other(name: &str, others: &[&str]) -> bool {
    let same = |other: &&str| name == *other || other.ends_with('[') && name.starts_with(other);
    others.iter().any(same)
}

/// A scalar of one of the types that its text can be; a string if it can be none of them.
#[must_use]
pub fn scalar(text: &str, types: &[JsonType]) -> Value {
    for ty in types {
        let value = match ty {
            JsonType::Integer | JsonType::Number => {
                let number: Option<serde_json::Number> = serde_json::from_str(text).ok();
                number.map(Value::Number)
            }
            JsonType::Boolean => text.parse().ok().map(Value::Bool),
            JsonType::Null => text.is_empty().then_some(Value::Null),
            JsonType::String | JsonType::Array | JsonType::Object => None,
        };
        if let Some(value) = value {
            return value;
        }
    }
    Value::String(text.to_owned())
}
