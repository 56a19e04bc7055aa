//! `spec/releases.json`: types and strategies of the first contract.

#[warn(clippy::pedantic)]
pub mod generated;
