//! The server: HTTP/1.1 on a loopback port, with its layers.

mod body;
mod connection;
mod exchange;
mod options;
mod running;

pub use options::{Options, StartError};
pub use running::{Running, Server};

#[cfg(test)]
mod tests;
