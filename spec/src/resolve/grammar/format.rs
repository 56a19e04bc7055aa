//! What the strings of a document and the names of its maps are.

use crate::version::Version;
use Version::{V3_0, V3_1, V3_2};

/// What a string, or each name of a map, must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Anything.
    Free,
    /// One of these words, each with the version that added it.
    OneOf(&'static [(&'static str, Version)]),
    /// The name of an HTTP authentication scheme.
    HttpScheme,
    /// A URL, possibly relative.
    Url,
    /// A URL of an authorization server.
    OAuthUrl,
    /// A URI that is not relative.
    AbsoluteUri,
    /// A URL with variables in braces.
    ServerUrl,
    /// An e-mail address.
    Email,
    /// A media type or a range of them.
    MediaRange,
    /// Several of them, with commas between.
    MediaRanges,
    /// The name of a header.
    HeaderName,
    /// The name of what the member `in` says: a parameter or a key.
    NameIn,
    /// The name of a component.
    ComponentName,
    /// An HTTP method that has no member of its own.
    Method,
    /// A status, a class of them, or `default`.
    Status,
    /// A path with expressions in braces.
    PathTemplate,
    /// A URL with runtime expressions in braces.
    Callback,
}

impl Format {
    /// The code of the lint that looks at it; none for [`Format::Free`].
    pub(crate) fn lint(self) -> Option<&'static str> {
        Some(match self {
            Self::Free => return None,
            Self::OneOf(_) | Self::Status => "unknown-value",
            Self::HttpScheme => "unknown-http-scheme",
            Self::Url | Self::OAuthUrl | Self::AbsoluteUri | Self::ServerUrl | Self::Email => {
                "invalid-address"
            }
            Self::MediaRange | Self::MediaRanges => "invalid-media-type",
            Self::HeaderName | Self::NameIn => "invalid-header-name",
            Self::ComponentName => "invalid-component-name",
            Self::Method => "invalid-method",
            Self::PathTemplate => "invalid-path-template",
            Self::Callback => "invalid-expression",
        })
    }
}

pub(super) const LOCATIONS: Format = Format::OneOf(&[
    ("path", V3_0),
    ("query", V3_0),
    ("querystring", V3_2),
    ("header", V3_0),
    ("cookie", V3_0),
]);

pub(super) const KEY_LOCATIONS: Format =
    Format::OneOf(&[("query", V3_0), ("header", V3_0), ("cookie", V3_0)]);

pub(super) const SCHEME_TYPES: Format = Format::OneOf(&[
    ("apiKey", V3_0),
    ("http", V3_0),
    ("mutualTLS", V3_1),
    ("oauth2", V3_0),
    ("openIdConnect", V3_0),
]);

pub(super) const STYLES: Format = Format::OneOf(&[
    ("matrix", V3_0),
    ("label", V3_0),
    ("simple", V3_0),
    ("form", V3_0),
    ("spaceDelimited", V3_0),
    ("pipeDelimited", V3_0),
    ("deepObject", V3_0),
    ("cookie", V3_2),
]);

pub(super) const NODE_TYPES: Format = Format::OneOf(&[
    ("element", V3_2),
    ("attribute", V3_2),
    ("text", V3_2),
    ("cdata", V3_2),
    ("none", V3_2),
]);
