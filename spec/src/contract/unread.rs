//! What a contract does not know.

use serde::{Deserialize, Serialize};

use crate::Place;

/// A reference to something that was not read: it is on another host, or nowhere. A diagnostic says
/// so as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The reference as it is written.
    pub reference: String,
    /// Where it stands.
    pub place: Place,
}
