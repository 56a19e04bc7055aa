//! One connection: HTTP/1.1 by hyper, raw bytes where a layer asks for them.

use std::convert::Infallible;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH};
use http::{HeaderValue, Response, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::body::OutgoingBody;
use super::exchange::exchange;
use crate::layers::{Asked, Delivery, Manner, World};

/// The largest body that is taken in at all; what the operation accepts is decided further in.
const LARGEST_BODY: usize = 64 << 20;

/// Ends a connection without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection ends here")]
struct Ended;

/// Serves a connection until either side closes it.
pub(super) async fn serve(stream: TcpStream, world: Arc<World>) {
    // Answers are written in one piece, so there is nothing to gain by waiting for more; a
    // socket that does not take the option is slower, not wrong.
    let _slower = stream.set_nodelay(true);
    let raw = Arc::new(Mutex::new(None));
    let service = service_fn(|request| {
        let (world, raw) = (Arc::clone(&world), Arc::clone(&raw));
        Box::pin(async move {
            let delivery = match receive(request).await? {
                Ok(asked) => exchange(&world, asked).await,
                Err(refused) => return Ok(refused),
            };
            deliver(delivery, &raw).await
        })
    });
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // Its error is the client's going away or a layer's `Ended`.
    let _ended = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let mut stream = connection.into_parts().io.into_inner();
    let bytes = raw.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(bytes) = bytes {
        // A client that has gone away does not need them.
        let _gone = stream.write_all(&bytes).await;
    }
    let _gone = stream.shutdown().await;
}

/// Reads the whole request; an answer instead when its body is larger than anyone would take.
async fn receive(
    request: hyper::Request<Incoming>,
) -> Result<Result<Asked, Response<OutgoingBody>>, Ended> {
    let (parts, body) = request.into_parts();
    match Limited::new(body, LARGEST_BODY).collect().await {
        Ok(body) => Ok(Ok(Asked {
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
            body: body.to_bytes(),
        })),
        Err(error) if error.is::<LengthLimitError>() => {
            let mut refused = Response::new(OutgoingBody::whole(Bytes::new()));
            *refused.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
            refused
                .headers_mut()
                .insert(CONNECTION, HeaderValue::from_static("close"));
            Ok(Err(refused))
        }
        Err(_) => Err(Ended),
    }
}

async fn deliver(
    delivery: Delivery,
    raw: &Mutex<Option<Vec<u8>>>,
) -> Result<Response<OutgoingBody>, Ended> {
    if !delivery.delay.is_zero() {
        tokio::time::sleep(delivery.delay).await;
    }
    let answer = delivery.answer;
    let body = match delivery.manner {
        Manner::Whole => OutgoingBody::whole(answer.body),
        Manner::Chunked(size) => OutgoingBody::chunked(answer.body, size),
        Manner::Endless => OutgoingBody::endless(answer.body),
        Manner::Dripping(interval) => OutgoingBody::dripping(answer.body, interval),
        // hyper drops this when the client closes the connection.
        Manner::Held => match std::future::pending::<Infallible>().await {},
        Manner::Closed => return Err(Ended),
        Manner::Raw(bytes) => {
            *raw.lock().unwrap_or_else(PoisonError::into_inner) = Some(bytes);
            return Err(Ended);
        }
    };
    let mut response = Response::new(body);
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    // hyper states the length, or that there is none.
    response.headers_mut().remove(CONTENT_LENGTH);
    Ok(response)
}
