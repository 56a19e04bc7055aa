//! Interned member names.

use indexmap::IndexSet;

/// A member name, interned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key(u32);

impl Key {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// All member names of a tree, each once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys {
    names: IndexSet<Box<str>>,
}

impl Keys {
    pub(crate) fn intern(&mut self, name: &str) -> Key {
        let index = match self.names.get_index_of(name) {
            Some(index) => index,
            None => self.names.insert_full(name.into()).0,
        };
        // There are never more names than bytes of text, and those are counted in 32 bits.
        Key(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn find(&self, name: &str) -> Option<Key> {
        let index = self.names.get_index_of(name)?;
        u32::try_from(index).ok().map(Key)
    }

    pub(crate) fn text(&self, key: Key) -> &str {
        self.names.get_index(key.index()).map_or("", |name| name)
    }
}
