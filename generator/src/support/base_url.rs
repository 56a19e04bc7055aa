//! Where a server is.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use reqwest::Url;

/// Where a server is: the `http` or `https` URL that every path of the document is appended to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl(Url);

impl BaseUrl {
    /// The URL of a request.
    #[must_use]
    pub fn join(&self, path: &str, query: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}{path}", self.0.path().trim_end_matches('/')));
        url.set_query((!query.is_empty()).then_some(query));
        url
    }
}

impl TryFrom<Url> for BaseUrl {
    type Error = NotBaseUrl;

    fn try_from(url: Url) -> Result<Self, NotBaseUrl> {
        if !["http", "https"].contains(&url.scheme()) {
            return Err(NotBaseUrl::Scheme);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(NotBaseUrl::Suffix);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NotBaseUrl::Credentials);
        }
        Ok(Self(url))
    }
}

impl FromStr for BaseUrl {
    type Err = NotBaseUrl;

    fn from_str(text: &str) -> Result<Self, NotBaseUrl> {
        Url::parse(text).map_err(|_| NotBaseUrl::Syntax)?.try_into()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a URL cannot be the base of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotBaseUrl {
    /// It is no absolute URL.
    Syntax,
    /// Its scheme is neither `http` nor `https`.
    Scheme,
    /// It has a query or a fragment.
    Suffix,
    /// It holds a name or a password.
    Credentials,
}

impl fmt::Display for NotBaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Syntax => "not an absolute URL",
            Self::Scheme => "the scheme is neither http nor https",
            Self::Suffix => "a base URL has neither query nor fragment",
            Self::Credentials => "a base URL holds no credentials",
        })
    }
}

impl Error for NotBaseUrl {}
