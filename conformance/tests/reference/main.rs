//! Runs against the reference server: faithful, with faults, with lawful variants.

mod faithful;
mod matrix;
#[cfg(test)]
mod one;
mod stand;
mod variants;
