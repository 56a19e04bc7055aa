//! Resolves a document: which node plays which role, and where every `$ref` leads.
//!
//! What belongs here: the grammar of OpenAPI's objects, base URIs, references, the files that they
//! lead to. What never does: what the contract makes of it.

mod covered;
pub(crate) mod grammar;
mod in_place;
mod names;
mod reference;
mod resource;
mod target;
mod unread;
mod walk;

pub(crate) use covered::Covered;
pub(crate) use in_place::{Cut, Cuts};
pub(crate) use target::Target;
pub(crate) use walk::resolve;

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use grammar::Role;

use crate::tree::{NodeId, Tree, View};
use crate::version::Version;

/// A document whose references are resolved.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) tree: Tree,
    /// The root of the entry file.
    pub(crate) root: NodeId,
    pub(crate) version: Version,
    /// By the object that holds the `$ref`, or by the string that refers: where it leads.
    pub(crate) targets: HashMap<NodeId, Target>,
    /// Every node that plays a role, in the order in which it was met.
    pub(crate) roles: Vec<(NodeId, Role)>,
    /// Those of these roles that only a reference gave to a node that is something else.
    pub(crate) misread: HashSet<(NodeId, Role)>,
    /// What was not read.
    gaps: unread::Gaps,
    /// The references that are not followed as they are written.
    pub(crate) cuts: Cuts,
    /// The names that schemas have among `$defs`.
    pub(crate) names: HashMap<NodeId, String>,
    /// The names that schemas without their unions have there.
    pub(crate) base_names: HashMap<NodeId, String>,
    /// By the `oneOf`: whether one of its branches covers another, once that was asked.
    pub(crate) covered: Mutex<HashMap<NodeId, Option<Covered>>>,
}

impl Document {
    pub(crate) fn view(&self, id: NodeId) -> View<'_> {
        self.tree.view(id)
    }

    /// The object itself, or what its `$ref` finally leads to. None if it leads nowhere: then a
    /// diagnostic says so.
    pub(crate) fn follow<'d>(&'d self, view: View<'d>) -> Option<View<'d>> {
        let mut id = view.id();
        // A chain that is longer than there are references is a circle.
        for _ in 0..=self.targets.len() {
            match self.targets.get(&id) {
                None => return Some(self.view(id)),
                Some(Target::Node(target)) => id = *target,
                Some(Target::Missing(_)) => return None,
            }
        }
        None
    }
}
