//! Reads an OpenAPI document and makes one contract of it.
//!
//! The stages, each a verb: text is *read* into a located tree, overlays are *applied*, references
//! are *resolved*, and the whole is laid out as a [`contract::Contract`]: plain data that the
//! generator and the conformance run share. Schemas are *normalised* to JSON Schema 2020-12 when
//! they are asked for.
//!
//! This crate does no input or output beyond reading the document's files, and knows no clock and
//! no randomness.

pub mod clause;
pub mod contract;
pub mod diagnostic;
pub mod extension;
pub mod place;
pub mod promise;
pub mod schema;

pub use contract::Contract;
pub use diagnostic::{Diagnostic, Severity};
pub use place::Place;
