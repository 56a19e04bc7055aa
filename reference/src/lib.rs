//! The faithful server of the first contract, with deliberate faults.
#![warn(clippy::pedantic)]

pub mod generated;
#[expect(clippy::todo, reason = "waits for its implementation")]
pub mod stub;
