//! `documents/pets.yaml`: parameters of every location, several media types, unions, recursion.

#[warn(clippy::pedantic)]
pub mod generated;
#[expect(clippy::todo, reason = "a stub is to be filled in")]
pub mod stub;

#[cfg(test)]
mod client_tests;
#[cfg(test)]
mod server_tests;
#[cfg(test)]
mod strategy_tests;
#[cfg(test)]
mod type_tests;
