//! The credentials that operations ask for.

use axum::http::request::Parts;

use super::support::{Secret, http};

/// Your Recoup API key. [Learn more](/quickstart#api-keys).
///
/// Sent in the header `x-api-key`.
///
/// `#/components/securitySchemes/apiKeyAuth`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyAuth(pub Secret);

impl ApiKeyAuth {
    /// Finds the key in a request.
    #[must_use]
    pub fn find(parts: &Parts) -> Option<Self> {
        http::api_key(&parts.headers, "x-api-key").map(Self)
    }
}

/// Sent as `Authorization: Bearer`.
///
/// `#/components/securitySchemes/bearerAuth`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BearerAuth(pub Secret);

impl BearerAuth {
    /// Finds the token in a request.
    #[must_use]
    pub fn find(parts: &Parts) -> Option<Self> {
        http::bearer(&parts.headers).map(Self)
    }
}

/// One of these suffices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// An API key.
    ApiKeyAuth(ApiKeyAuth),
    /// A bearer token.
    BearerAuth(BearerAuth),
}

impl Credentials {
    /// Those that a request carries, in the order in which the document lists the alternatives.
    pub fn find(parts: &Parts) -> impl Iterator<Item = Self> {
        let api_key_auth = ApiKeyAuth::find(parts).map(Self::ApiKeyAuth);
        let bearer_auth = BearerAuth::find(parts).map(Self::BearerAuth);
        [api_key_auth, bearer_auth].into_iter().flatten()
    }
}
