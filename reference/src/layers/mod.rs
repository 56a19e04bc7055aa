//! Layers around the faithful server: where faults and lawful variants sit.
//!
//! A request passes them in this order: *before* (may change it or answer itself), then the
//! generated router with the faithful implementation, in which *store* stands between a valid
//! update and the database, then *after* (rewrites the answer), then *wire* (how the answer's
//! bytes are delivered). Layers of one kind run in the order in which they were given, variants
//! before faults. No layer knows another, and the faithful server knows none.

mod answer;
mod asked;
mod delivery;
mod visit;
mod world;

pub use answer::Answer;
pub use asked::{Asked, Inbound};
pub use delivery::{Delivery, Manner};
pub use visit::{Visit, Write, Written};
pub use world::World;

/// The header of the API key.
pub const API_KEY: http::HeaderName = http::HeaderName::from_static("x-api-key");

/// What a fault or a variant does, and where.
#[derive(Clone, Copy, Debug)]
pub enum Layer {
    /// Sees the request first; changes it, or answers itself.
    Before(fn(&World, &mut Inbound) -> Option<Answer>),
    /// Sees what a valid update is about to write; changes or refuses it.
    Store(fn(&World, &Asked, &mut Write)),
    /// Sees the answer; rewrites it.
    After(fn(&World, &Asked, &mut Answer)),
    /// Sees how the answer is about to be delivered; delivers it otherwise.
    Wire(fn(&World, &Asked, &mut Delivery)),
}

impl Layer {
    /// Its name: `before`, `store`, `after` or `wire`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Before(_) => "before",
            Self::Store(_) => "store",
            Self::After(_) => "after",
            Self::Wire(_) => "wire",
        }
    }
}
