//! Where references lead.

use crate::tree::NodeId;

/// Where a reference leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Node(NodeId),
    Missing(Missing),
}

/// Why a reference leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// There is nothing at the end of it.
    Dangling,
    /// What it names is not among the files: it would have to be fetched.
    Remote,
    /// It leads back to itself.
    Circular,
}

/// A reference that leads nowhere, and why, as a fragment of a message.
pub(super) struct Lost {
    pub(super) missing: Missing,
    pub(super) message: String,
}
