//! Reads an OpenAPI document and makes one contract of it.
//!
//! The stages, each a verb: text is *read* into a located tree, overlays are *applied*, references
//! are *resolved*, and the whole is laid out as a [`contract::Contract`]: plain data that the
//! generator and the conformance run share. Schemas are *normalised* to JSON Schema 2020-12 when
//! they are asked for.
//!
//! This crate does no input or output beyond reading the document's files, and knows no clock and
//! no randomness.

mod bridge;
pub mod clause;
pub mod contract;
pub mod diagnostic;
pub mod extension;
mod files;
pub mod format;
mod layout;
mod lint;
mod load;
pub mod manual;
mod media_type;
mod normalise;
mod overlay;
mod page;
pub mod place;
pub mod pointer;
pub mod promise;
mod read;
mod resolve;
pub mod schema;
pub mod source;
pub mod tree;
mod version;

pub use contract::Contract;
pub use diagnostic::{Diagnostic, Severity};
pub use files::ReadFile;
pub use load::{LoadError, Loaded, load, load_with, read_text};
pub use media_type::MediaType;
pub use place::Place;
pub use source::Sources;
