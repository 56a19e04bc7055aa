//! Generated code of the fixtures under `documents`, compiled with warnings denied and exercised.
//!
//! What belongs here: one module for each document, with its generated code and what it must do.
//! What never does: the generator, which this crate does not know.
#![deny(warnings)]

pub mod keywords;
pub mod names;
pub mod odd_names;
pub mod pets;
pub mod releases;
pub mod requests;
