//! A transport without a socket: what is answered is said by a function.

use std::fmt::{self, Debug, Formatter};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, ready};

use super::{SendOptions, Transport};
use crate::exchange::{Outcome, SentRequest};

/// Answers every request as a function says.
///
/// # Example
///
/// ```
/// use tally_conformance::exchange::{Answer, Outcome};
/// use tally_conformance::transport::ScriptedTransport;
///
/// let transport = ScriptedTransport::new(|request| {
///     let status = if request.method == "GET" { 204 } else { 405 };
///     Outcome::Answered(Answer::new(status, Vec::new(), ""))
/// });
/// ```
pub struct ScriptedTransport<F>(F);

impl<F: Fn(&SentRequest) -> Outcome + Send + Sync> ScriptedTransport<F> {
    /// A transport that answers as `script` says.
    #[must_use]
    pub fn new(script: F) -> Self {
        Self(script)
    }
}

impl<F> Debug for ScriptedTransport<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("ScriptedTransport")
    }
}

impl<F: Fn(&SentRequest) -> Outcome + Send + Sync> Transport for ScriptedTransport<F> {
    fn send<'a>(&'a self, request: &'a SentRequest, _: SendOptions<'a>) -> BoxFuture<'a, Outcome> {
        ready((self.0)(request)).boxed()
    }
}
