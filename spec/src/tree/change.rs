//! Changes to a tree that is read: what overlays do.
//!
//! A container that changes gets a new list of children; what its file has is remembered, so that
//! every node still stands where it was written. A node that is reached in more than one way is
//! copied on the way to a change.

use super::builder::range_from;
use super::{Entry, Kind, NodeId, Payload, Tree};

/// One step down: a member's name or an element's index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PathStep {
    Name(String),
    Index(usize),
}

impl Tree {
    /// Walks from `root` to the node at the end of a path, for it to be changed. None: the path
    /// does not lead anywhere.
    pub(crate) fn own(&mut self, root: NodeId, path: &[PathStep]) -> Option<NodeId> {
        let mut at = root;
        for step in path {
            at = self.own_child(at, step)?;
        }
        Some(at)
    }

    /// The child of a node, for it to be changed.
    pub(crate) fn own_child(&mut self, parent: NodeId, step: &PathStep) -> Option<NodeId> {
        let slot = self.slot(parent, step)?;
        let child = match step {
            PathStep::Name(_) => self.entries(parent)[slot].value,
            PathStep::Index(_) => self.items(parent)[slot],
        };
        if !self.shared.contains(&child) {
            return Some(child);
        }
        let copy = self.shallow_copy(child);
        self.put(parent, slot, None, copy);
        Some(copy)
    }

    fn slot(&self, parent: NodeId, step: &PathStep) -> Option<usize> {
        match step {
            PathStep::Name(name) => {
                let key = self.keys.find(name)?;
                self.entries(parent)
                    .iter()
                    .position(|entry| entry.key == key)
            }
            PathStep::Index(index) => {
                Some(*index).filter(|&index| index < self.items(parent).len())
            }
        }
    }

    /// A node that says the same and stands in the same place; both share their children.
    fn shallow_copy(&mut self, id: NodeId) -> NodeId {
        let copy = self.push_copy(id);
        let children: Vec<NodeId> = self.children(id).collect();
        self.shared.extend(children);
        copy
    }

    fn push_copy(&mut self, id: NodeId) -> NodeId {
        let copy = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let node = *self.node(id);
        self.nodes.push(node);
        copy
    }

    fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let members = self.entries(id).iter().map(|entry| entry.value);
        self.items(id).iter().copied().chain(members)
    }

    /// A copy of a node and of all below it.
    pub(crate) fn deep_copy(&mut self, id: NodeId) -> NodeId {
        let copy = self.push_copy(id);
        match self.kind(id) {
            Kind::Object => {
                let mut entries = self.entries(id).to_vec();
                for entry in &mut entries {
                    entry.value = self.deep_copy(entry.value);
                }
                self.set_entries(copy, &entries);
            }
            Kind::Array => {
                let mut items = self.items(id).to_vec();
                for item in &mut items {
                    *item = self.deep_copy(*item);
                }
                self.set_items(copy, &items);
            }
            _ => {}
        }
        copy
    }

    /// How deep the containers in a node nest; 0 for a scalar.
    pub(crate) fn height(&self, id: NodeId) -> usize {
        match self.kind(id) {
            Kind::Array | Kind::Object => {
                1 + self
                    .children(id)
                    .map(|child| self.height(child))
                    .max()
                    .unwrap_or_default()
            }
            _ => 0,
        }
    }

    fn remember(&mut self, id: NodeId) {
        let payload = self.node(id).payload;
        self.originals.entry(id).or_insert(payload);
    }

    fn set_entries(&mut self, id: NodeId, entries: &[Entry]) {
        self.remember(id);
        let start = self.entries.len();
        self.entries.extend_from_slice(entries);
        let range = range_from(start, self.entries.len());
        self.nodes[id.0 as usize].payload = Payload::Object(range);
    }

    fn set_items(&mut self, id: NodeId, items: &[NodeId]) {
        self.remember(id);
        let start = self.items.len();
        self.items.extend_from_slice(items);
        let range = range_from(start, self.items.len());
        self.nodes[id.0 as usize].payload = Payload::Array(range);
    }

    /// Puts a node in place of a child; with the offset of the key that brought it, if one did.
    fn put(&mut self, parent: NodeId, slot: usize, key_at: Option<u32>, child: NodeId) {
        if self.kind(parent) == Kind::Object {
            let mut entries = self.entries(parent).to_vec();
            entries[slot].value = child;
            entries[slot].at = key_at.unwrap_or(entries[slot].at);
            self.set_entries(parent, &entries);
        } else {
            let mut items = self.items(parent).to_vec();
            items[slot] = child;
            self.set_items(parent, &items);
        }
    }

    /// Replaces a child by a node that stands elsewhere.
    pub(crate) fn replace(&mut self, parent: NodeId, step: &PathStep, child: NodeId) {
        if let Some(slot) = self.slot(parent, step) {
            self.shared.insert(child);
            self.put(parent, slot, Some(self.offset(child)), child);
        }
    }

    /// Adds a member that stands elsewhere.
    pub(crate) fn insert(&mut self, parent: NodeId, entry: Entry) {
        let mut entries = self.entries(parent).to_vec();
        self.shared.insert(entry.value);
        entries.push(entry);
        self.set_entries(parent, &entries);
    }

    /// Adds elements that stand elsewhere.
    pub(crate) fn append(&mut self, parent: NodeId, more: &[NodeId]) {
        let mut items = self.items(parent).to_vec();
        self.shared.extend(more);
        items.extend_from_slice(more);
        self.set_items(parent, &items);
    }

    /// Takes a child out.
    pub(crate) fn remove(&mut self, parent: NodeId, step: &PathStep) {
        let Some(slot) = self.slot(parent, step) else {
            return;
        };
        if self.kind(parent) == Kind::Object {
            let mut entries = self.entries(parent).to_vec();
            entries.remove(slot);
            self.set_entries(parent, &entries);
        } else {
            let mut items = self.items(parent).to_vec();
            items.remove(slot);
            self.set_items(parent, &items);
        }
    }
}
