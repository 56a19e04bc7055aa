//! The HTTP client.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::BytesMut;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http::header::{CONNECTION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Version};
use reqwest::{Client, ClientBuilder, Method, Request, Response, Url, redirect};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};

use super::advice::speaks_tls;
use super::header::line;
use super::stream::{WINDOW, is_stream};
use super::{Connection, IsStream, SendOptions, Transport};
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

/// Sends requests to one server over HTTP/1.1.
///
/// A server may close an idle connection at any time (RFC 9112 §9.5): whether a connection may have
/// been used before is what [`Transport::reuses_connections`] says. It was not when the server never
/// left one open.
#[derive(Debug)]
pub struct HttpTransport {
    url: Url,
    reusing: Client,
    fresh: Client,
    limits: Limits,
    /// Whether connections may be used again: not once a body came behind an answer that has none.
    may_reuse: AtomicBool,
    /// Whether the server ever left a connection open that could be used again (RFC 9112 §9.3).
    leaves_open: AtomicBool,
}

impl HttpTransport {
    /// Sets the client up for the server at a URL.
    ///
    /// # Errors
    ///
    /// When the system has no usable roots of trust for TLS.
    pub fn new(url: &Url, limits: Limits, roots: &Roots) -> Result<Self, TransportError> {
        let builder = || builder(roots).connect_timeout(limits.time);
        Ok(Self {
            url: url.clone(),
            reusing: builder().build().map_err(TransportError::Client)?,
            fresh: builder()
                .pool_max_idle_per_host(0)
                .build()
                .map_err(TransportError::Client)?,
            limits,
            may_reuse: AtomicBool::new(true),
            leaves_open: AtomicBool::new(false),
        })
    }

    async fn once(&self, request: &SentRequest, options: SendOptions<'_>) -> Outcome {
        let start = Instant::now();
        let outcome = match self.alone(request, options, start).await {
            Some(answer) => Outcome::Answered(answer),
            None => {
                let may_reuse = self.may_reuse.load(Ordering::Relaxed);
                let client = match options.connection {
                    Connection::Any | Connection::Watched if may_reuse => &self.reusing,
                    _ => &self.fresh,
                };
                self.attempt(client, request, start, options.streams).await
            }
        };
        // A body that no client reads spoils the connection for the next request.
        if matches!(&outcome, Outcome::Answered(answer) if answer.has_surplus()) {
            self.may_reuse.store(false, Ordering::Relaxed);
        }
        outcome
    }

    /// The answer with every byte that came, where that is asked for and can be seen: not over TLS.
    async fn alone(
        &self,
        request: &SentRequest,
        options: SendOptions<'_>,
        start: Instant,
    ) -> Option<Answer> {
        if options.connection != Connection::Watched || !request.url.starts_with("http:") {
            return None;
        }
        let built = build(request).ok()?;
        raw_connection::send(&built, start + self.limits.time, self.limits.body).await
    }

    async fn attempt(
        &self,
        client: &Client,
        request: &SentRequest,
        start: Instant,
        streams: IsStream<'_>,
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
        match streams(response.status().as_u16()) || media.is_some_and(is_stream) {
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

impl Transport for HttpTransport {
    fn send<'a>(
        &'a self,
        request: &'a SentRequest,
        options: SendOptions<'a>,
    ) -> BoxFuture<'a, Outcome> {
        self.once(request, options).boxed()
    }

    fn connect(&self) -> BoxFuture<'_, Result<(), String>> {
        let host = self.url.host_str().unwrap_or_default();
        let host = host.trim_matches(['[', ']']);
        let port = self.url.port_or_known_default().unwrap_or(80);
        TcpStream::connect((host, port))
            .map(|connected| connected.map(drop).map_err(|error| error.to_string()))
            .boxed()
    }

    fn speaks_tls(&self) -> BoxFuture<'_, bool> {
        speaks_tls(&self.url).boxed()
    }

    fn reuses_connections(&self) -> bool {
        self.leaves_open.load(Ordering::Relaxed)
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
