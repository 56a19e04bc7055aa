//! Documentation that is ready to be printed.

/// The lines of a doc comment, without the slashes; wrapped, and made safe for rustdoc.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Docs(pub(crate) Vec<String>);
