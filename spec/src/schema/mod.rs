//! The schema engine: what a JSON Schema 2020-12 value accepts, why it refuses, and its algebra.
//!
//! The one module that knows the `jsonschema` crate. What belongs here: validation with evaluation
//! paths ([`Validator`], [`Parts`], [`Violation`]), the algebra of schemas as sets of values ([`Set`]), the
//! table of the keywords ([`keyword`]), reading a schema ([`SchemaView`], [`SchemaNode`]) and the
//! schema as a request or as a response shows it ([`for_request`], [`for_response`]). What never
//! does: which promise a keyword makes (that is the ledger, [`crate::clause`]), and how a value is
//! made.
//!
//! Schemas are self-contained: every `$ref` points into the value itself, as
//! [`crate::contract::Schema`] guarantees. Nothing is ever fetched.

mod algebra;
mod direction;
pub(crate) mod discriminator;
mod engine;
mod equality;
mod json_types;
pub mod keyword;
mod named_branches;
mod nearest;
mod node;
mod parts;
mod pattern;
mod reference;
mod rewrite;
mod validator;
mod view;
mod violation;

pub use crate::pointer;
pub use algebra::{Answer, Set, nodes};
pub use direction::{for_request, for_response, has_read_only, has_write_only, narrowed};
pub use discriminator::Discriminator;
pub use engine::{closed, part};
pub use equality::{compare, equal, integer};
pub use json_types::JsonTypes;
pub use keyword::Keyword;
pub use node::SchemaNode;
pub use parts::Parts;
pub use pattern::{ecma_regex, matches, rust_pattern, without_look_around};
pub use validator::{InvalidSchema, Validator};
pub(crate) use view::IN_PLACE;
pub use view::{Follow, SchemaView, Subschema};
pub use violation::Violation;
