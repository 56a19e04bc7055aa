//! What a run works on.

/// Resources, so that sixteen requests can be on their way though writes to one are in order.
pub(super) const TASKS: usize = 32;
