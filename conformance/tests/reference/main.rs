//! Runs against the reference server: faithful, with faults, with lawful variants.

#![expect(clippy::unwrap_used, reason = "tests")]

mod determinism;
mod faithful;
mod fuzzing;
mod matrix;
mod replay;
mod replays;
mod secrets;
mod stand;
mod triples;
mod variants;
