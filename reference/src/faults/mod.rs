//! Faults: the deliberate defects of the reference server, one in each file.

use crate::layers::Layer;

/// One deliberate defect.
#[derive(Debug)]
pub struct Fault {
    /// Its name: the stem of its file, with hyphens.
    pub name: &'static str,
    /// What the server does wrongly, as one sentence.
    pub description: &'static str,
    /// The part and path of the clause that must catch it, as a clause's identity ends:
    /// `request.body#/$ref/properties/title/minLength`, `law#/echo`.
    pub clause: &'static str,
    /// Where it sits and what it does.
    pub layer: Layer,
}

/// All of them.
pub const ALL: &[&Fault] = &[];

/// The fault with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Fault> {
    ALL.iter().copied().find(|fault| fault.name == name)
}
