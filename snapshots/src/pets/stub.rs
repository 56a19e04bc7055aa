//! The implementation. Written once, and yours from here on: it is never overwritten.

use crate::pets::generated::operations::{
    add_pet, change_pet, get_health, get_pet, list_pets, load, motto, photo, remove_pet,
};
use crate::pets::generated::security::{
    BasicCredentials, Credentials, TokenOrSessionAndCsrfCredentials,
};
use crate::pets::generated::server::Api;
use crate::pets::generated::support::Rejection;

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
            Credentials::Token(_) => todo!("who sent Token?"),
        }
    }

    async fn authenticate_token_or_session_and_csrf(
        &self,
        credentials: TokenOrSessionAndCsrfCredentials,
    ) -> Option<Caller> {
        match credentials {
            TokenOrSessionAndCsrfCredentials::Token(_) => todo!("who sent Token?"),
            TokenOrSessionAndCsrfCredentials::SessionAndCsrf { .. } => {
                todo!("who sent SessionAndCsrf?")
            }
        }
    }

    async fn authenticate_basic(&self, credentials: BasicCredentials) -> Option<Caller> {
        match credentials {
            BasicCredentials::Basic(_) => todo!("who sent Basic?"),
        }
    }

    async fn list_pets(
        &self,
        _caller: Caller,
        _request: list_pets::Request,
    ) -> list_pets::Response {
        todo!("answer with 200, 4XX or any status")
    }

    fn reject_list_pets(&self, rejection: Rejection) -> list_pets::Response {
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
        _request: add_pet::Request,
    ) -> add_pet::Response {
        todo!("answer with 201, 204 or 422")
    }

    fn reject_add_pet(&self, rejection: Rejection) -> add_pet::Response {
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

    async fn get_pet(&self, _request: get_pet::Request) -> get_pet::Response {
        todo!("answer with 200 or 404")
    }

    fn reject_get_pet(&self, rejection: Rejection) -> get_pet::Response {
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
        _request: remove_pet::Request,
    ) -> remove_pet::Response {
        todo!("answer with 204")
    }

    async fn change_pet(
        &self,
        _caller: Caller,
        _request: change_pet::Request,
    ) -> change_pet::Response {
        todo!("answer with 200 or 5XX")
    }

    async fn photo(&self, _caller: Caller, _request: photo::Request) -> photo::Response {
        todo!("answer with 200 or any status")
    }

    fn reject_photo(&self, rejection: Rejection) -> photo::Response {
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

    async fn get_health(&self) -> get_health::Response {
        todo!("answer with 200")
    }

    async fn load(&self, _request: load::Request) -> load::Response {
        todo!("answer with 204")
    }

    async fn motto(&self, _request: motto::Request) -> motto::Response {
        todo!("answer with 204 or 400")
    }

    fn reject_motto(&self, rejection: Rejection) -> motto::Response {
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
