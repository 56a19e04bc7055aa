//! Runs against servers that are made for one test: what the reference server never does.

mod blame;
mod lawful;
mod laws;
mod server;
mod trouble;
mod waiting;

mod headers;
mod reach;
mod resources;
mod secrets;
mod written;
