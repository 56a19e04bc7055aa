//! Credentials.

use super::Docs;

/// One kind of credential: a security scheme.
#[derive(Debug)]
pub(crate) struct Credential {
    /// The type's name.
    pub(crate) name: String,
    /// What it is and how it is sent.
    pub(crate) docs: Docs,
    /// How it is sent.
    pub(crate) kind: CredentialKind,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CredentialKind {
    /// In a header of this name.
    Header(String),
    /// In a query parameter of this name.
    Query(String),
    /// In a cookie of this name.
    Cookie(String),
    /// As `Authorization: Bearer`.
    Bearer,
    /// As `Authorization: Basic`.
    Basic,
    /// As `Authorization` with another scheme.
    Scheme(String),
    /// In a way that only the implementation can see.
    Other,
}

/// Credentials of which one set is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Alternatives {
    /// The type's name.
    pub(crate) name: String,
    /// The method that checks them.
    pub(crate) method: String,
    /// The sets.
    pub(crate) requirements: Vec<Requirement>,
    /// Whether operations ask for scopes with them.
    pub(crate) scoped: bool,
}

/// What an operation asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The number of the alternatives; none if nothing is asked for.
    pub(crate) alternatives: Option<usize>,
    /// Whether anonymous requests are accepted beside those with credentials.
    pub(crate) anonymous: bool,
    /// The scopes that go with each of the alternatives.
    pub(crate) scopes: Vec<Vec<String>>,
}

/// Credentials that suffice together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Requirement {
    /// The variant.
    pub(crate) ident: String,
    /// What it is.
    pub(crate) docs: Docs,
    /// The credentials, by type name, with the name of the field or variable that holds each.
    pub(crate) credentials: Vec<(String, String)>,
    /// Whether a request shows that it carries them: those that only the implementation can see do
    /// not show.
    pub(crate) shown: bool,
}
