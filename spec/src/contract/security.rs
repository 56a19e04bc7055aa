//! Who may ask.

use serde::{Deserialize, Serialize};

use crate::Place;

/// One alternative of `security`: all of its schemes together suffice.
#[derive(Clone, Debug)]
pub struct SecurityRequirement {
    /// Scheme names with the scopes or roles that are asked for; empty: anonymous.
    pub schemes: Vec<(String, Vec<String>)>,
    /// Where it stands.
    pub place: Place,
}

/// One entry of `components/securitySchemes`.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Its name there.
    pub name: String,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// What kind it is.
    pub kind: SecuritySchemeKind,
    /// Where it stands.
    pub place: Place,
}

/// Where an API key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CredentialLocation {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

/// The kinds of security schemes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// `apiKey`.
    ApiKey {
        /// `in`.
        location: CredentialLocation,
        /// `name` of the header, query parameter or cookie.
        name: String,
    },
    /// `http`.
    Http {
        /// `scheme`, lower case, for example `bearer` or `basic`.
        scheme: String,
        /// `bearerFormat`.
        bearer_format: Option<String>,
    },
    /// `oauth2`: sent as a bearer token.
    OAuth2,
    /// `openIdConnect`: sent as a bearer token.
    OpenIdConnect {
        /// `openIdConnectUrl`.
        url: String,
    },
    /// `mutualTLS`.
    MutualTls,
    /// A kind that OpenAPI does not know: a diagnostic says so.
    Unknown {
        /// `type` as written.
        kind: String,
    },
}
