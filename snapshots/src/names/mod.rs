//! `documents/names.json`: every keyword of all editions, every name of the prelude, primitives,
//! crates and what is generated, in every position that a document has for names.

pub mod generated;
#[expect(clippy::todo, reason = "a stub is to be filled in")]
pub mod stub;
