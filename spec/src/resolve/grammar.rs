//! The objects of OpenAPI and their members, as the specification lists them.
//!
//! OpenAPI 3.0.4, 3.1.1 and 3.2.0, section "Schema" ("Specification" in 3.0); the keywords of a
//! schema are in [`super::super::normalise`].

mod choices;
mod format;
mod members;

pub(crate) use choices::Choice;
pub(crate) use format::Format;

use crate::tree::View;
use crate::version::Version;
use choices::{ENCODINGS, EXAMPLE_VALUES, LICENSES, LINKS, MEDIA_TYPES, NODES, VALUES};
use members::{
    AUTHORIZATION_CODE_FLOW, COMPONENTS, CONTACT, DEVICE_AUTHORIZATION_FLOW, DISCRIMINATOR,
    ENCODING, EXAMPLE, EXTERNAL_DOCS, HEADER, IMPLICIT_FLOW, INFO, LICENSE, LINK, MEDIA_TYPE,
    OAUTH_FLOWS, OPEN_API, OPERATION, PARAMETER, PATH_ITEM, REQUEST_BODY, RESPONSE, SCHEMA,
    SECURITY_SCHEME, SERVER, SERVER_VARIABLE, TAG, TOKEN_FLOW, XML,
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
    ImplicitFlow,
    PasswordFlow,
    ClientCredentialsFlow,
    AuthorizationCodeFlow,
    DeviceAuthorizationFlow,
    SecurityRequirement,
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MemberShape {
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

/// When an object is wrong without a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Required {
    Never,
    /// Wherever the member means something.
    Always,
    /// In versions before this one.
    Before(Version),
}

/// When a member means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    Always,
    /// If that sibling is one of these words.
    With(&'static str, &'static [&'static str]),
    /// If that sibling is there.
    Beside(&'static str),
    /// If none of these siblings is there.
    Unless(&'static [&'static str]),
    /// It must not be there, for this reason.
    Nowhere(&'static str),
}

/// One member that the specification lists.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemberRule {
    pub(crate) name: &'static str,
    pub(crate) shape: MemberShape,
    /// The version that added it.
    pub(crate) since: Version,
    pub(crate) required: Required,
    /// What it is as a string, or what its names are as a map.
    pub(crate) format: Format,
    pub(crate) applies: Condition,
}

impl MemberRule {
    /// Whether the object that a view shows needs this member.
    pub(crate) fn is_required(&self, holder: View<'_>, version: Version) -> bool {
        let required = match self.required {
            Required::Never => false,
            Required::Always => true,
            Required::Before(later) => version < later,
        };
        let certain = match self.applies {
            Condition::With(sibling, _) => holder.get(sibling).is_some_and(|it| it.str().is_some()),
            _ => true,
        };
        required && certain && self.since <= version && self.misplaced(holder).is_none()
    }

    /// Why the member means nothing in that object, as a fragment of a message.
    pub(crate) fn misplaced(&self, holder: View<'_>) -> Option<String> {
        match self.applies {
            Condition::Always => None,
            Condition::With(sibling, words) => {
                let found = holder.get(sibling)?.str()?;
                (!words.contains(&found)).then(|| format!("when `{sibling}` is `{found}`"))
            }
            Condition::Beside(sibling) => holder
                .get(sibling)
                .is_none()
                .then(|| format!("without `{sibling}`")),
            Condition::Unless(siblings) => {
                let found = siblings.iter().find(|name| holder.get(name).is_some())?;
                Some(format!("next to `{found}`"))
            }
            Condition::Nowhere(why) => Some(why.to_owned()),
        }
    }
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
            Self::ImplicitFlow => "an implicit flow",
            Self::PasswordFlow => "a password flow",
            Self::ClientCredentialsFlow => "a client credentials flow",
            Self::AuthorizationCodeFlow => "an authorization code flow",
            Self::DeviceAuthorizationFlow => "a device authorization flow",
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
    pub(crate) fn others(self) -> Option<MemberShape> {
        match self {
            Self::Paths | Self::Callback => Some(MemberShape::One(Self::PathItem)),
            Self::Responses => Some(MemberShape::One(Self::Response)),
            Self::SecurityRequirement => Some(MemberShape::Texts),
            _ => None,
        }
    }

    /// What the names of those other members are.
    pub(crate) fn names(self) -> Format {
        match self {
            Self::Paths => Format::PathTemplate,
            Self::Callback => Format::Callback,
            Self::Responses => Format::Status,
            _ => Format::Free,
        }
    }

    /// The members of which only one may be there.
    pub(crate) fn choices(self) -> &'static [Choice] {
        match self {
            Self::Parameter | Self::Header => VALUES,
            Self::MediaType => MEDIA_TYPES,
            Self::Encoding => ENCODINGS,
            Self::Example => EXAMPLE_VALUES,
            Self::Link => LINKS,
            Self::License => LICENSES,
            Self::Xml => NODES,
            _ => &[],
        }
    }

    /// The members that the specification lists.
    pub(crate) fn members(self) -> &'static [MemberRule] {
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
            Self::ImplicitFlow => IMPLICIT_FLOW,
            Self::PasswordFlow | Self::ClientCredentialsFlow => TOKEN_FLOW,
            Self::AuthorizationCodeFlow => AUTHORIZATION_CODE_FLOW,
            Self::DeviceAuthorizationFlow => DEVICE_AUTHORIZATION_FLOW,
        }
    }

    /// The listed member of that name.
    pub(crate) fn member(self, name: &str) -> Option<&'static MemberRule> {
        self.members().iter().find(|member| member.name == name)
    }
}
