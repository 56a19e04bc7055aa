//! Sends a request on a connection of its own and sees every byte that comes back: also what an HTTP
//! library throws away, as the body of an answer that has none.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use reqwest::{Request, Url};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout_at};

use crate::exchange::Answer;

/// How long bytes behind a whole answer are waited for.
const PAUSE: Duration = Duration::from_millis(50);

/// How much of what comes back is kept.
const KEPT: usize = 64 * 1024;

/// Sends a request, and gives the answer; one that has no body (204 or 205) with all that came behind
/// its head. None when there is no whole answer in time, or a body that is larger than `most` bytes.
pub(super) async fn send(request: &Request, deadline: Instant, most: usize) -> Option<Answer> {
    timeout_at(deadline, exchange(request, most)).await.ok()?
}

/// Whether an answer of this status has no body, so that what comes behind its head is too much
/// (RFC 9110 §15.3.5, §15.3.6).
pub(super) fn has_no_body(status: u16) -> bool {
    matches!(status, 204 | 205)
}

async fn exchange(request: &Request, most: usize) -> Option<Answer> {
    let url = request.url();
    let address = (
        url.host_str()?.trim_matches(['[', ']']),
        url.port_or_known_default()?,
    );
    let stream = TcpStream::connect(address).await.ok()?;
    stream.set_nodelay(true).ok()?;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let io = TokioIo::new(Watched {
        stream,
        seen: Arc::clone(&seen),
    });
    let (mut sender, connection) = http1::handshake(io).await.ok()?;
    let work = async {
        let response = sender.send_request(plain(request)?).await.ok()?;
        let status = response.status().as_u16();
        let headers = response.headers().iter().map(super::header::line).collect();
        let body = Limited::new(response.into_body(), most);
        let body = body.collect().await.ok()?.to_bytes();
        if has_no_body(status) {
            sleep(PAUSE).await;
        }
        Some(Answer {
            status,
            headers,
            body,
            ..Answer::default()
        })
    };
    let mut connection = std::pin::pin!(connection);
    let mut work = std::pin::pin!(work);
    let mut open = true;
    let answer = loop {
        tokio::select! {
            answer = &mut work => break answer?,
            // What comes unasked ends the connection; it was seen all the same.
            _ = &mut connection, if open => open = false,
        }
    };
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    if !has_no_body(answer.status) {
        return Some(answer);
    }
    Some(Answer {
        surplus: behind_head(&seen),
        ..answer
    })
}

/// The request as `hyper` takes it: the path alone, the host as a header line.
fn plain(request: &Request) -> Option<hyper::Request<Full<Bytes>>> {
    let url = request.url();
    let mut plain = hyper::Request::builder()
        .method(request.method().clone())
        .uri(&url[url::Position::BeforePath..url::Position::AfterQuery]);
    let headers = plain.headers_mut()?;
    headers.insert(http::header::HOST, host(url)?);
    headers.extend(request.headers().clone());
    let body = request.body().and_then(reqwest::Body::as_bytes);
    let body = body.map(Bytes::copy_from_slice).unwrap_or_default();
    plain.body(Full::new(body)).ok()
}

fn host(url: &Url) -> Option<http::HeaderValue> {
    let host = url.host_str()?;
    let text = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    text.parse().ok()
}

/// What stands behind the head of the final answer.
fn behind_head(seen: &[u8]) -> Bytes {
    let mut rest = seen;
    loop {
        let Some(end) = rest.windows(4).position(|it| it == b"\r\n\r\n") else {
            return Bytes::new();
        };
        let interim = rest.starts_with(b"HTTP/1.1 1") || rest.starts_with(b"HTTP/1.0 1");
        rest = &rest[end + 4..];
        if !interim {
            return Bytes::copy_from_slice(rest);
        }
    }
}

/// A connection that remembers what was read.
struct Watched {
    stream: TcpStream,
    seen: Arc<Mutex<Vec<u8>>>,
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let room = KEPT.saturating_sub(seen.len());
        let new = &buffer.filled()[before..];
        seen.extend_from_slice(&new[..new.len().min(room)]);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::behind_head;

    #[test]
    fn what_stands_behind_the_final_head_is_surplus() {
        let check = |seen: &str| String::from_utf8(behind_head(seen.as_bytes()).to_vec()).unwrap();
        assert_eq!(check("HTTP/1.1 204 No Content\r\n\r\n"), "");
        assert_eq!(check("HTTP/1.1 204 No Content\r\na: b\r\n\r\n{}"), "{}");
        let continued = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\nx";
        assert_eq!(check(continued), "x");
        assert_eq!(check("HTTP/1.1 204 No"), "");
    }
}
