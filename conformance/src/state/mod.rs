//! The state of a resource, as far as requests can write it: which members, where an answer shows
//! them, and when two values are the same.

mod equal;
mod locate;
mod member;

use serde_json::{Map, Value};

pub use equal::equal;
pub use locate::{Located, Locator};
pub use member::{Member, Members};

/// What an answer shows of a resource: those of its members that requests can write.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The members.
    pub members: Map<String, Value>,
    /// Members for which the answer shows something that breaks its schema: that is found as such,
    /// and says nothing of the state.
    pub spoilt: Vec<String>,
}

impl From<Map<String, Value>> for State {
    fn from(members: Map<String, Value>) -> Self {
        Self {
            members,
            spoilt: Vec::new(),
        }
    }
}

impl State {
    /// The names of the members, of those that requests can write, in which two states differ;
    /// absent and null are the same.
    #[must_use]
    pub fn differences(&self, other: &Self, members: &Members) -> Vec<String> {
        let differs = |member: &&Member| {
            let name = &member.name;
            !self.spoilt.contains(name)
                && !other.spoilt.contains(name)
                && !member.same(self.members.get(name), other.members.get(name))
        };
        members
            .all()
            .filter(differs)
            .map(|member| member.name.clone())
            .collect()
    }
}
