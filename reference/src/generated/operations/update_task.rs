//! `PATCH /api/tasks`: Update scheduled task
//!
//! Update an existing scheduled task. Only the id field is required; any additional fields you
//! include will be updated on the task. The response shape matches the GET endpoint (an array
//! containing the updated task).

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use serde_json::Value;

use super::super::support::issue::{At, IssueSink};
use super::super::support::{Decode, Limits, Part, Rejection, http};
use super::super::types;

/// What the operation takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// JSON object with `id` and optional fields to merge onto the task.
    pub body: types::UpdateTaskRequest,
}

impl Request {
    /// The media types of the body.
    const MEDIA_TYPES: [&'static str; 1] = ["application/json"];

    /// Reads a request whose method, path and credentials have been looked at already.
    ///
    /// # Errors
    ///
    /// The first reason for which it cannot be understood; [`Rejection::Invalid`] names all issues.
    pub async fn read(parts: &Parts, body: Body, limits: Limits) -> Result<Self, Rejection> {
        let body = http::read_json(&parts.headers, body, limits, &Self::MEDIA_TYPES).await?;
        let mut sink = IssueSink::default();
        let request = Self::decode(body, &mut sink);
        Ok(sink.conclude(request)?)
    }

    fn decode(body: Value, sink: &mut IssueSink) -> Option<Self> {
        let body = Decode::decode(body, At::Root(Part::Body), sink);
        Some(Self { body: body? })
    }
}

/// What the operation answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// 200: Task updated successfully. Body is a `TasksResponse` with the updated task in `tasks`
    /// (typically one task).
    Ok(types::TasksResponse),
    /// 400: Bad request — missing `id`, empty strings where a field is provided, or other
    /// validation failure from the request body. The body reports the first Zod issue via
    /// `missing_fields` and `error`.
    BadRequest(types::UpdateTaskValidationErrorResponse),
    /// 401: Unauthorized - missing or invalid credentials
    Unauthorized(types::Error),
    /// 403: Forbidden - `account_id` is outside caller authorization scope
    Forbidden(types::Error),
    /// 404: No task exists with the given `id`.
    NotFound(types::UpdateTaskFailureResponse),
    /// 500: Internal server error while updating the task or syncing the Trigger.dev schedule.
    InternalServerError(types::UpdateTaskFailureResponse),
}

impl IntoResponse for Response {
    fn into_response(self) -> axum::response::Response {
        match self {
            Self::Ok(body) => http::json(StatusCode::OK, "application/json", &body),
            Self::BadRequest(body) => {
                http::json(StatusCode::BAD_REQUEST, "application/json", &body)
            }
            Self::Unauthorized(body) => {
                http::json(StatusCode::UNAUTHORIZED, "application/json", &body)
            }
            Self::Forbidden(body) => http::json(StatusCode::FORBIDDEN, "application/json", &body),
            Self::NotFound(body) => http::json(StatusCode::NOT_FOUND, "application/json", &body),
            Self::InternalServerError(body) => {
                http::json(StatusCode::INTERNAL_SERVER_ERROR, "application/json", &body)
            }
        }
    }
}
