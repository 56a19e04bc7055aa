//! A schema on its way to 2020-12.

use serde_json::Value;

use crate::tree::NodeId;

/// A schema, with the node that it stands at.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) at: NodeId,
    pub(super) body: Body,
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    /// `true` or `false`.
    Bool(bool),
    Members(Vec<DraftMember>),
}

/// A keyword or another member.
#[derive(Clone, Debug)]
pub(super) struct DraftMember {
    pub(super) name: String,
    pub(super) at: NodeId,
    pub(super) holds: DraftHolds,
}

#[derive(Clone, Debug)]
pub(super) enum DraftHolds {
    /// Plain data, and where its elements stand if each says something of its own.
    Data(Value, Vec<NodeId>),
    Schema(Box<Draft>),
    Schemas(Vec<Draft>),
    Named(Vec<(String, Draft)>),
    /// `$ref` to a schema among `$defs`.
    Reference(NodeId),
    /// `$ref` to a schema without its unions among `$defs`.
    Base(NodeId),
}

impl DraftMember {
    pub(super) fn data(name: &str, at: NodeId, value: Value) -> Self {
        Self {
            name: name.to_owned(),
            at,
            holds: DraftHolds::Data(value, Vec::new()),
        }
    }
}

impl Draft {
    pub(super) fn new(at: NodeId, members: Vec<DraftMember>) -> Self {
        Self {
            at,
            body: Body::Members(members),
        }
    }

    /// The members; none for a boolean schema.
    pub(super) fn members(&self) -> &[DraftMember] {
        match &self.body {
            Body::Members(members) => members,
            Body::Bool(_) => &[],
        }
    }

    pub(super) fn members_mut(&mut self) -> Option<&mut Vec<DraftMember>> {
        match &mut self.body {
            Body::Members(members) => Some(members),
            Body::Bool(_) => None,
        }
    }

    pub(super) fn find(&self, name: &str) -> Option<&DraftMember> {
        self.members().iter().find(|member| member.name == name)
    }

    /// The data that a member holds.
    pub(super) fn data(&self, name: &str) -> Option<&Value> {
        match &self.find(name)?.holds {
            DraftHolds::Data(value, _) => Some(value),
            _ => None,
        }
    }

    /// Takes a member out.
    pub(super) fn take(&mut self, name: &str) -> Option<DraftMember> {
        let members = self.members_mut()?;
        let index = members.iter().position(|member| member.name == name)?;
        Some(members.remove(index))
    }
}
