//! Second opinions: what other readers make of the same texts.

pub(crate) mod openapiv3;
pub(crate) mod text;

/// What another reader says.
pub(crate) enum Opinion {
    /// It cannot read this, or does not read such things.
    None,
    /// It says the same.
    Agrees,
    /// It says something else.
    Disagrees(Vec<String>),
}
