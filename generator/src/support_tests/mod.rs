//! Tests of the fixed code, which is copied into the output without them.

mod base_url;
mod bounds;
mod constrained;
mod credential;
mod date_time;
mod message;
mod number;
mod outgoing;
mod strategies;
mod wire;
