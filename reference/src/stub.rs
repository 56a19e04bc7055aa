//! The implementation. Written once, and yours from here on: it is never overwritten.

use crate::generated::operations::update_task;
use crate::generated::security::Credentials;
use crate::generated::server::Api;
use crate::generated::support::Rejection;

/// The service behind the API.
#[derive(Debug)]
pub struct Service;

/// Who asks.
#[derive(Debug)]
pub struct Caller;

impl Api for Service {
    type Caller = Caller;

    async fn authenticate(&self, credentials: Credentials) -> Option<Caller> {
        match credentials {
            Credentials::ApiKeyAuth(_) => todo!("who has this API key?"),
            Credentials::BearerAuth(_) => todo!("who has this token?"),
        }
    }

    async fn update_task(
        &self,
        _caller: Caller,
        _request: update_task::Request,
    ) -> update_task::Response {
        todo!("answer with 200, 400, 401, 403, 404 or 500")
    }

    fn reject_update_task(&self, rejection: Rejection) -> update_task::Response {
        match rejection {
            Rejection::Unauthorized(_) => todo!("answer with 401"),
            Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }
}
