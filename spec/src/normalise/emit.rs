//! Emits drafts as a schema that stands alone, with places.

use std::collections::{HashMap, HashSet};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value};

use super::draft::{Body, Draft, DraftHolds, DraftMember};
use super::read;
use super::read::Rewrites;
use super::rewrite;
use crate::Place;
use crate::contract::{Schema, SchemaId};
use crate::pointer::escape;
use crate::resolve::{Document, Target};
use crate::tree::NodeId;

/// What a URI fragment does not hold as it is (RFC 3986 section 3.5).
const FRAGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

impl Document {
    /// The reference to a schema among `$defs`.
    pub(super) fn definition(&self, target: NodeId) -> Option<String> {
        Some(to_definition(self.names.get(&target)?))
    }
}

/// The reference to what has that name among `$defs`.
fn to_definition(name: &str) -> String {
    let token = escape(name);
    format!("#/$defs/{}", utf8_percent_encode(&token, FRAGMENT))
}

/// All rewrites.
const REWRITES: Rewrites<'_> = Rewrites {
    all: rewrite::REWRITES,
    written,
};

/// Those of a schema as it is written.
const WRITTEN: Rewrites<'_> = Rewrites {
    all: rewrite::WRITTEN,
    written,
};

/// A schema among `$defs`: as it is, or without its unions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Needed {
    Whole(NodeId),
    Base(NodeId),
}

/// The schema of that identity, with everything that it refers to.
pub(crate) fn schema(document: &Document, id: SchemaId) -> Schema {
    emit(document, id, REWRITES, true)
}

/// The same as it is written, for the algebra to be asked about it.
pub(super) fn written(document: &Document, id: SchemaId) -> Value {
    emit(document, id, WRITTEN, false).value
}

/// The schema without its places, which cost more than the schema.
pub(crate) fn value(document: &Document, id: SchemaId) -> Value {
    emit(document, id, REWRITES, false).value
}

/// The schema without what it refers to.
pub(crate) fn schema_alone(document: &Document, id: SchemaId) -> Schema {
    let mut emitter = Emitter::new(document, true);
    let value = emitter.draft(&read::read(document, document.view(NodeId(id.0)), REWRITES));
    Schema {
        value,
        places: emitter.places,
    }
}

/// Every schema that has a name, in the order of the document.
pub(crate) fn library(document: &Document) -> Schema {
    let mut emitter = Emitter::new(document, true);
    let mut named: Vec<(NodeId, &String)> = document
        .names
        .iter()
        .map(|(node, name)| (*node, name))
        .collect();
    named.sort_by_key(|(node, _)| node.0);
    let mut bases: Vec<NodeId> = document.base_names.keys().copied().collect();
    bases.sort();
    let whole = named.into_iter().map(|(node, _)| Needed::Whole(node));
    let mut definitions = Map::new();
    for needed in whole.chain(bases.into_iter().map(Needed::Base)) {
        emitter.define(needed, REWRITES, &mut definitions);
    }
    Schema {
        value: serde_json::json!({ "$defs": definitions }),
        places: emitter.places,
    }
}

fn emit(document: &Document, id: SchemaId, rewrites: Rewrites<'_>, placed: bool) -> Schema {
    let mut emitter = Emitter::new(document, placed);
    let mut value = emitter.draft(&read::read(document, document.view(NodeId(id.0)), rewrites));
    let mut definitions = Map::new();
    let mut next = 0;
    while let Some(&target) = emitter.needed.get(next) {
        next += 1;
        emitter.define(target, rewrites, &mut definitions);
    }
    if let Value::Object(object) = &mut value
        && !definitions.is_empty()
    {
        object.insert("$defs".into(), Value::Object(definitions));
    }
    Schema {
        value,
        places: emitter.places,
    }
}

struct Emitter<'d> {
    document: &'d Document,
    places: HashMap<String, Place>,
    /// Whether places are wanted.
    placed: bool,
    pointer: String,
    /// The schemas that were referred to, in that order.
    needed: Vec<Needed>,
    met: HashSet<Needed>,
}

impl<'d> Emitter<'d> {
    fn new(document: &'d Document, placed: bool) -> Self {
        Self {
            document,
            places: HashMap::new(),
            placed,
            pointer: String::new(),
            needed: Vec::new(),
            met: HashSet::new(),
        }
    }

    /// Emits a schema among `$defs`.
    fn define(
        &mut self,
        needed: Needed,
        rewrites: Rewrites<'_>,
        definitions: &mut Map<String, Value>,
    ) {
        let document = self.document;
        let (name, draft) = match needed {
            Needed::Whole(node) => (
                document.names.get(&node),
                read::read(document, document.view(node), rewrites),
            ),
            Needed::Base(node) => (
                document.base_names.get(&node),
                read::base(document, document.view(node), rewrites),
            ),
        };
        if let Some(name) = name {
            self.pointer = format!("/$defs/{}", escape(name));
            let definition = self.draft(&draft);
            definitions.insert(name.clone(), definition);
        }
    }

    fn draft(&mut self, draft: &Draft) -> Value {
        self.place(draft.at);
        match &draft.body {
            Body::Bool(value) => Value::Bool(*value),
            Body::Members(members) => {
                let mut object = Map::with_capacity(members.len());
                for member in members {
                    let value = self.below(&member.name, |emitter| emitter.member(member));
                    object.insert(member.name.clone(), value);
                }
                Value::Object(object)
            }
        }
    }

    fn member(&mut self, member: &DraftMember) -> Value {
        self.place(member.at);
        match &member.holds {
            DraftHolds::Data(value, elements) => {
                for (index, &element) in elements.iter().enumerate() {
                    self.below(&index.to_string(), |emitter| emitter.place(element));
                }
                if member.name == "discriminator" {
                    self.need_mapped(member.at);
                }
                value.clone()
            }
            DraftHolds::Schema(draft) => {
                // The place of the keyword is that of the schema.
                self.draft(draft)
            }
            DraftHolds::Schemas(drafts) => drafts
                .iter()
                .enumerate()
                .map(|(index, draft)| {
                    self.below(&index.to_string(), |emitter| emitter.draft(draft))
                })
                .collect(),
            DraftHolds::Named(drafts) => {
                let mut object = Map::with_capacity(drafts.len());
                for (name, draft) in drafts {
                    let value = self.below(name, |emitter| emitter.draft(draft));
                    object.insert(name.clone(), value);
                }
                Value::Object(object)
            }
            DraftHolds::Reference(target) => {
                self.need(Needed::Whole(*target));
                self.document
                    .definition(*target)
                    .map_or(Value::Null, Value::String)
            }
            DraftHolds::Base(target) => {
                self.need(Needed::Base(*target));
                let name = self.document.base_names.get(target);
                name.map_or(Value::Null, |name| Value::String(to_definition(name)))
            }
        }
    }

    fn need(&mut self, target: Needed) {
        if self.met.insert(target) {
            self.needed.push(target);
        }
    }

    fn need_mapped(&mut self, discriminator: NodeId) {
        let view = self.document.view(discriminator);
        let mapping = view
            .get("mapping")
            .into_iter()
            .flat_map(|mapping| mapping.members());
        let values = mapping
            .map(|(_, value)| value)
            .chain(view.get("defaultMapping"));
        for value in values {
            if let Some(&Target::Node(target)) = self.document.targets.get(&value.id()) {
                self.need(Needed::Whole(target));
            }
        }
    }

    fn place(&mut self, node: NodeId) {
        if self.placed {
            let place = self.document.tree.place(node);
            self.places.insert(self.pointer.clone(), place);
        }
    }

    fn below<T>(&mut self, token: &str, emit: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&escape(token));
        let made = emit(self);
        self.pointer.truncate(length);
        made
    }
}
