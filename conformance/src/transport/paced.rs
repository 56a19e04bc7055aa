//! Sends requests as fast as the user wants and the server can bear.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::{Instant, sleep_until};

use super::rate_limit::{Pace, retry_after};
use super::{Connection, SendOptions, Transport, wait};
use crate::exchange::{FailureKind, Outcome, SentRequest};

/// A transport with what stands around every request: its turn, and another attempt where the first
/// one says nothing of the server.
#[derive(Debug)]
pub struct PacedTransport {
    transport: Arc<dyn Transport>,
    pace: Mutex<Pace>,
}

impl PacedTransport {
    /// `interval` is the least time between the starts of two requests.
    #[must_use]
    pub fn new(transport: Arc<dyn Transport>, interval: Duration) -> Self {
        Self {
            transport,
            pace: Mutex::new(Pace::new(interval)),
        }
    }

    /// Sends a request, and gives what came of it and how long that took.
    ///
    /// What fails before there is a head of an answer, on a connection that may have been used before
    /// ([`Transport::reuses_connections`]), is sent once more on a new one.
    ///
    /// A server that is rate limiting ([`Answer::is_busy`](crate::exchange::Answer::is_busy)) is left
    /// alone for as long as it says, and asked again, until the patience of the run is spent: then
    /// that is its answer.
    pub async fn send(
        &self,
        request: &SentRequest,
        options: SendOptions<'_>,
    ) -> (Outcome, Duration) {
        loop {
            let (outcome, took) = self.once(request, options).await;
            let Outcome::Answered(answer) = &outcome else {
                return (outcome, took);
            };
            if !answer.is_busy() {
                self.with_pace(Pace::taken);
                return (outcome, took);
            }
            let wait = answer.header("retry-after").next();
            let wait = wait.and_then(|value| retry_after(value, Timestamp::now()));
            if !self.with_pace(|pace| pace.overloaded(wait, Instant::now())) {
                return (outcome, took);
            }
        }
    }

    async fn once(&self, request: &SentRequest, options: SendOptions<'_>) -> (Outcome, Duration) {
        self.turn().await;
        let start = Instant::now();
        let mut outcome = self.transport.send(request, options).await;
        if is(&outcome, FailureKind::ClosedEarly) && self.transport.reuses_connections() {
            self.turn().await;
            let options = SendOptions {
                connection: Connection::New,
                ..options
            };
            let again = self.transport.send(request, options).await;
            // A server that is gone by then may be so because of this request.
            if !is(&again, FailureKind::Refused) {
                outcome = again;
            }
        }
        (outcome, start.elapsed())
    }

    /// Waits until the server accepts connections.
    ///
    /// # Errors
    ///
    /// Why it does not, when the patience ends.
    pub async fn wait(&self, patience: Duration) -> Result<(), String> {
        wait(&*self.transport, patience).await
    }

    /// Whether the server speaks TLS where plain HTTP was sent.
    pub async fn speaks_tls(&self) -> bool {
        self.transport.speaks_tls().await
    }

    async fn turn(&self) {
        if let Some(turn) = self.with_pace(|pace| pace.turn(Instant::now())) {
            sleep_until(turn).await;
        }
    }

    fn with_pace<T>(&self, work: impl FnOnce(&mut Pace) -> T) -> T {
        work(&mut self.pace.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn is(outcome: &Outcome, kind: FailureKind) -> bool {
    matches!(outcome, Outcome::Failed(failure) if failure.kind == kind)
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use futures_util::future::{BoxFuture, ready};

    use super::*;
    use crate::exchange::{Answer, Failure};

    /// A server that closes connections, and what was asked for.
    #[derive(Debug)]
    struct Closing {
        reuses: bool,
        /// What comes of a request on a new connection.
        then: Outcome,
        connections: Mutex<Vec<Connection>>,
    }

    impl Transport for Closing {
        fn send<'a>(
            &'a self,
            _: &'a SentRequest,
            options: SendOptions<'a>,
        ) -> BoxFuture<'a, Outcome> {
            self.connections.lock().unwrap().push(options.connection);
            let outcome = match options.connection {
                Connection::New => self.then.clone(),
                Connection::Any | Connection::Watched => failed(FailureKind::ClosedEarly),
            };
            ready(outcome).boxed()
        }

        fn reuses_connections(&self) -> bool {
            self.reuses
        }
    }

    fn failed(kind: FailureKind) -> Outcome {
        Outcome::Failed(Failure {
            kind,
            detail: String::new(),
            partial: None,
        })
    }

    #[track_caller]
    fn check(reuses: bool, then: Outcome, connections: &[Connection], expected: &Outcome) {
        let closing = Arc::new(Closing {
            reuses,
            then,
            connections: Mutex::default(),
        });
        let transport = PacedTransport::new(Arc::clone(&closing) as _, Duration::ZERO);
        let request = SentRequest {
            method: "GET".to_owned(),
            url: "http://a.example/".to_owned(),
            shown_url: None,
            headers: Vec::new(),
            body: None,
        };
        let sent = transport.send(&request, SendOptions::default());
        let (outcome, _) = sent.now_or_never().unwrap();
        assert_eq!(outcome, *expected);
        assert_eq!(*closing.connections.lock().unwrap(), connections);
    }

    #[test]
    fn a_request_on_a_connection_that_was_used_before_is_sent_once_more_on_a_new_one() {
        let both = [Connection::Any, Connection::New];
        let answered = Outcome::Answered(Answer::new(200, Vec::new(), ""));
        let closed = failed(FailureKind::ClosedEarly);
        check(true, answered.clone(), &both, &answered);
        check(true, closed.clone(), &both, &closed);
        check(false, answered, &both[..1], &closed);
    }

    #[test]
    fn a_server_that_is_gone_at_the_second_attempt_closed_the_connection_at_the_first() {
        let both = [Connection::Any, Connection::New];
        let closed = failed(FailureKind::ClosedEarly);
        check(true, failed(FailureKind::Refused), &both, &closed);
    }
}
