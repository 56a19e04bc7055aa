//! Sends composed requests and brings back what came, whatever came.
//!
//! [`Transport`] is all that the rest knows of it. Over HTTP it never follows redirects, never decodes
//! contents, never talks to any host but the target's, and every answer has limits in time and size.
//! Waiting for a server that starts, for one that is rate limiting, and for the turn of a request
//! stand around it ([`PacedTransport`]).

mod advice;
mod client;
mod failure;
mod header;
mod named_certificates;
mod paced;
mod rate_limit;
mod raw_connection;
mod roots;
mod scripted;
mod startup;
mod stream;

pub use client::{HttpTransport, Limits};
pub use paced::PacedTransport;
pub use roots::{Roots, RootsError};
pub use scripted::ScriptedTransport;
pub use startup::wait;
pub use stream::is_stream;

use std::fmt::{self, Debug, Formatter};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, ready};

use crate::exchange::{Outcome, SentRequest};

/// Sends requests to one server.
pub trait Transport: Debug + Send + Sync {
    /// Sends a request once, and gives what came of it. It ends, whatever the server does.
    fn send<'a>(
        &'a self,
        request: &'a SentRequest,
        options: SendOptions<'a>,
    ) -> BoxFuture<'a, Outcome>;

    /// Tries once to connect to the server; an error says why that failed. What needs no connection
    /// is always connected.
    fn connect(&self) -> BoxFuture<'_, Result<(), String>> {
        ready(Ok(())).boxed()
    }

    /// Asks the server whether it speaks TLS where plain HTTP was sent.
    fn speaks_tls(&self) -> BoxFuture<'_, bool> {
        ready(false).boxed()
    }

    /// Whether a request may have been sent on a connection that was used before: then a connection
    /// that is closed instead of an answer says nothing of the request.
    fn reuses_connections(&self) -> bool {
        false
    }
}

/// How a request is sent and its answer read.
#[derive(Clone, Copy)]
pub struct SendOptions<'a> {
    /// Says of a status whether the document declares a stream for it: such an answer is read for a
    /// short time and then closed, and so is one whose media type is a stream's.
    pub streams: IsStream<'a>,
    /// The connection that the request is sent on.
    pub connection: Connection,
}

/// Says of a status whether its answers are streams.
pub type IsStream<'a> = &'a (dyn Fn(u16) -> bool + Send + Sync);

/// The connection that a request is sent on, where a transport has connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// Any.
    Any,
    /// A new one.
    New,
    /// One of its own, where a body shows that comes behind an answer which has none.
    Watched,
}

impl Default for SendOptions<'_> {
    /// No status is a stream's, any connection will do.
    fn default() -> Self {
        Self {
            streams: &|_| false,
            connection: Connection::Any,
        }
    }
}

impl Debug for SendOptions<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendOptions")
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}

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
