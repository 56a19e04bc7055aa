//! What a type does not enforce of its schema.
//!
//! Each place that makes a type of a schema names the keywords that the type enforces; whatever
//! else restricts values of that JSON type is said to be not enforced. So a keyword that nobody
//! thought of is said, not lost.

use tally_spec::schema::{JsonTypes, Keyword};

use super::node::Node;
use super::types::Types;

impl Types<'_> {
    /// Notes what restricts values of a type, beside `type` itself and what the type enforces.
    pub(crate) fn note_others(&mut self, node: &Node<'_>, ty: JsonTypes, enforced: &[Keyword]) {
        let others = Keyword::ALL.iter().filter(|keyword| {
            keyword.restricts().has(ty) && **keyword != Keyword::Type && !enforced.contains(keyword)
        });
        let others: Vec<Keyword> = others
            .filter(|keyword| node.view().refuses_by(**keyword))
            .copied()
            .collect();
        self.note_ignored(node, &others);
    }
}
