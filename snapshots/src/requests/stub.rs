//! The implementation. Written once, and yours from here on: it is never overwritten.

use crate::requests::generated::server::Api;
use crate::requests::generated::support::Rejection;
use crate::requests::generated::{operations, security};

/// The service behind the API.
#[derive(Debug)]
pub struct Service;

/// Who asks.
#[derive(Debug)]
pub struct Caller;

impl Api for Service {
    type Caller = Caller;

    async fn authenticate(
        &self,
        credentials: security::Credentials,
        _scopes: &'static [&'static str],
    ) -> Option<Caller> {
        match credentials {
            security::Credentials::Account(_) => todo!("who sent Account?"),
        }
    }

    async fn authenticate_account_or_account2(
        &self,
        credentials: security::AccountOrAccount2Credentials,
        _scopes: &'static [&'static str],
    ) -> Option<Caller> {
        match credentials {
            security::AccountOrAccount2Credentials::Account(_) => {
                todo!("who sent Account?")
            }
            security::AccountOrAccount2Credentials::Account2(_) => {
                todo!("who sent Account2?")
            }
        }
    }

    async fn authenticate_certificate(
        &self,
        credentials: security::CertificateCredentials,
    ) -> Option<Caller> {
        match credentials {
            security::CertificateCredentials::Certificate(_) => {
                todo!("who sent Certificate?")
            }
        }
    }

    async fn authenticate_unheard_of(
        &self,
        credentials: security::UnheardOfCredentials,
    ) -> Option<Caller> {
        match credentials {
            security::UnheardOfCredentials::UnheardOf(_) => todo!("who sent UnheardOf?"),
        }
    }

    async fn read_maps(
        &self,
        _request: operations::read_maps::Request,
    ) -> operations::read_maps::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_read_maps(&self, rejection: Rejection) -> operations::read_maps::Response {
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

    async fn upload(&self, _request: operations::upload::Request) -> operations::upload::Response {
        todo!("answer with 200 or 400")
    }

    fn reject_upload(&self, rejection: Rejection) -> operations::upload::Response {
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

    async fn read_status(
        &self,
        _request: operations::read_status::Request,
    ) -> operations::read_status::Response {
        todo!("answer with 204 or 400")
    }

    fn reject_read_status(&self, rejection: Rejection) -> operations::read_status::Response {
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

    async fn read_orders(&self, _caller: Caller) -> operations::read_orders::Response {
        todo!("answer with 204 or 401")
    }

    fn reject_read_orders(&self, rejection: Rejection) -> operations::read_orders::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 401"),
        }
    }

    async fn add_order(&self, _caller: Caller) -> operations::add_order::Response {
        todo!("answer with 204 or 401")
    }

    fn reject_add_order(&self, rejection: Rejection) -> operations::add_order::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 401"),
        }
    }

    async fn read_vault(&self, _caller: Caller) -> operations::read_vault::Response {
        todo!("answer with 204 or 401")
    }

    fn reject_read_vault(&self, rejection: Rejection) -> operations::read_vault::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 401"),
        }
    }

    async fn fill_vault(&self, _caller: Option<Caller>) -> operations::fill_vault::Response {
        todo!("answer with 204 or 401")
    }

    fn reject_fill_vault(&self, rejection: Rejection) -> operations::fill_vault::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 401"),
        }
    }

    async fn empty_vault(&self, _caller: Caller) -> operations::empty_vault::Response {
        todo!("answer with 204 or 401")
    }

    fn reject_empty_vault(&self, rejection: Rejection) -> operations::empty_vault::Response {
        match rejection {
            Rejection::Unauthorized(_)
            | Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. }
            | Rejection::Invalid(_) => todo!("answer with 401"),
        }
    }

    async fn add_shape(
        &self,
        _request: operations::add_shape::Request,
    ) -> operations::add_shape::Response {
        todo!("answer with 204 or 400")
    }

    fn reject_add_shape(&self, rejection: Rejection) -> operations::add_shape::Response {
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
