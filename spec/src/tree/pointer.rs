//! JSON Pointers (RFC 6901) and the places of nodes.

use std::fmt::Write;

use super::{NodeId, Payload, Tree};
use crate::Place;
use crate::pointer::{escape, unescape};

impl Tree {
    /// The node that a JSON Pointer leads to from `root`; the empty pointer leads to `root`.
    #[must_use]
    pub fn pointer(&self, root: NodeId, pointer: &str) -> Option<NodeId> {
        if pointer.is_empty() {
            return Some(root);
        }
        let mut node = root;
        for token in pointer.strip_prefix('/')?.split('/') {
            node = self.step(node, &unescape(token))?;
        }
        Some(node)
    }

    /// The child of that name or index.
    pub(crate) fn step(&self, node: NodeId, name: &str) -> Option<NodeId> {
        if let Some(entry) = self.entry(node, name) {
            return Some(entry.value);
        }
        let canonical = name == "0" || !name.starts_with(['0', '+']);
        let index = name.parse::<usize>().ok().filter(|_| canonical)?;
        self.items(node).get(index).copied()
    }

    /// Where a node stands: for a member of an object, where its key is; else where its value
    /// starts. What an overlay brought stands in the overlay.
    #[must_use]
    pub fn place(&self, id: NodeId) -> Place {
        let mut pointer = String::new();
        self.write_pointer(id, &mut pointer);
        self.place_at(id, self.offset(id), pointer)
    }

    /// Where the value of a node starts, which for a member of an object is behind its key.
    #[must_use]
    pub fn value_place(&self, id: NodeId) -> Place {
        let mut pointer = String::new();
        self.write_pointer(id, &mut pointer);
        self.place_at(id, self.node(id).at, pointer)
    }

    fn place_at(&self, id: NodeId, offset: u32, pointer: String) -> Place {
        let file = self.sources.file(self.node(id).file);
        let (line, column) = file.position(offset);
        Place {
            file: file.shared_name(),
            pointer,
            line,
            column,
        }
    }

    /// What a container holds in its file, whatever overlays made of it.
    fn original(&self, id: NodeId) -> Payload {
        self.originals
            .get(&id)
            .copied()
            .unwrap_or(self.node(id).payload)
    }

    /// The byte offset of the key that leads to a node, or of the node if none does.
    pub(super) fn offset(&self, id: NodeId) -> u32 {
        let node = self.node(id);
        match self.original(node.parent) {
            Payload::Object(range) if node.parent != id => range
                .of(&self.entries)
                .get(node.slot as usize)
                .map_or(node.at, |entry| entry.at),
            _ => node.at,
        }
    }

    fn write_pointer(&self, id: NodeId, into: &mut String) {
        let mut path = Vec::new();
        let mut id = id;
        while self.node(id).parent != id {
            path.push(id);
            id = self.node(id).parent;
        }
        for &id in path.iter().rev() {
            let node = self.node(id);
            into.push('/');
            match self.original(node.parent) {
                Payload::Object(range) => {
                    if let Some(entry) = range.of(&self.entries).get(node.slot as usize) {
                        into.push_str(&escape(self.keys.text(entry.key)));
                    }
                }
                _ => {
                    // Writing into a string does not fail.
                    let _ = write!(into, "{}", node.slot);
                }
            }
        }
    }
}
