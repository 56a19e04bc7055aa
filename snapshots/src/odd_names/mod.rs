//! `documents/odd_names.json`.

pub mod generated;
#[expect(clippy::todo, reason = "a stub is to be filled in")]
pub mod stub;

#[cfg(test)]
mod media_tests;
