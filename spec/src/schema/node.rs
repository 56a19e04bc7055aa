//! A schema where it stands.

use std::ops::Deref;
use std::sync::Arc;

use serde_json::Value;

use super::keyword::Keyword;
use super::view::{self, Follow, SchemaView, Subschema};
use crate::pointer;

/// A schema of a self-contained one, with its place and the way to it.
///
/// # Example
///
/// ```
/// use serde_json::json;
/// use tally_spec::schema::{Follow, SchemaNode};
///
/// let schema = json!({ "allOf": [{ "$ref": "#/$defs/Id" }], "$defs": { "Id": { "minimum": 1 } } });
/// let nodes = SchemaNode::in_place(vec![SchemaNode::of(&schema)], Follow::Certain);
/// let paths: Vec<_> = nodes.iter().map(|node| (&*node.at, &*node.path)).collect();
/// assert_eq!(paths, [("", ""), ("/allOf/0", "/allOf/0"), ("/$defs/Id", "/allOf/0/$ref")]);
/// ```
#[derive(Clone, Debug)]
pub struct SchemaNode<'s> {
    /// The schema.
    pub schema: SchemaView<'s>,
    /// JSON Pointer into the root, references resolved.
    pub at: Arc<str>,
    /// Evaluation path: JSON Pointer through the schema, `$ref` steps included.
    pub path: Arc<str>,
}

impl<'s> Deref for SchemaNode<'s> {
    type Target = SchemaView<'s>;

    fn deref(&self) -> &SchemaView<'s> {
        &self.schema
    }
}

impl<'s> SchemaNode<'s> {
    /// A self-contained schema.
    #[must_use]
    pub fn of(root: &'s Value) -> Self {
        Self {
            schema: SchemaView::of(root),
            at: "".into(),
            path: "".into(),
        }
    }

    /// The schema at a JSON Pointer of a self-contained one, as if evaluation began there.
    #[must_use]
    pub fn at(root: &'s Value, pointer: &str) -> Option<Self> {
        Some(Self {
            schema: SchemaView::at(root, pointer)?,
            at: pointer.into(),
            path: "".into(),
        })
    }

    /// The schema that a step leads to from here.
    #[must_use]
    pub fn enter(&self, step: &Subschema<'s>) -> Self {
        let further = |pointer: &str| {
            let mut further = pointer::join(pointer, step.keyword.name());
            if let Some(token) = &step.token {
                pointer::push(&mut further, token);
            }
            Arc::from(further)
        };
        let referred = (step.keyword == Keyword::Ref).then(|| self.located_target());
        let at = match referred.flatten() {
            Some((target, _)) => target.into(),
            None => further(&self.at),
        };
        Self {
            schema: step.schema,
            at,
            path: further(&self.path),
        }
    }

    /// The schemas that a keyword holds.
    #[must_use]
    pub fn children(&self, keyword: Keyword) -> Vec<Self> {
        let held = self.held(keyword);
        held.iter().map(|step| self.enter(step)).collect()
    }

    /// The one schema that a keyword holds.
    #[must_use]
    pub fn child(&self, keyword: Keyword) -> Option<Self> {
        self.children(keyword).pop()
    }

    /// The schemas that a keyword holds by name.
    #[must_use]
    pub fn named_children(&self, keyword: Keyword) -> Vec<(&'s str, Self)> {
        let names = self.named(keyword).map(|(name, _)| name);
        names.zip(self.children(keyword)).collect()
    }

    /// What `$ref` refers to.
    #[must_use]
    pub fn target(&self) -> Option<Self> {
        let (at, schema) = self.located_target()?;
        Some(Self {
            schema,
            at: at.into(),
            path: pointer::join(&self.path, Keyword::Ref.name()).into(),
        })
    }

    /// The schemas and all that apply with them to the same value, as far as they are to be
    /// followed: each once, the nearer ones first.
    #[must_use]
    pub fn in_place(nodes: Vec<Self>, follow: Follow) -> Vec<Self> {
        view::walk(
            nodes,
            |node| node.schema,
            |node| {
                let steps = node.steps_in_place(follow);
                steps.iter().map(|step| node.enter(step)).collect()
            },
        )
    }

    /// The schemas that it applies to a member itself, as [`SchemaView::steps_to_member`], and
    /// whether they name it rather than the rest.
    #[must_use]
    pub fn to_member(&self, name: &str, matches: &dyn Fn(&str, &str) -> bool) -> (Vec<Self>, bool) {
        let steps = self.steps_to_member(name, matches);
        let rest = |step: &Subschema<'_>| step.keyword == Keyword::AdditionalProperties;
        let named = steps.first().is_some_and(|step| !rest(step));
        (steps.iter().map(|step| self.enter(step)).collect(), named)
    }

    /// The schema that it applies to an item itself.
    #[must_use]
    pub fn to_item(&self, index: usize) -> Option<Self> {
        Some(self.enter(&self.step_to_item(index)?))
    }
}
