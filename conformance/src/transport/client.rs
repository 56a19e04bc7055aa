//! The HTTP client.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::BytesMut;
use http::header::{CONNECTION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Version};
use jiff::Timestamp;
use reqwest::{Client, ClientBuilder, Method, Request, Response, Url, redirect};
use tokio::time::{Instant, timeout_at};

use super::header::line;
use super::rate_limit::{Pace, retry_after};
use super::stream::{WINDOW, is_stream};
use super::{Roots, TransportError, failure, raw_connection};
use crate::exchange::{Answer, Failure, FailureKind, Outcome, SentRequest};

/// Limits on every answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From sending to the last byte of the body.
    pub time: Duration,
    /// Bytes of a body.
    pub body: usize,
}

impl Default for Limits {
    /// Ten seconds, eight mebibytes.
    fn default() -> Self {
        Self {
            time: Duration::from_secs(10),
            body: 8 * 1024 * 1024,
        }
    }
}

/// Sends requests to one server.
#[derive(Debug)]
pub struct Transport {
    reusing: Client,
    fresh: Client,
    limits: Limits,
    pace: Pace,
    /// Whether connections may be used again: not once a body came behind an answer that has none.
    may_reuse: AtomicBool,
    /// Whether the server ever left a connection open that could be used again (RFC 9112 §9.3).
    leaves_open: AtomicBool,
}

impl Transport {
    /// Sets the client up. `interval` is the least time between the starts of two requests.
    ///
    /// # Errors
    ///
    /// When the system has no usable roots of trust for TLS.
    pub fn new(limits: Limits, roots: &Roots, interval: Duration) -> Result<Self, TransportError> {
        let builder = || builder(roots).connect_timeout(limits.time);
        Ok(Self {
            reusing: builder().build().map_err(TransportError::Client)?,
            fresh: builder()
                .pool_max_idle_per_host(0)
                .build()
                .map_err(TransportError::Client)?,
            limits,
            pace: Pace::new(interval),
            may_reuse: AtomicBool::new(true),
            leaves_open: AtomicBool::new(false),
        })
    }

    /// The limits on every answer.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Sends a request, and tells what came of it and how long that took.
    ///
    /// A server may close an idle connection at any time (RFC 9112 §9.5): what fails before there is a
    /// head of an answer, on a connection that may have been used before, is sent once more on a new
    /// one. It was not used before when the server never left one open.
    ///
    /// A server that has too much to do ([`Answer::is_busy`]) is left alone for as long as it says, and
    /// asked again, until the patience of the run is spent: then that is its answer.
    ///
    /// `watches` sends the request on a connection of its own, where a body shows that comes behind an
    /// answer which has none (not over TLS).
    ///
    /// `endless` says of a status whether the document declares a stream for it: such an answer is
    /// read for a short time and then closed, and so is one whose media type is a stream's.
    pub async fn send(
        &self,
        request: &SentRequest,
        endless: impl Fn(u16) -> bool,
        watches: bool,
    ) -> (Outcome, Duration) {
        loop {
            let (outcome, took) = self.once(request, &endless, watches).await;
            let Outcome::Answered(answer) = &outcome else {
                return (outcome, took);
            };
            if !answer.is_busy() {
                self.pace.taken();
                return (outcome, took);
            }
            let wait = answer.header("retry-after").next();
            let wait = wait.and_then(|value| retry_after(value, Timestamp::now()));
            if !self.pace.overloaded(wait, Instant::now()) {
                return (outcome, took);
            }
        }
    }

    async fn once(
        &self,
        request: &SentRequest,
        endless: impl Fn(u16) -> bool,
        watches: bool,
    ) -> (Outcome, Duration) {
        self.pace.turn().await;
        let start = Instant::now();
        if watches
            && request.url.starts_with("http:")
            && let Ok(built) = build(request)
            && let Some(answer) =
                raw_connection::send(&built, start + self.limits.time, self.limits.body).await
        {
            self.notice_surplus(&answer);
            return (Outcome::Answered(answer), start.elapsed());
        }
        let reuses = self.may_reuse.load(Ordering::Relaxed);
        let client = if reuses { &self.reusing } else { &self.fresh };
        let mut outcome = self.attempt(client, request, start, &endless).await;
        if let Outcome::Answered(answer) = &outcome {
            self.notice_surplus(answer);
        }
        let closed = matches!(
            &outcome,
            Outcome::Failed(failure) if failure.kind == FailureKind::ClosedEarly
        );
        if closed && self.leaves_open.load(Ordering::Relaxed) {
            self.pace.turn().await;
            let start = Instant::now();
            let again = self.attempt(&self.fresh, request, start, &endless).await;
            // A server that is gone by then may be so because of this request.
            let gone = matches!(
                &again,
                Outcome::Failed(failure) if failure.kind == FailureKind::Refused
            );
            if !gone {
                outcome = again;
            }
        }
        (outcome, start.elapsed())
    }

    /// A body that no client reads spoils the connection for the next request.
    fn notice_surplus(&self, answer: &Answer) {
        if answer.has_surplus() {
            self.may_reuse.store(false, Ordering::Relaxed);
        }
    }

    async fn attempt(
        &self,
        client: &Client,
        request: &SentRequest,
        start: Instant,
        endless: impl Fn(u16) -> bool,
    ) -> Outcome {
        let deadline = start + self.limits.time;
        let request = match build(request) {
            Ok(request) => request,
            Err(detail) => {
                return Outcome::Failed(Failure {
                    kind: FailureKind::NotSendable,
                    detail,
                    partial: None,
                });
            }
        };
        let response = match timeout_at(deadline, client.execute(request)).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Outcome::Failed(failure::before_the_head(&error)),
            Err(_) => {
                return Outcome::Failed(Failure {
                    kind: FailureKind::TimedOut,
                    detail: format!("no head of an answer within {:?}", self.limits.time),
                    partial: None,
                });
            }
        };
        let media = response.headers().get(CONTENT_TYPE);
        let media = media.and_then(|value| value.to_str().ok());
        match endless(response.status().as_u16()) || media.is_some_and(is_stream) {
            true => {
                let window = Instant::now() + WINDOW;
                self.read(response, deadline.min(window), true).await
            }
            false => self.read(response, deadline, false).await,
        }
    }

    /// Reads the body. Where it is a stream, what arrives by the deadline is all that is wanted.
    async fn read(&self, mut response: Response, deadline: Instant, streams: bool) -> Outcome {
        let closes = |value: &HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"close");
        let closes = response.headers().get_all(CONNECTION).iter().any(closes);
        if !closes && response.version() >= Version::HTTP_11 {
            self.leaves_open.store(true, Ordering::Relaxed);
        }
        let mut answer = Answer {
            status: response.status().as_u16(),
            headers: response.headers().iter().map(line).collect(),
            ..Answer::default()
        };
        let mut body = BytesMut::new();
        let (kind, detail) = loop {
            match timeout_at(deadline, response.chunk()).await {
                Ok(Ok(None)) => {
                    answer.body = body.freeze();
                    return Outcome::Answered(answer);
                }
                Ok(Ok(Some(chunk))) => {
                    body.extend_from_slice(&chunk);
                    if body.len() > self.limits.body {
                        body.truncate(self.limits.body);
                        if streams {
                            return open_ended(answer, body);
                        }
                        let detail = format!("the body has more than {} bytes", self.limits.body);
                        break (FailureKind::TooLarge, detail);
                    }
                }
                Ok(Err(error)) => break failure::in_the_body(&error),
                Err(_) if streams => return open_ended(answer, body),
                Err(_) => {
                    let detail = format!("the body is not whole within {:?}", self.limits.time);
                    break (FailureKind::Dripped, detail);
                }
            }
        };
        answer.body = body.freeze();
        Outcome::Failed(Failure {
            kind,
            detail,
            partial: Some(answer),
        })
    }
}

/// The beginning of a stream.
fn open_ended(answer: Answer, body: BytesMut) -> Outcome {
    Outcome::Answered(Answer {
        body: body.freeze(),
        is_open_ended: true,
        ..answer
    })
}

/// A client that sends what it is given to the address it is given, and follows nothing.
fn builder(roots: &Roots) -> ClientBuilder {
    // Fails only if there is one already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .user_agent(concat!("tally/", env!("CARGO_PKG_VERSION")))
        .no_proxy()
        .redirect(redirect::Policy::none())
        .referer(false)
        .http1_only()
        .tcp_nodelay(true);
    match roots.config() {
        Some(config) => client.tls_backend_preconfigured(config),
        None => client,
    }
}

fn build(request: &SentRequest) -> Result<Request, String> {
    let method = Method::from_bytes(request.method.as_bytes()).map_err(|it| it.to_string())?;
    let url = Url::parse(&request.url).map_err(|it| it.to_string())?;
    let mut built = Request::new(method, url);
    for header in &request.headers {
        let name = HeaderName::from_bytes(header.name.as_bytes()).map_err(|it| it.to_string())?;
        let mut value = HeaderValue::from_bytes(header.value.as_bytes())
            .map_err(|_| format!("the value of the header `{name}` cannot be sent"))?;
        value.set_sensitive(header.shown.is_some());
        built.headers_mut().append(name, value);
    }
    // No content coding: every one would be acceptable otherwise (RFC 9110 §12.5.3).
    let identity = HeaderValue::from_static("identity");
    built
        .headers_mut()
        .entry(http::header::ACCEPT_ENCODING)
        .or_insert(identity);
    *built.body_mut() = request.body.clone().map(Into::into);
    Ok(built)
}
