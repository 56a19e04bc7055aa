//! A place in a schema while it is lowered.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Value};
use tally_spec::Place;
use tally_spec::contract::Schema;

/// A schema within one that stands alone.
#[derive(Clone, Debug)]
pub(crate) struct Node<'s> {
    /// The whole that it stands in, with places.
    pub(crate) root: &'s Schema,
    /// Where what is referred to stands, in `$defs`.
    pub(crate) library: &'s Schema,
    /// The schema; owned where it was made of several.
    pub(crate) value: Cow<'s, Value>,
    /// JSON Pointer into the whole.
    pub(crate) pointer: String,
}

/// What tells a schema from every other one of the document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    file: Arc<str>,
    pointer: String,
    made: Option<String>,
}

impl<'s> Node<'s> {
    /// The whole of a schema.
    pub(crate) fn of(root: &'s Schema, library: &'s Schema) -> Self {
        let value = Cow::Borrowed(&root.value);
        let pointer = String::new();
        Self {
            root,
            library,
            value,
            pointer,
        }
    }

    /// The members, unless the schema is a boolean.
    pub(crate) fn members(&self) -> Option<&Map<String, Value>> {
        self.value.as_object()
    }

    /// A member.
    pub(crate) fn get(&self, keyword: &str) -> Option<&Value> {
        self.members()?.get(keyword)
    }

    /// A member that holds text.
    pub(crate) fn text(&self, keyword: &str) -> Option<&str> {
        self.get(keyword)?.as_str()
    }

    /// Whether a member is true.
    pub(crate) fn flag(&self, keyword: &str) -> bool {
        self.get(keyword).and_then(Value::as_bool) == Some(true)
    }

    /// The keywords that restrict values, in the order of the schema.
    pub(crate) fn keywords(&self) -> impl Iterator<Item = &str> {
        let members = self
            .members()
            .into_iter()
            .flat_map(Map::keys)
            .map(String::as_str);
        members.filter(|name| super::keyword::restricts(name))
    }

    /// The schema that a keyword holds.
    pub(crate) fn child(&self, keyword: &str) -> Option<Self> {
        let value = self.step(|value| value.get(keyword))?;
        Some(Self {
            root: self.root,
            library: self.library,
            value,
            pointer: self.below(keyword),
        })
    }

    /// The schemas in the array that a keyword holds.
    pub(crate) fn branches(&self, keyword: &str) -> Vec<Self> {
        let count = self
            .get(keyword)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let branch = |index: usize| {
            let value = self.step(|value| value.get(keyword)?.get(index))?;
            let pointer = format!("{}/{index}", self.below(keyword));
            Some(Self {
                root: self.root,
                library: self.library,
                value,
                pointer,
            })
        };
        (0..count).filter_map(branch).collect()
    }

    /// The schemas in the object that a keyword holds, by name.
    pub(crate) fn named(&self, keyword: &str) -> Vec<(String, Self)> {
        let names = self.get(keyword).and_then(Value::as_object);
        let names: Vec<String> = names
            .map(|names| names.keys().cloned().collect())
            .unwrap_or_default();
        let member = |name: String| {
            let value = self.step(|value| value.get(keyword)?.get(&name))?;
            let pointer = format!("{}/{}", self.below(keyword), escape(&name));
            Some((
                name,
                Self {
                    root: self.root,
                    library: self.library,
                    value,
                    pointer,
                },
            ))
        };
        names.into_iter().filter_map(member).collect()
    }

    /// The name that `$ref` refers to.
    pub(crate) fn reference(&self) -> Option<String> {
        let reference = self.text("$ref")?.strip_prefix("#/$defs/")?;
        Some(unescape(reference))
    }

    /// The schema of that name.
    pub(crate) fn definition(&self, name: &str) -> Option<Self> {
        let (root, library) = (self.library, self.library);
        let value = Cow::Borrowed(root.value.get("$defs")?.get(name)?);
        let pointer = format!("/$defs/{}", escape(name));
        Some(Self {
            root,
            library,
            value,
            pointer,
        })
    }

    /// The same place with some keywords left out.
    pub(crate) fn without(&self, keywords: &[&str]) -> Self {
        let mut value = self.value.clone().into_owned();
        if let Value::Object(members) = &mut value {
            members.retain(|name, _| !keywords.contains(&name.as_str()));
        }
        Self {
            root: self.root,
            library: self.library,
            value: Cow::Owned(value),
            pointer: self.pointer.clone(),
        }
    }

    /// The same place with another schema.
    pub(crate) fn with(&self, value: Value) -> Self {
        Self {
            root: self.root,
            library: self.library,
            value: Cow::Owned(value),
            pointer: self.pointer.clone(),
        }
    }

    /// What tells it from every other schema of the document: where it stands and, if it was made
    /// of what stands there, the schema itself.
    pub(crate) fn key(&self) -> Option<Key> {
        let place = self.place()?;
        let made = match &self.value {
            Cow::Borrowed(_) if self.root.places.contains_key(&self.pointer) => None,
            value => Some(value.to_string()),
        };
        Some(Key {
            file: Arc::clone(&place.file),
            pointer: place.pointer.clone(),
            made,
        })
    }

    /// Where it stands in the document; that of what it stands in if it was made.
    pub(crate) fn place(&self) -> Option<&'s Place> {
        self.place_at(&self.pointer)
    }

    /// Where a keyword of it stands.
    pub(crate) fn keyword_place(&self, keyword: &str) -> Option<&'s Place> {
        self.place_at(&self.below(keyword))
    }

    fn place_at(&self, pointer: &str) -> Option<&'s Place> {
        let mut pointer = pointer;
        loop {
            if let Some(place) = self.root.places.get(pointer) {
                return Some(place);
            }
            pointer = &pointer[..pointer.rfind('/')?];
        }
    }

    fn below(&self, token: &str) -> String {
        format!("{}/{}", self.pointer, escape(token))
    }

    fn step(&self, select: impl Fn(&Value) -> Option<&Value>) -> Option<Cow<'s, Value>> {
        match &self.value {
            Cow::Borrowed(value) => select(value).map(Cow::Borrowed),
            Cow::Owned(value) => select(value).cloned().map(Cow::Owned),
        }
    }
}

fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// Undoes the escapes of a JSON Pointer in a URI fragment (RFC 6901 section 6).
pub(crate) fn unescape(token: &str) -> String {
    let mut bytes = Vec::with_capacity(token.len());
    let mut rest = token.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |digit: &u8| {
            char::from(*digit)
                .to_digit(16)
                .and_then(|digit| u8::try_from(digit).ok())
        };
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => hex(high).zip(hex(low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            bytes.push(high * 16 + low);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes)
        .replace("~1", "/")
        .replace("~0", "~")
}
