//! The generated router over the implementation, for one request.

use std::sync::Arc;

use axum::body::Body;
use http::Request;
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::generated::server::router;
use crate::generated::support::Limits;
use crate::layers::{Answer, Asked, Visit};
use crate::stub::Service;

/// The largest body that the operation accepts, in bytes.
const LARGEST_BODY: usize = 16 << 20;

/// What the faithful server answers.
///
/// The router is made anew for each request, because the implementation belongs to one request:
/// it holds what the layers before it have put aside. One route costs a few microseconds.
pub(crate) async fn answer(visit: Visit, asked: Asked) -> Answer {
    let mut request = Request::new(Body::from(asked.body));
    *request.method_mut() = asked.method;
    *request.uri_mut() = asked.uri;
    *request.headers_mut() = asked.headers;
    let limits = Limits { body: LARGEST_BODY };
    let answered = router(Arc::new(Service { visit }), limits).oneshot(request);
    let (parts, body) = match answered.await {
        Ok(response) => response.into_parts(),
        Err(never) => match never {},
    };
    Answer {
        status: parts.status,
        headers: parts.headers,
        // The router answers from memory: there is nothing that could fail.
        body: body
            .collect()
            .await
            .map(|body| body.to_bytes())
            .unwrap_or_default(),
    }
}
