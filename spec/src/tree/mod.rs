//! The located tree: what the texts say, every member with its place.
//!
//! One arena holds the nodes of all files. A node is a few offsets; strings stay in the text
//! unless escapes or folding changed them, keys are interned, and the literal of a number is kept
//! as it was written. Where a node stands (file, line, column, JSON Pointer) is worked out when it
//! is asked for.
//!
//! What belongs here: nodes, their values and places. What never does: anything that only OpenAPI
//! knows.

mod builder;
mod change;
mod key;
mod pointer;
mod text;
mod value;
mod view;

pub(crate) use builder::Builder;
pub(crate) use change::PathStep;
pub(crate) use key::{Key, Keys};
pub use text::{Text, read_text};
pub use view::View;

use std::collections::{HashMap, HashSet};

use crate::source::{FileId, Sources};

/// Names a node of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// The kind with its article, as messages say it.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// A member of an object. The key stands in the same file as the value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) key: Key,
    /// Byte offset of the key.
    pub(crate) at: u32,
    pub(crate) value: NodeId,
}

/// What a node holds: ranges of the text, of the pool, or of the lists of children.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Payload {
    Null,
    Bool(bool),
    /// A range of the file's text.
    NumberInText(Range),
    /// A range of the pool: a literal that was rewritten as JSON writes it.
    NumberInPool(Range),
    StringInText(Range),
    StringInPool(Range),
    /// A range of `items`.
    Array(Range),
    /// A range of `entries`.
    Object(Range),
}

/// A range of something: first index and length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

impl Range {
    pub(crate) fn of<T>(self, list: &[T]) -> &[T] {
        &list[self.start as usize..self.start as usize + self.len as usize]
    }

    fn text(self, text: &str) -> &str {
        &text[self.start as usize..self.start as usize + self.len as usize]
    }
}

#[derive(Clone, Copy, Debug)]
struct Node {
    payload: Payload,
    file: FileId,
    /// Byte offset where the value starts.
    at: u32,
    /// The container, as the file has it; itself at the root of a file.
    parent: NodeId,
    /// The index among the container's children, as the file has them.
    slot: u32,
}

/// The nodes of all files of a document.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    sources: Sources,
    keys: Keys,
    nodes: Vec<Node>,
    items: Vec<NodeId>,
    entries: Vec<Entry>,
    pool: String,
    /// What containers held before an overlay changed them.
    originals: HashMap<NodeId, Payload>,
    /// Nodes that are reached in more than one way, by a YAML alias or by a copy.
    shared: HashSet<NodeId>,
}

impl Tree {
    /// The texts that the tree was read from.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    pub(crate) fn sources_mut(&mut self) -> &mut Sources {
        &mut self.sources
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are no nodes at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The node as something to read.
    #[must_use]
    pub fn view(&self, id: NodeId) -> View<'_> {
        View::new(self, id)
    }

    pub(crate) fn file(&self, id: NodeId) -> FileId {
        self.node(id).file
    }

    /// What a node is.
    #[must_use]
    pub fn kind(&self, id: NodeId) -> Kind {
        match self.node(id).payload {
            Payload::Null => Kind::Null,
            Payload::Bool(_) => Kind::Bool,
            Payload::NumberInText(_) | Payload::NumberInPool(_) => Kind::Number,
            Payload::StringInText(_) | Payload::StringInPool(_) => Kind::String,
            Payload::Array(_) => Kind::Array,
            Payload::Object(_) => Kind::Object,
        }
    }

    pub(crate) fn bool(&self, id: NodeId) -> Option<bool> {
        match self.node(id).payload {
            Payload::Bool(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn str(&self, id: NodeId) -> Option<&str> {
        let node = self.node(id);
        match node.payload {
            Payload::StringInText(range) => Some(range.text(self.sources.file(node.file).text())),
            Payload::StringInPool(range) => Some(range.text(&self.pool)),
            _ => None,
        }
    }

    pub(crate) fn number(&self, id: NodeId) -> Option<&str> {
        let node = self.node(id);
        match node.payload {
            Payload::NumberInText(range) => Some(range.text(self.sources.file(node.file).text())),
            Payload::NumberInPool(range) => Some(range.text(&self.pool)),
            _ => None,
        }
    }

    /// The elements of an array; empty for everything else.
    pub(crate) fn items(&self, id: NodeId) -> &[NodeId] {
        match self.node(id).payload {
            Payload::Array(range) => range.of(&self.items),
            _ => &[],
        }
    }

    /// The members of an object; empty for everything else.
    pub(crate) fn entries(&self, id: NodeId) -> &[Entry] {
        match self.node(id).payload {
            Payload::Object(range) => range.of(&self.entries),
            _ => &[],
        }
    }

    pub(crate) fn key(&self, key: Key) -> &str {
        self.keys.text(key)
    }

    /// The member of that name.
    pub(crate) fn entry(&self, id: NodeId, name: &str) -> Option<&Entry> {
        let key = self.keys.find(name)?;
        self.entries(id).iter().find(|entry| entry.key == key)
    }
}

impl Tree {
    /// Whether any object of the tree has a member of that name.
    pub(crate) fn has_key(&self, name: &str) -> bool {
        self.keys.find(name).is_some()
    }

    /// The container of a node, as its file has it.
    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        Some(self.node(id).parent).filter(|&parent| parent != id)
    }

    /// The root of the file that a node stands in.
    pub(crate) fn root_of(&self, mut id: NodeId) -> NodeId {
        while let Some(parent) = self.parent(id) {
            id = parent;
        }
        id
    }
}
