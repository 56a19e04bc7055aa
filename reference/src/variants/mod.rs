//! Lawful variants: what a correct server may do where the document leaves it free, one in each
//! file.

use crate::layers::Layer;

/// One lawful peculiarity.
#[derive(Debug)]
pub struct Variant {
    /// Its name: the stem of its file, with hyphens.
    pub name: &'static str,
    /// What the server does, and why it may, as one sentence.
    pub description: &'static str,
    /// Where it sits and what it does.
    pub layer: Layer,
}

/// All of them.
pub const ALL: &[&Variant] = &[];

/// The variant with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Variant> {
    ALL.iter().copied().find(|variant| variant.name == name)
}
