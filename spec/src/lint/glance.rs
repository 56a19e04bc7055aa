//! What a schema says at a glance: its types and its members, through references and `allOf`.

use std::collections::{BTreeMap, BTreeSet};

use crate::normalise::keyword::TYPES;
use crate::resolve::Document;
use crate::tree::{Kind, View};

/// A set of the types of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Types(u8);

impl Types {
    pub(super) const ALL: Self = Self(0x7f);
    const NONE: Self = Self(0);

    pub(super) fn of(names: &[&str]) -> Self {
        names.iter().fold(Self::NONE, |set, name| set.with(name))
    }

    fn with(self, name: &str) -> Self {
        let bits = match name {
            // Every integer is a number.
            "number" => bit("number") | bit("integer"),
            name if TYPES.contains(&name) => bit(name),
            _ => Self::ALL.0,
        };
        Self(self.0 | bits)
    }

    /// The type of a value: of a number whether it is whole.
    pub(super) fn of_value(value: View<'_>) -> Self {
        Self::of(&[match value.kind() {
            Kind::Null => "null",
            Kind::Bool => "boolean",
            Kind::String => "string",
            Kind::Array => "array",
            Kind::Object => "object",
            Kind::Number => {
                let number = value.number().and_then(|it| it.parse::<f64>().ok());
                if number.is_some_and(|number| number.fract() != 0.0) {
                    return Self(bit("number"));
                }
                "integer"
            }
        }])
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names, as a message lists them.
    pub(super) fn names(self) -> String {
        let has = |name: &str| self.0 & bit(name) != 0;
        let shown = |name: &&&str| has(name) && (**name != "integer" || !has("number"));
        let names = TYPES.iter().filter(shown);
        names
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// The bit of a type; that of `number` alone stands for numbers that are not whole.
fn bit(name: &str) -> u8 {
    let index = TYPES.iter().position(|known| *known == name);
    index.map_or(0, |index| 1 << index)
}

/// How deep schemas are followed.
const DEPTH: usize = 24;

/// How many schemas are looked at for one question.
const MOST: usize = 256;

/// A question about a schema, bounded by the number of schemas that it looks at.
pub(super) struct Glance<'d> {
    document: &'d Document,
    left: usize,
}

impl<'d> Glance<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            left: MOST,
        }
    }

    fn spend(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }

    /// The types that a value may have; all of them where that is not certain.
    pub(super) fn types(&mut self, schema: View<'d>) -> Types {
        self.types_at(schema, DEPTH)
    }

    fn types_at(&mut self, schema: View<'d>, depth: usize) -> Types {
        if depth == 0 || !self.spend() {
            return Types::ALL;
        }
        if schema.kind() != Kind::Object {
            return Types::ALL;
        }
        let mut types = own_types(schema);
        if schema.get("$ref").is_some() {
            let target = self
                .document
                .follow(schema)
                .filter(|it| it.id() != schema.id());
            types = target.map_or(Types::ALL, |target| {
                types.and(self.types_at(target, depth - 1))
            });
        }
        for branch in listed(schema, "allOf") {
            types = types.and(self.types_at(branch, depth - 1));
        }
        for name in ["oneOf", "anyOf"] {
            if listed(schema, name).len() > 0 {
                let branches = listed(schema, name);
                let any = branches.fold(Types::NONE, |any, branch| {
                    any.or(self.types_at(branch, depth - 1))
                });
                types = types.and(any);
            }
        }
        types
    }

    /// The members that a schema describes, each with every schema that it has: through references
    /// and `allOf`. None: something of it could not be read, or it describes members of any name.
    pub(super) fn members(&mut self, schema: View<'d>) -> Option<Members<'d>> {
        let mut found = Members::default();
        let mut seen = BTreeSet::new();
        let mut open = vec![schema];
        while let Some(schema) = open.pop() {
            if !seen.insert(schema.id()) {
                continue;
            }
            if !self.spend() {
                return None;
            }
            found.add(schema);
            if schema.get("$ref").is_some() {
                let target = self.document.follow(schema)?;
                if target.id() == schema.id() {
                    return None;
                }
                open.push(target);
            }
            open.extend(listed(schema, "allOf").rev());
        }
        Some(found)
    }
}

/// The members of the objects that a schema accepts.
#[derive(Default)]
pub(super) struct Members<'d> {
    pub(super) described: BTreeMap<&'d str, Vec<View<'d>>>,
    pub(super) required: BTreeSet<&'d str>,
    /// Whether it describes further ones: by pattern, by a schema for the rest, in branches.
    pub(super) open: bool,
}

/// Keywords that describe further members.
const OPEN: [&str; 6] = [
    "patternProperties",
    "additionalProperties",
    "oneOf",
    "anyOf",
    "if",
    "not",
];

impl<'d> Members<'d> {
    /// What a schema says itself.
    fn add(&mut self, schema: View<'d>) {
        for (name, member) in schema.get("properties").into_iter().flat_map(View::members) {
            self.described.entry(name).or_default().push(member);
        }
        let required = schema.get("required").into_iter().flat_map(View::items);
        self.required.extend(required.filter_map(View::str));
        let describes = |name: &&str| schema.get(name).is_some_and(|it| it.kind() != Kind::Bool);
        self.open |= OPEN.iter().any(describes);
    }
}

/// The elements of a keyword that holds an array of schemas.
pub(super) fn listed<'d>(
    schema: View<'d>,
    name: &str,
) -> impl DoubleEndedIterator<Item = View<'d>> + ExactSizeIterator {
    let listed = schema.get(name).map(|it| it.items().collect::<Vec<_>>());
    listed.unwrap_or_default().into_iter()
}

/// What `type`, `nullable`, `const` and `enum` say.
fn own_types(schema: View<'_>) -> Types {
    let Some(declared) = schema.get("type") else {
        return values(schema).unwrap_or(Types::ALL);
    };
    let mut types = match declared.str() {
        Some(name) => Types::of(&[name]),
        None if declared.items().len() > 0 => declared.items().fold(Types::NONE, |set, it| {
            set.with(it.str().unwrap_or_default())
        }),
        None => Types::ALL,
    };
    if schema.flag("nullable") {
        types = types.with("null");
    }
    types
}

/// The types of the values that `const` and `enum` list.
fn values(schema: View<'_>) -> Option<Types> {
    if let Some(value) = schema.get("const") {
        return Some(Types::of_value(value));
    }
    let values = listed(schema, "enum").map(Types::of_value);
    values.reduce(Types::or)
}
