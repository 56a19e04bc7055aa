//! Where a case stands among those of an operation.

/// Where a case stands among those of an operation: what orders the cases and the evidence of a
/// finding, whichever was sent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// So many cases of the plan stand before it.
    Planned(usize),
    /// It was made by the run: of the planned case that stands there, or the so-manieth of a series.
    Derived(usize),
    /// It was drawn.
    Drawn,
}

impl Position {
    /// Of a case that the run makes for itself: to bind, to read, to confirm, to restore.
    pub const DERIVED: Self = Self::Derived(0);

    /// Of a case that the run makes of the one that stands here.
    #[must_use]
    pub fn derived(self) -> Self {
        match self {
            Self::Planned(at) | Self::Derived(at) => Self::Derived(at),
            Self::Drawn => Self::Drawn,
        }
    }
}
