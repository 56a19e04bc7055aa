//! The plan: which requests are sent, and what the document then promises.

mod break_values;
mod locate;
mod prober;

pub use prober::{Breach, Breaking, Prober};
