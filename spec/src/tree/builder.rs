//! Builds the tree from what a reader meets: scalars, and containers that open and close.

use super::{Entry, Key, Node, NodeId, Payload, Range, Tree};
use crate::source::FileId;

/// A member that came again in the same object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Duplicate {
    pub(crate) key: Key,
    /// Byte offset of the key that came first.
    pub(crate) first: u32,
    /// Byte offset of the key that came again.
    pub(crate) again: u32,
}

/// Appends the nodes of one file to a tree.
///
/// The calls come in document order: a scalar, or `open`, the children, `close_array` or
/// `close_object`. A child of an object is announced by `key`.
pub(crate) struct Builder<'t> {
    tree: &'t mut Tree,
    file: FileId,
    /// The children of all open containers; those of the innermost one last.
    pending: Vec<Entry>,
    /// Per open container: its node and where its children start in `pending`.
    open: Vec<(NodeId, usize)>,
    /// The key that was announced, with its offset.
    announced: Option<(Key, u32)>,
    /// Per key: the serial number of the last object in which it was met, and its index there.
    met: Vec<(u32, u32)>,
    serial: u32,
    pub(crate) duplicates: Vec<Duplicate>,
    root: Option<NodeId>,
}

impl<'t> Builder<'t> {
    pub(crate) fn new(tree: &'t mut Tree, file: FileId) -> Self {
        Self {
            tree,
            file,
            pending: Vec::new(),
            open: Vec::new(),
            announced: None,
            met: Vec::new(),
            serial: 0,
            duplicates: Vec::new(),
            root: None,
        }
    }

    /// Forgets what was built so far; its nodes stay in the tree, reached by nothing.
    pub(crate) fn start_again(&mut self) {
        self.pending.clear();
        self.open.clear();
        self.announced = None;
        self.duplicates.clear();
        self.root = None;
    }

    /// The root that was built, once every container is closed.
    pub(crate) fn root(&self) -> Option<NodeId> {
        self.root.filter(|_| self.open.is_empty())
    }

    /// How many containers are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(crate) fn tree(&self) -> &Tree {
        self.tree
    }

    /// Interns a key without announcing it.
    pub(crate) fn intern(&mut self, name: &str) -> Key {
        self.tree.keys.intern(name)
    }

    /// Announces the member whose value comes next.
    pub(crate) fn key(&mut self, name: &str, at: u32) {
        let key = self.intern(name);
        self.announced = Some((key, at));
    }

    fn push(&mut self, payload: Payload, at: u32) -> NodeId {
        // There are never more nodes than bytes of text, and those are counted in 32 bits.
        let id = NodeId(u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX));
        self.tree.nodes.push(Node {
            payload,
            file: self.file,
            at,
            parent: id,
            slot: 0,
        });
        self.attach(id);
        id
    }

    /// Hangs an existing node into the innermost open container.
    pub(crate) fn attach(&mut self, id: NodeId) {
        match self.announced.take() {
            Some((key, at)) => self.pending.push(Entry { key, at, value: id }),
            None if self.open.is_empty() => self.root = Some(id),
            None => self.pending.push(Entry {
                key: Key::default(),
                at: 0,
                value: id,
            }),
        }
    }

    pub(crate) fn null(&mut self, at: u32) -> NodeId {
        self.push(Payload::Null, at)
    }

    pub(crate) fn bool(&mut self, value: bool, at: u32) -> NodeId {
        self.push(Payload::Bool(value), at)
    }

    /// A number whose literal is a range of the text.
    pub(crate) fn number_in_text(&mut self, range: Range) -> NodeId {
        self.push(Payload::NumberInText(range), range.start)
    }

    /// A number whose literal is not the text's, for example one that YAML writes as `0x1F`.
    pub(crate) fn number(&mut self, literal: &str, at: u32) -> NodeId {
        let range = self.pool(literal);
        self.push(Payload::NumberInPool(range), at)
    }

    /// A string that is a range of the text; its value starts at `at`.
    pub(crate) fn string_in_text(&mut self, range: Range, at: u32) -> NodeId {
        self.push(Payload::StringInText(range), at)
    }

    /// A string that escapes or folding made different from its text.
    pub(crate) fn string(&mut self, value: &str, at: u32) -> NodeId {
        let range = self.pool(value);
        self.push(Payload::StringInPool(range), at)
    }

    fn pool(&mut self, text: &str) -> Range {
        let clamp = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let start = clamp(self.tree.pool.len());
        self.tree.pool.push_str(text);
        Range {
            start,
            len: clamp(text.len()),
        }
    }

    /// Opens an array or object; which of them is said when it is closed.
    pub(crate) fn open(&mut self, at: u32) -> NodeId {
        let id = self.push(Payload::Null, at);
        self.open.push((id, self.pending.len()));
        id
    }

    /// The members that the innermost open container has so far.
    pub(crate) fn pending(&self) -> &[Entry] {
        self.open
            .last()
            .map_or(&[], |&(_, start)| &self.pending[start..])
    }

    /// Adds a member that stands elsewhere, as a YAML merge key asks for.
    pub(crate) fn add(&mut self, entry: Entry) {
        self.pending.push(entry);
    }

    /// Takes a member of the innermost open container out again.
    pub(crate) fn remove_pending(&mut self, key: Key, value: NodeId) {
        let start = self.open.last().map_or(0, |&(_, start)| start);
        let found = self.pending[start..]
            .iter()
            .rposition(|entry| entry.key == key && entry.value == value);
        if let Some(index) = found {
            self.pending.remove(start + index);
        }
    }

    /// Notes that a node is reached in more than one way.
    pub(crate) fn share(&mut self, id: NodeId) {
        self.tree.shared.insert(id);
    }

    /// Closes the innermost container as an array.
    pub(crate) fn close_array(&mut self) -> Option<NodeId> {
        let (id, mark) = self.open.pop()?;
        let start = self.tree.items.len();
        for (slot, entry) in (0..).zip(self.pending.drain(mark..)) {
            self.tree.items.push(entry.value);
            self.tree.adopt(id, entry.value, slot);
        }
        let range = range_from(start, self.tree.items.len());
        self.tree.nodes[id.0 as usize].payload = Payload::Array(range);
        Some(id)
    }

    /// Closes the innermost container as an object. A member that came again takes the place of
    /// the first among the members, and is noted as a duplicate.
    pub(crate) fn close_object(&mut self) -> Option<NodeId> {
        let (id, mark) = self.open.pop()?;
        let start = self.tree.entries.len();
        self.serial += 1;
        for entry in self.pending.drain(mark..) {
            let key = entry.key.index();
            if self.met.len() <= key {
                self.met.resize(self.tree.keys.len().max(key + 1), (0, 0));
            }
            let (serial, slot) = self.met[key];
            if serial == self.serial {
                let first = &mut self.tree.entries[start + slot as usize];
                self.duplicates.push(Duplicate {
                    key: entry.key,
                    first: first.at,
                    again: entry.at,
                });
                *first = entry;
                self.tree.adopt(id, entry.value, slot);
                continue;
            }
            let slot = u32::try_from(self.tree.entries.len() - start).unwrap_or(u32::MAX);
            self.met[key] = (self.serial, slot);
            self.tree.entries.push(entry);
            self.tree.adopt(id, entry.value, slot);
        }
        let range = range_from(start, self.tree.entries.len());
        self.tree.nodes[id.0 as usize].payload = Payload::Object(range);
        Some(id)
    }
}

pub(super) fn range_from(start: usize, end: usize) -> Range {
    let clamp = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Range {
        start: clamp(start),
        len: clamp(end - start),
    }
}

impl Tree {
    /// Says where a node stands, unless that is known: a node that an alias reaches again stays
    /// where it was written.
    fn adopt(&mut self, parent: NodeId, child: NodeId, slot: u32) {
        let node = &mut self.nodes[child.0 as usize];
        if node.parent == child {
            node.parent = parent;
            node.slot = slot;
        }
    }
}
