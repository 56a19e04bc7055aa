//! The trait that an implementation fills in, and the router that serves it.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing;

use super::operations::update_task;
use super::security::Credentials;
use super::support::{Limits, Rejection, Unauthorized};

/// What an implementation provides.
pub trait Api: Send + Sync + 'static {
    /// Who asks, as far as the credentials tell.
    type Caller: Send;

    /// Finds out who asks. `None` refuses the credentials.
    ///
    /// Called for each of the alternatives that a request carries, until one is accepted.
    fn authenticate(
        &self,
        credentials: Credentials,
    ) -> impl Future<Output = Option<Self::Caller>> + Send;

    /// `PATCH /api/tasks`: Update scheduled task
    fn update_task(
        &self,
        caller: Self::Caller,
        request: update_task::Request,
    ) -> impl Future<Output = update_task::Response> + Send;

    /// The answer to a request for [`update_task`](Self::update_task) that does not reach it.
    fn reject_update_task(&self, rejection: Rejection) -> update_task::Response;
}

/// Serves an implementation.
pub fn router<A: Api>(api: Arc<A>, limits: Limits) -> Router {
    Router::new()
        .route("/api/tasks", routing::patch(update_task::<A>))
        .with_state(Server { api, limits })
}

struct Server<A> {
    api: Arc<A>,
    limits: Limits,
}

impl<A> Clone for Server<A> {
    fn clone(&self) -> Self {
        let Self { api, limits } = self;
        Self {
            api: Arc::clone(api),
            limits: *limits,
        }
    }
}

impl<A: Api> Server<A> {
    async fn authenticate(&self, parts: &Parts) -> Result<A::Caller, Rejection> {
        let mut reason = Unauthorized::Missing;
        for credentials in Credentials::find(parts) {
            if let Some(caller) = self.api.authenticate(credentials).await {
                return Ok(caller);
            }
            reason = Unauthorized::Refused;
        }
        Err(Rejection::Unauthorized(reason))
    }

    async fn update_task(
        &self,
        parts: &Parts,
        body: Body,
    ) -> Result<update_task::Response, Rejection> {
        let caller = self.authenticate(parts).await?;
        let request = update_task::Request::read(parts, body, self.limits).await?;
        Ok(self.api.update_task(caller, request).await)
    }
}

async fn update_task<A: Api>(
    State(server): State<Server<A>>,
    request: axum::extract::Request,
) -> Response {
    let (parts, body) = request.into_parts();
    match server.update_task(&parts, body).await {
        Ok(response) => response,
        Err(rejection) => server.api.reject_update_task(rejection),
    }
    .into_response()
}
