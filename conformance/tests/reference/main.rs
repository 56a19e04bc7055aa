//! Runs against the reference server: faithful, with faults, with lawful variants.

mod faithful;
mod matrix;
mod stand;
mod variants;
