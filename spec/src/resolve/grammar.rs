//! The objects of OpenAPI and their members, as the specification lists them.
//!
//! OpenAPI 3.0.4, 3.1.1 and 3.2.0, section "Schema" ("Specification" in 3.0); the keywords of a
//! schema are in [`super::super::normalise`].

use crate::contract::Version;
use Version::{V3_0, V3_1, V3_2};

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

const fn member(name: &'static str, shape: Shape) -> Member {
    Member {
        name,
        shape,
        since: V3_0,
        required: false,
    }
}

const fn required(name: &'static str, shape: Shape) -> Member {
    Member {
        name,
        shape,
        since: V3_0,
        required: true,
    }
}

const fn since(since: Version, name: &'static str, shape: Shape) -> Member {
    Member {
        name,
        shape,
        since,
        required: false,
    }
}

use Shape::{Any, Bool, List, Map, One, Text, TextMap, Texts};

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
            Self::MediaType => version >= V3_2,
            _ => false,
        }
    }

    /// What members of other names than the listed ones hold; none: there are no others.
    pub(crate) fn others(self) -> Option<Shape> {
        match self {
            Self::Paths | Self::Callback => Some(One(Self::PathItem)),
            Self::Responses => Some(One(Self::Response)),
            Self::SecurityRequirement => Some(Texts),
            _ => None,
        }
    }

    /// The members that the specification lists.
    pub(crate) fn members(self) -> &'static [Member] {
        match self {
            Self::OpenApi => OPEN_API,
            Self::Info => INFO,
            Self::Contact => {
                &const {
                    [
                        member("name", Text),
                        member("url", Text),
                        member("email", Text),
                    ]
                }
            }
            Self::License => LICENSE,
            Self::Server => SERVER,
            Self::ServerVariable => SERVER_VARIABLE,
            Self::Components => COMPONENTS,
            Self::Paths | Self::Responses | Self::Callback | Self::SecurityRequirement => &[],
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::ExternalDocs => &const { [member("description", Text), required("url", Text)] },
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

const OPEN_API: &[Member] = &[
    required("openapi", Text),
    since(V3_2, "$self", Text),
    required("info", One(Role::Info)),
    since(V3_1, "jsonSchemaDialect", Text),
    member("servers", List(Role::Server)),
    member("paths", One(Role::Paths)),
    since(V3_1, "webhooks", Map(Role::PathItem)),
    member("components", One(Role::Components)),
    member("security", List(Role::SecurityRequirement)),
    member("tags", List(Role::Tag)),
    member("externalDocs", One(Role::ExternalDocs)),
];

const INFO: &[Member] = &[
    required("title", Text),
    since(V3_1, "summary", Text),
    member("description", Text),
    member("termsOfService", Text),
    member("contact", One(Role::Contact)),
    member("license", One(Role::License)),
    required("version", Text),
];

const LICENSE: &[Member] = &[
    required("name", Text),
    since(V3_1, "identifier", Text),
    member("url", Text),
];

const SERVER: &[Member] = &[
    required("url", Text),
    member("description", Text),
    since(V3_2, "name", Text),
    member("variables", Map(Role::ServerVariable)),
];

const SERVER_VARIABLE: &[Member] = &[
    member("enum", Texts),
    required("default", Text),
    member("description", Text),
];

const COMPONENTS: &[Member] = &[
    member("schemas", Map(Role::Schema)),
    member("responses", Map(Role::Response)),
    member("parameters", Map(Role::Parameter)),
    member("examples", Map(Role::Example)),
    member("requestBodies", Map(Role::RequestBody)),
    member("headers", Map(Role::Header)),
    member("securitySchemes", Map(Role::SecurityScheme)),
    member("links", Map(Role::Link)),
    member("callbacks", Map(Role::Callback)),
    since(V3_1, "pathItems", Map(Role::PathItem)),
    since(V3_2, "mediaTypes", Map(Role::MediaType)),
];

const PATH_ITEM: &[Member] = &[
    member("summary", Text),
    member("description", Text),
    member("get", One(Role::Operation)),
    member("put", One(Role::Operation)),
    member("post", One(Role::Operation)),
    member("delete", One(Role::Operation)),
    member("options", One(Role::Operation)),
    member("head", One(Role::Operation)),
    member("patch", One(Role::Operation)),
    member("trace", One(Role::Operation)),
    since(V3_2, "query", One(Role::Operation)),
    since(V3_2, "additionalOperations", Map(Role::Operation)),
    member("servers", List(Role::Server)),
    member("parameters", List(Role::Parameter)),
];

const OPERATION: &[Member] = &[
    member("tags", Texts),
    member("summary", Text),
    member("description", Text),
    member("externalDocs", One(Role::ExternalDocs)),
    member("operationId", Text),
    member("parameters", List(Role::Parameter)),
    member("requestBody", One(Role::RequestBody)),
    member("responses", One(Role::Responses)),
    member("callbacks", Map(Role::Callback)),
    member("deprecated", Bool),
    member("security", List(Role::SecurityRequirement)),
    member("servers", List(Role::Server)),
];

const PARAMETER: &[Member] = &[
    required("name", Text),
    required("in", Text),
    member("description", Text),
    member("required", Bool),
    member("deprecated", Bool),
    member("allowEmptyValue", Bool),
    member("style", Text),
    member("explode", Bool),
    member("allowReserved", Bool),
    member("schema", One(Role::Schema)),
    member("example", Any),
    member("examples", Map(Role::Example)),
    member("content", Map(Role::MediaType)),
];

const REQUEST_BODY: &[Member] = &[
    member("description", Text),
    required("content", Map(Role::MediaType)),
    member("required", Bool),
];

const MEDIA_TYPE: &[Member] = &[
    member("schema", One(Role::Schema)),
    since(V3_2, "itemSchema", One(Role::Schema)),
    member("example", Any),
    member("examples", Map(Role::Example)),
    member("encoding", Map(Role::Encoding)),
    since(V3_2, "prefixEncoding", List(Role::Encoding)),
    since(V3_2, "itemEncoding", One(Role::Encoding)),
];

const ENCODING: &[Member] = &[
    member("contentType", Text),
    member("headers", Map(Role::Header)),
    member("style", Text),
    member("explode", Bool),
    member("allowReserved", Bool),
    since(V3_2, "encoding", Map(Role::Encoding)),
    since(V3_2, "prefixEncoding", List(Role::Encoding)),
    since(V3_2, "itemEncoding", One(Role::Encoding)),
];

const RESPONSE: &[Member] = &[
    since(V3_2, "summary", Text),
    member("description", Text),
    member("headers", Map(Role::Header)),
    member("content", Map(Role::MediaType)),
    member("links", Map(Role::Link)),
];

const EXAMPLE: &[Member] = &[
    member("summary", Text),
    member("description", Text),
    member("value", Any),
    since(V3_2, "dataValue", Any),
    since(V3_2, "serializedValue", Text),
    member("externalValue", Text),
];

const LINK: &[Member] = &[
    member("operationRef", Text),
    member("operationId", Text),
    member("parameters", Any),
    member("requestBody", Any),
    member("description", Text),
    member("server", One(Role::Server)),
];

const HEADER: &[Member] = &[
    member("description", Text),
    member("required", Bool),
    member("deprecated", Bool),
    member("allowEmptyValue", Bool),
    member("style", Text),
    member("explode", Bool),
    member("allowReserved", Bool),
    member("schema", One(Role::Schema)),
    member("example", Any),
    member("examples", Map(Role::Example)),
    member("content", Map(Role::MediaType)),
];

const TAG: &[Member] = &[
    required("name", Text),
    since(V3_2, "summary", Text),
    member("description", Text),
    member("externalDocs", One(Role::ExternalDocs)),
    since(V3_2, "parent", Text),
    since(V3_2, "kind", Text),
];

/// Only the members that hold objects of OpenAPI or subschemas; what a keyword may hold otherwise
/// is for normalisation to know.
const SCHEMA: &[Member] = &[
    member("properties", Map(Role::Schema)),
    member("additionalProperties", One(Role::Schema)),
    member("items", One(Role::Schema)),
    member("allOf", List(Role::Schema)),
    member("anyOf", List(Role::Schema)),
    member("oneOf", List(Role::Schema)),
    member("not", One(Role::Schema)),
    since(V3_1, "if", One(Role::Schema)),
    since(V3_1, "then", One(Role::Schema)),
    since(V3_1, "else", One(Role::Schema)),
    since(V3_1, "prefixItems", List(Role::Schema)),
    since(V3_1, "contains", One(Role::Schema)),
    since(V3_1, "patternProperties", Map(Role::Schema)),
    since(V3_1, "propertyNames", One(Role::Schema)),
    since(V3_1, "dependentSchemas", Map(Role::Schema)),
    since(V3_1, "unevaluatedItems", One(Role::Schema)),
    since(V3_1, "unevaluatedProperties", One(Role::Schema)),
    since(V3_1, "contentSchema", One(Role::Schema)),
    since(V3_1, "$defs", Map(Role::Schema)),
    since(V3_1, "definitions", Map(Role::Schema)),
    member("discriminator", One(Role::Discriminator)),
    member("xml", One(Role::Xml)),
    member("externalDocs", One(Role::ExternalDocs)),
];

const DISCRIMINATOR: &[Member] = &[
    required("propertyName", Text),
    member("mapping", TextMap),
    since(V3_2, "defaultMapping", Text),
];

const XML: &[Member] = &[
    since(V3_2, "nodeType", Text),
    member("name", Text),
    member("namespace", Text),
    member("prefix", Text),
    member("attribute", Bool),
    member("wrapped", Bool),
];

const SECURITY_SCHEME: &[Member] = &[
    required("type", Text),
    member("description", Text),
    member("name", Text),
    member("in", Text),
    member("scheme", Text),
    member("bearerFormat", Text),
    member("flows", One(Role::OAuthFlows)),
    member("openIdConnectUrl", Text),
    since(V3_2, "oauth2MetadataUrl", Text),
    since(V3_2, "deprecated", Bool),
];

const OAUTH_FLOWS: &[Member] = &[
    member("implicit", One(Role::OAuthFlow)),
    member("password", One(Role::OAuthFlow)),
    member("clientCredentials", One(Role::OAuthFlow)),
    member("authorizationCode", One(Role::OAuthFlow)),
    since(V3_2, "deviceAuthorization", One(Role::OAuthFlow)),
];

const OAUTH_FLOW: &[Member] = &[
    member("authorizationUrl", Text),
    since(V3_2, "deviceAuthorizationUrl", Text),
    member("tokenUrl", Text),
    member("refreshUrl", Text),
    required("scopes", TextMap),
];
