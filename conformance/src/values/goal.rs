//! What a value is wanted for.

use tally_spec::schema::{Keyword, SchemaNode};

/// One step from a value to a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PathStep {
    /// To a member.
    Member(String),
    /// To an item.
    Item(usize),
}

/// The keyword that a value is to break, while all else holds.
#[derive(Clone, Debug)]
pub struct Broken<'s> {
    /// The schema object that has it.
    pub node: SchemaNode<'s>,
    /// The keyword.
    pub keyword: Keyword,
    /// What follows it in the clause's path: the member that `required` names.
    pub tail: Vec<String>,
}

/// A value that satisfies some schemas, does not satisfy others, and has certain parts.
#[derive(Clone, Debug, Default)]
pub struct Goal<'s> {
    /// What it satisfies.
    pub all: Vec<SchemaNode<'s>>,
    /// What it does not satisfy.
    pub none: Vec<SchemaNode<'s>>,
    /// Parts that it has.
    pub parts: Vec<Vec<PathStep>>,
    /// The keyword that it breaks.
    pub broken: Option<Broken<'s>>,
    /// What else it satisfies, in the same place as everything of `all`.
    pub also: Vec<SchemaNode<'s>>,
    /// Whether it has all of its optional members.
    pub full: bool,
    /// How many values it stands in.
    pub depth: usize,
}

impl<'s> Goal<'s> {
    /// A value of one schema: the root.
    #[must_use]
    pub fn of(root: &'s serde_json::Value) -> Self {
        Self {
            all: vec![SchemaNode::of(root)],
            ..Self::default()
        }
    }

    /// The same, with this part in it.
    #[must_use]
    pub fn with(mut self, part: &[PathStep]) -> Self {
        self.parts.push(part.to_vec());
        self
    }
}
