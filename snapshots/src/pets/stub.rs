//! The implementation. Written once, and yours from here on: it is never overwritten.

use crate::pets::generated::server::Api;
use crate::pets::generated::support::Rejection;
use crate::pets::generated::{operations, security};

/// The service behind the API.
#[derive(Debug)]
pub struct Service;

/// Who asks.
#[derive(Debug)]
pub struct Caller;

impl Api for Service {
    type Caller = Caller;

    async fn authenticate(&self, credentials: security::Credentials) -> Option<Caller> {
        match credentials {
            security::Credentials::Token(_) => todo!("who sent Token?"),
        }
    }

    async fn authenticate_token_or_session_and_csrf(
        &self,
        credentials: security::TokenOrSessionAndCsrfCredentials,
    ) -> Option<Caller> {
        match credentials {
            security::TokenOrSessionAndCsrfCredentials::Token(_) => {
                todo!("who sent Token?")
            }
            security::TokenOrSessionAndCsrfCredentials::SessionAndCsrf { .. } => {
                todo!("who sent SessionAndCsrf?")
            }
        }
    }

    async fn authenticate_basic(&self, credentials: security::BasicCredentials) -> Option<Caller> {
        match credentials {
            security::BasicCredentials::Basic(_) => todo!("who sent Basic?"),
        }
    }

    async fn list_pets(
        &self,
        _caller: Caller,
        _request: operations::list_pets::Request,
    ) -> operations::list_pets::Response {
        todo!("answer with 200, 4XX or any status")
    }

    fn reject_list_pets(&self, rejection: Rejection) -> operations::list_pets::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 4XX or any status"),
        }
    }

    async fn add_pet(
        &self,
        _caller: Option<Caller>,
        _request: operations::add_pet::Request,
    ) -> operations::add_pet::Response {
        todo!("answer with 201, 204 or 422")
    }

    fn reject_add_pet(&self, rejection: Rejection) -> operations::add_pet::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 422"),
        }
    }

    async fn get_pet(
        &self,
        _request: operations::get_pet::Request,
    ) -> operations::get_pet::Response {
        todo!("answer with 200 or 404")
    }

    fn reject_get_pet(&self, rejection: Rejection) -> operations::get_pet::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 404"),
        }
    }

    async fn remove_pet(
        &self,
        _caller: Caller,
        _request: operations::remove_pet::Request,
    ) -> operations::remove_pet::Response {
        todo!("answer with 204")
    }

    async fn change_pet(
        &self,
        _caller: Caller,
        _request: operations::change_pet::Request,
    ) -> operations::change_pet::Response {
        todo!("answer with 200 or 5XX")
    }

    async fn photo(
        &self,
        _caller: Caller,
        _request: operations::photo::Request,
    ) -> operations::photo::Response {
        todo!("answer with 200 or any status")
    }

    fn reject_photo(&self, rejection: Rejection) -> operations::photo::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with any status"),
        }
    }

    async fn get_health(&self) -> operations::get_health::Response {
        todo!("answer with 200")
    }

    async fn load(&self, _request: operations::load::Request) -> operations::load::Response {
        todo!("answer with 204")
    }

    async fn motto(&self, _request: operations::motto::Request) -> operations::motto::Response {
        todo!("answer with 204 or 400")
    }

    fn reject_motto(&self, rejection: Rejection) -> operations::motto::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 400"),
        }
    }
}
