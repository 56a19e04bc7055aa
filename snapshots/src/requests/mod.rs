//! `documents/requests.yaml`: maps in parameters, bodies that say their media type, paths whose
//! segments are only partly parameters, scopes, credentials that only an implementation can see.

pub mod generated;
#[expect(clippy::todo, reason = "a stub is to be filled in")]
pub mod stub;

#[cfg(test)]
mod tests;
