//! What a schema says at a glance: its types and its members, through references and `allOf`.

use std::collections::{BTreeMap, BTreeSet};

use crate::resolve::Document;
use crate::schema::JsonTypes;
use crate::tree::{Kind, View};

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
    pub(super) fn types(&mut self, schema: View<'d>) -> JsonTypes {
        self.types_at(schema, DEPTH)
    }

    fn types_at(&mut self, schema: View<'d>, depth: usize) -> JsonTypes {
        if depth == 0 || !self.spend() {
            return JsonTypes::ALL;
        }
        if schema.kind() != Kind::Object {
            return JsonTypes::ALL;
        }
        let mut types = own_types(schema);
        if schema.get("$ref").is_some() {
            let target = self
                .document
                .follow(schema)
                .filter(|it| it.id() != schema.id());
            types = target.map_or(JsonTypes::ALL, |target| {
                types.and(self.types_at(target, depth - 1))
            });
        }
        for branch in listed(schema, "allOf") {
            types = types.and(self.types_at(branch, depth - 1));
        }
        for name in ["oneOf", "anyOf"] {
            if listed(schema, name).len() > 0 {
                let branches = listed(schema, name);
                let any = branches.fold(JsonTypes::NONE, |any, branch| {
                    any.with(self.types_at(branch, depth - 1))
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
fn own_types(schema: View<'_>) -> JsonTypes {
    let Some(declared) = schema.get("type") else {
        return values(schema).unwrap_or(JsonTypes::ALL);
    };
    let mut types = match declared.str() {
        Some(name) => named(name),
        None if declared.items().len() > 0 => declared.items().fold(JsonTypes::NONE, |set, it| {
            set.with(named(it.str().unwrap_or_default()))
        }),
        None => JsonTypes::ALL,
    };
    if schema.flag("nullable") {
        types = types.with(JsonTypes::NULL);
    }
    types
}

/// The types of that name; all of them for a name that is not known.
fn named(name: &str) -> JsonTypes {
    JsonTypes::named(name).unwrap_or(JsonTypes::ALL)
}

/// The type of a value: of a number whether it is whole.
pub(super) fn type_of(value: View<'_>) -> JsonTypes {
    match value.kind() {
        Kind::Null => JsonTypes::NULL,
        Kind::Bool => JsonTypes::BOOLEAN,
        Kind::String => JsonTypes::STRING,
        Kind::Array => JsonTypes::ARRAY,
        Kind::Object => JsonTypes::OBJECT,
        Kind::Number => {
            let number = value.number().and_then(|it| it.parse::<f64>().ok());
            match number.is_some_and(|number| number.fract() != 0.0) {
                true => JsonTypes::FRACTION,
                false => JsonTypes::INTEGER,
            }
        }
    }
}

/// The types of the values that `const` and `enum` list.
fn values(schema: View<'_>) -> Option<JsonTypes> {
    if let Some(value) = schema.get("const") {
        return Some(type_of(value));
    }
    let values = listed(schema, "enum").map(type_of);
    values.reduce(JsonTypes::with)
}
