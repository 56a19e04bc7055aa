//! A text that is read with some spaces more than its file has.

use std::borrow::Cow;

/// How many spaces are added before a text is given up.
pub(super) const SPACES_LIMIT: usize = 100;

/// A text with some spaces more than the file has.
pub(super) struct Spaced<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where in `text` they are, ascending.
    spaces: Vec<usize>,
}

impl<'t> Spaced<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            spaces: Vec::new(),
        }
    }

    /// Inserts a space, behind all that were inserted before.
    pub(super) fn insert(&mut self, at: usize) {
        self.text.to_mut().insert(at, ' ');
        self.spaces.push(at);
    }

    /// How many spaces were inserted.
    pub(super) fn inserted(&self) -> usize {
        self.spaces.len()
    }

    /// The offset in the file of an offset in `text`.
    pub(super) fn offset(&self, at: usize) -> u32 {
        super::offset(at - self.spaces.partition_point(|&space| space < at))
    }
}
