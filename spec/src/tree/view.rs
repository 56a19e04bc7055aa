//! A node together with its tree: what typed views are laid over.

use serde_json::Value;

use super::{Kind, NodeId, Tree};
use crate::Place;

/// A node to read from.
#[derive(Clone, Copy)]
pub struct View<'t> {
    tree: &'t Tree,
    id: NodeId,
}

impl<'t> View<'t> {
    pub(super) fn new(tree: &'t Tree, id: NodeId) -> Self {
        Self { tree, id }
    }

    /// The node.
    #[must_use]
    pub fn id(self) -> NodeId {
        self.id
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.tree.kind(self.id)
    }

    /// The member of that name, if this is an object that has it.
    #[must_use]
    pub fn get(self, name: &str) -> Option<View<'t>> {
        let entry = self.tree.entry(self.id, name)?;
        Some(self.tree.view(entry.value))
    }

    /// The members of an object, in order; none for everything else.
    pub fn members(self) -> impl ExactSizeIterator<Item = (&'t str, View<'t>)> {
        let tree = self.tree;
        tree.entries(self.id)
            .iter()
            .map(|entry| (tree.key(entry.key), tree.view(entry.value)))
    }

    /// The elements of an array; none for everything else.
    pub fn items(self) -> impl ExactSizeIterator<Item = View<'t>> {
        let tree = self.tree;
        tree.items(self.id).iter().map(|&item| tree.view(item))
    }

    /// The text of a string.
    #[must_use]
    pub fn str(self) -> Option<&'t str> {
        self.tree.str(self.id)
    }

    /// The value of a boolean.
    #[must_use]
    pub fn bool(self) -> Option<bool> {
        self.tree.bool(self.id)
    }

    /// The literal of a number, as JSON writes it.
    #[must_use]
    pub fn number(self) -> Option<&'t str> {
        self.tree.number(self.id)
    }

    /// The node and all below it as a JSON value.
    #[must_use]
    pub fn value(self) -> Value {
        self.tree.value(self.id)
    }

    /// Where it stands: a member at its key.
    #[must_use]
    pub fn place(self) -> Place {
        self.tree.place(self.id)
    }

    /// The text of a member that is a string.
    #[must_use]
    pub fn text(self, name: &str) -> Option<String> {
        self.get(name)?.str().map(str::to_owned)
    }

    /// Whether a member is `true`.
    #[must_use]
    pub fn flag(self, name: &str) -> bool {
        self.get(name).and_then(View::bool).unwrap_or_default()
    }
}
