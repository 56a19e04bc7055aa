//! What the normaliser finds out about a `oneOf`, kept with the document so that it is asked once.

/// A branch that another one covers, both by their index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Covered {
    pub(crate) branch: usize,
    pub(crate) by: usize,
}
