//! The objects of OpenAPI and their members, as the specification lists them.
//!
//! OpenAPI 3.0.4, 3.1.1 and 3.2.0, section "Schema" ("Specification" in 3.0); the keywords of a
//! schema are in [`super::super::normalise`].

use crate::contract::Version;
mod members;

use members::{
    COMPONENTS, CONTACT, DISCRIMINATOR, ENCODING, EXAMPLE, EXTERNAL_DOCS, HEADER, INFO, LICENSE,
    LINK, MEDIA_TYPE, OAUTH_FLOW, OAUTH_FLOWS, OPEN_API, OPERATION, PARAMETER, PATH_ITEM,
    REQUEST_BODY, RESPONSE, SCHEMA, SECURITY_SCHEME, SERVER, SERVER_VARIABLE, TAG, XML,
};

/// What an object of the document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Role {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// An object that plays a role.
    One(Role),
    /// An array of them.
    List(Role),
    /// An object whose members, of any name, hold them.
    Map(Role),
    /// A string.
    Text,
    /// `true` or `false`.
    Bool,
    /// An array of strings.
    Texts,
    /// An object whose members hold strings.
    TextMap,
    /// Anything: data.
    Any,
}

/// One member that the specification lists.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    /// The version that added it.
    pub(crate) since: Version,
    /// Whether the object is wrong without it.
    pub(crate) required: bool,
}

impl Role {
    /// The object as messages call it.
    pub(crate) fn phrase(self) -> &'static str {
        match self {
            Self::OpenApi => "the document",
            Self::Info => "`info`",
            Self::Contact => "a contact",
            Self::License => "a licence",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Components => "`components`",
            Self::Paths => "`paths`",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::ExternalDocs => "external documentation",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Responses => "`responses`",
            Self::Response => "a response",
            Self::Callback => "a callback",
            Self::Example => "an example",
            Self::Link => "a link",
            Self::Header => "a header",
            Self::Tag => "a tag",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Xml => "an XML description",
            Self::SecurityScheme => "a security scheme",
            Self::OAuthFlows => "`flows`",
            Self::OAuthFlow => "an OAuth flow",
            Self::SecurityRequirement => "a security requirement",
        }
    }

    /// Whether a reference may stand in its place.
    pub(crate) fn may_refer(self, version: Version) -> bool {
        match self {
            Self::PathItem
            | Self::Parameter
            | Self::RequestBody
            | Self::Response
            | Self::Callback
            | Self::Example
            | Self::Link
            | Self::Header
            | Self::Schema
            | Self::SecurityScheme => true,
            Self::MediaType => version >= Version::V3_2,
            _ => false,
        }
    }

    /// Whether a reference is followed in its place: where one may stand, and where authors split
    /// their documents all the same.
    pub(crate) fn is_followed(self, version: Version) -> bool {
        let split = [
            Self::Operation,
            Self::Paths,
            Self::Responses,
            Self::Components,
        ];
        self.may_refer(version) || split.contains(&self) || self == Self::MediaType
    }

    /// What members of other names than the listed ones hold; none: there are no others.
    pub(crate) fn others(self) -> Option<Shape> {
        match self {
            Self::Paths | Self::Callback => Some(Shape::One(Self::PathItem)),
            Self::Responses => Some(Shape::One(Self::Response)),
            Self::SecurityRequirement => Some(Shape::Texts),
            _ => None,
        }
    }

    /// The members that the specification lists.
    pub(crate) fn members(self) -> &'static [Member] {
        match self {
            Self::OpenApi => OPEN_API,
            Self::Info => INFO,
            Self::Contact => CONTACT,
            Self::License => LICENSE,
            Self::Server => SERVER,
            Self::ServerVariable => SERVER_VARIABLE,
            Self::Components => COMPONENTS,
            Self::Paths | Self::Responses | Self::Callback | Self::SecurityRequirement => &[],
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::ExternalDocs => EXTERNAL_DOCS,
            Self::Parameter => PARAMETER,
            Self::RequestBody => REQUEST_BODY,
            Self::MediaType => MEDIA_TYPE,
            Self::Encoding => ENCODING,
            Self::Response => RESPONSE,
            Self::Example => EXAMPLE,
            Self::Link => LINK,
            Self::Header => HEADER,
            Self::Tag => TAG,
            Self::Schema => SCHEMA,
            Self::Discriminator => DISCRIMINATOR,
            Self::Xml => XML,
            Self::SecurityScheme => SECURITY_SCHEME,
            Self::OAuthFlows => OAUTH_FLOWS,
            Self::OAuthFlow => OAUTH_FLOW,
        }
    }

    /// The listed member of that name.
    pub(crate) fn member(self, name: &str) -> Option<&'static Member> {
        self.members().iter().find(|member| member.name == name)
    }
}
