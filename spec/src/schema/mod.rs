//! The schema engine: what a JSON Schema 2020-12 value accepts, why it refuses, and its algebra.
//!
//! The one module that knows the `jsonschema` crate. What belongs here: validation with evaluation
//! paths ([`Validator`], [`Parts`], [`Violation`]), the algebra of schemas as sets of values ([`Set`]), the
//! grammar of the keywords ([`keyword`]) and the views of a schema as a request or as a response
//! shows it ([`for_request`], [`for_response`]). What never does: which promise a keyword makes
//! (that is the ledger, [`crate::clause`]), and how a value is made.
//!
//! Schemas are self-contained: every `$ref` points into the value itself, as
//! [`crate::contract::Schema`] guarantees. Nothing is ever fetched.

mod algebra;
mod direction;
pub(crate) mod discriminator;
mod engine;
pub mod keyword;
mod nearest;
mod parts;
mod pattern;
pub mod pointer;
mod validator;
mod violation;

pub use algebra::{Answer, Set};
pub use direction::{
    for_request, for_response, has_read_only, has_write_only, is_read_only, is_write_only, narrowed,
};
pub use engine::{closed, format_bounds, is_bound_of_format, is_known_format, part, resolve};
pub use parts::Parts;
pub use pattern::rust_pattern;
pub use validator::{InvalidSchema, Validator};
pub use violation::Violation;
