//! Sends composed requests and brings back what came, whatever came.
//!
//! Never follows redirects, never decodes contents, never talks to any host but the target's.
//! Every answer has limits in time and size.

mod advice;
mod client;
mod failure;
mod header;
mod named_certificates;
mod rate_limit;
mod raw_connection;
mod roots;
mod startup;
mod stream;

pub use advice::speaks_tls;
pub use client::{Limits, Transport};
pub use roots::{Roots, RootsError};
pub use startup::wait;
pub use stream::is_stream;

/// Why nothing can be sent at all.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// The HTTP client cannot be set up: no usable TLS.
    #[error("cannot set up the HTTP client")]
    Client(#[source] reqwest::Error),
    /// The credentials are too long to be searched for in what comes back, and so could not be kept
    /// out of what is reported of it.
    #[error("the credentials are too long to be kept out of reports")]
    Credentials(#[source] aho_corasick::BuildError),
}
