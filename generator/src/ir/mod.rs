//! What is to be emitted, shaped like Rust: names, types and docs are final.
//!
//! What belongs here: plain data that says everything an emitter needs. What never does: how a
//! document says it, and how Rust is written. Emitters decide nothing.

mod definition;
mod docs;
mod operation;
mod security;
mod ty;

pub(crate) use definition::{
    Additional, Alternative, Branch, Clause, Constrained, Definition, Field, Pattern, Presence,
    Shape, Struct, Tag, TypeFile, UnionKind, ValueEnum, Variant, View,
};
pub(crate) use docs::Docs;
pub(crate) use operation::{
    Answer, AnswerBody, AnswerHeader, Body, BodyKind, Operation, Parameter, Status, Wire, WireStyle,
};
pub(crate) use security::{Alternatives, Asked, Credential, CredentialKind, Requirement};
pub(crate) use ty::Type;

/// Everything that is emitted.
#[derive(Debug)]
pub(crate) struct Api {
    /// `info.title` and `info.version`.
    pub(crate) title: String,
    /// Docs of the whole.
    pub(crate) docs: Docs,
    /// The types, in files.
    pub(crate) types: Vec<TypeFile>,
    /// The kinds of credentials.
    pub(crate) credentials: Vec<Credential>,
    /// The sets of credentials of which one is asked for.
    pub(crate) alternatives: Vec<Alternatives>,
    /// The operations.
    pub(crate) operations: Vec<Operation>,
}
