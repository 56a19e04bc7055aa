//! Tests of the fixed code, which is copied into the output without them.

mod bounds;
mod credential;
mod date_time;
mod http;
mod number;
mod wire;
