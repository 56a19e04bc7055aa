//! What a contract does not know.

use serde::{Deserialize, Serialize};

use super::{Contract, SchemaId};
use crate::Place;
use crate::tree::NodeId;

/// A reference to something that was not read: it is on another host, or nowhere. A diagnostic says
/// so as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The reference as it is written.
    pub reference: String,
    /// Where it stands.
    pub place: Place,
}

impl Contract {
    /// The references by which a schema takes in what was not read; empty: the schema is known in
    /// full. Of one that is not, nobody can say which values are valid.
    #[must_use]
    pub fn unread(&self, id: SchemaId) -> Vec<Unread> {
        self.document.unread(NodeId(id.0))
    }
}
