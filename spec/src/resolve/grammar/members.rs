//! The members that the specification lists for each object.

use super::MemberShape::{Any, Bool, List, Map, One, Text, TextMap, Texts};
use super::format::{KEY_LOCATIONS, LOCATIONS, NODE_TYPES, SCHEME_TYPES, STYLES};
use super::{Condition, Format, MemberRule, MemberShape, Required, Role};
use crate::version::Version;
use Condition::{Beside, Unless, With};
use Version::{V3_0, V3_1, V3_2};

const fn member(name: &'static str, shape: MemberShape) -> MemberRule {
    MemberRule {
        name,
        shape,
        since: V3_0,
        required: Required::Never,
        format: Format::Free,
        applies: Condition::Always,
    }
}

const fn required(name: &'static str, shape: MemberShape) -> MemberRule {
    MemberRule {
        required: Required::Always,
        ..member(name, shape)
    }
}

const fn since(since: Version, name: &'static str, shape: MemberShape) -> MemberRule {
    MemberRule {
        since,
        ..member(name, shape)
    }
}

/// A member that must not be there, and why.
const fn forbidden(name: &'static str, why: &'static str) -> MemberRule {
    MemberRule {
        applies: Condition::Nowhere(why),
        ..member(name, Text)
    }
}

/// The map of a kind of component.
const fn components(name: &'static str, role: Role) -> MemberRule {
    member(name, Map(role)).of(Format::ComponentName)
}

impl MemberRule {
    /// The member as a string of this format, or as a map of such names.
    const fn of(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// The member where a condition holds.
    const fn only(self, applies: Condition) -> Self {
        Self { applies, ..self }
    }

    /// The member, required in versions before this one.
    const fn required_before(self, version: Version) -> Self {
        Self {
            required: Required::Before(version),
            ..self
        }
    }
}

pub(super) const CONTACT: &[MemberRule] = &[
    member("name", Text),
    member("url", Text).of(Format::Url),
    member("email", Text).of(Format::Email),
];

pub(super) const EXTERNAL_DOCS: &[MemberRule] = &[
    member("description", Text),
    required("url", Text).of(Format::Url),
];

pub(super) const OPEN_API: &[MemberRule] = &[
    required("openapi", Text),
    since(V3_2, "$self", Text).of(Format::Url),
    required("info", One(Role::Info)),
    since(V3_1, "jsonSchemaDialect", Text).of(Format::Url),
    member("servers", List(Role::Server)),
    member("paths", One(Role::Paths)).required_before(V3_1),
    since(V3_1, "webhooks", Map(Role::PathItem)),
    member("components", One(Role::Components)),
    member("security", List(Role::SecurityRequirement)),
    member("tags", List(Role::Tag)),
    member("externalDocs", One(Role::ExternalDocs)),
];

pub(super) const INFO: &[MemberRule] = &[
    required("title", Text),
    since(V3_1, "summary", Text),
    member("description", Text),
    member("termsOfService", Text).of(Format::Url),
    member("contact", One(Role::Contact)),
    member("license", One(Role::License)),
    required("version", Text),
];

pub(super) const LICENSE: &[MemberRule] = &[
    required("name", Text),
    since(V3_1, "identifier", Text),
    member("url", Text).of(Format::Url),
];

pub(super) const SERVER: &[MemberRule] = &[
    required("url", Text).of(Format::ServerUrl),
    member("description", Text),
    since(V3_2, "name", Text),
    member("variables", Map(Role::ServerVariable)),
];

pub(super) const SERVER_VARIABLE: &[MemberRule] = &[
    member("enum", Texts),
    required("default", Text),
    member("description", Text),
];

pub(super) const COMPONENTS: &[MemberRule] = &[
    components("schemas", Role::Schema),
    components("responses", Role::Response),
    components("parameters", Role::Parameter),
    components("examples", Role::Example),
    components("requestBodies", Role::RequestBody),
    components("headers", Role::Header),
    components("securitySchemes", Role::SecurityScheme),
    components("links", Role::Link),
    components("callbacks", Role::Callback),
    since(V3_1, "pathItems", Map(Role::PathItem)).of(Format::ComponentName),
    since(V3_2, "mediaTypes", Map(Role::MediaType)).of(Format::ComponentName),
];

pub(super) const PATH_ITEM: &[MemberRule] = &[
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
    since(V3_2, "additionalOperations", Map(Role::Operation)).of(Format::Method),
    member("servers", List(Role::Server)),
    member("parameters", List(Role::Parameter)),
];

pub(super) const OPERATION: &[MemberRule] = &[
    member("tags", Texts),
    member("summary", Text),
    member("description", Text),
    member("externalDocs", One(Role::ExternalDocs)),
    member("operationId", Text),
    member("parameters", List(Role::Parameter)),
    member("requestBody", One(Role::RequestBody)),
    member("responses", One(Role::Responses)).required_before(V3_1),
    member("callbacks", Map(Role::Callback)),
    member("deprecated", Bool),
    member("security", List(Role::SecurityRequirement)),
    member("servers", List(Role::Server)),
];

pub(super) const PARAMETER: &[MemberRule] = &[
    required("name", Text).of(Format::NameIn),
    required("in", Text).of(LOCATIONS),
    member("description", Text),
    member("required", Bool),
    member("deprecated", Bool),
    member("allowEmptyValue", Bool).only(With("in", &["query"])),
    member("style", Text).of(STYLES).only(Beside("schema")),
    member("explode", Bool).only(Beside("schema")),
    member("allowReserved", Bool).only(Beside("schema")),
    member("schema", One(Role::Schema)).only(With("in", &["path", "query", "header", "cookie"])),
    member("example", Any),
    member("examples", Map(Role::Example)),
    member("content", Map(Role::MediaType)).of(Format::MediaRange),
];

pub(super) const REQUEST_BODY: &[MemberRule] = &[
    member("description", Text),
    required("content", Map(Role::MediaType)).of(Format::MediaRange),
    member("required", Bool),
];

pub(super) const MEDIA_TYPE: &[MemberRule] = &[
    member("schema", One(Role::Schema)),
    since(V3_2, "itemSchema", One(Role::Schema)),
    member("example", Any),
    member("examples", Map(Role::Example)),
    member("encoding", Map(Role::Encoding)),
    since(V3_2, "prefixEncoding", List(Role::Encoding)),
    since(V3_2, "itemEncoding", One(Role::Encoding)),
];

pub(super) const ENCODING: &[MemberRule] = &[
    member("contentType", Text)
        .of(Format::MediaRanges)
        .only(Unless(&["style", "explode", "allowReserved"])),
    member("headers", Map(Role::Header)).of(Format::HeaderName),
    member("style", Text).of(STYLES),
    member("explode", Bool),
    member("allowReserved", Bool),
    since(V3_2, "encoding", Map(Role::Encoding)),
    since(V3_2, "prefixEncoding", List(Role::Encoding)),
    since(V3_2, "itemEncoding", One(Role::Encoding)),
];

pub(super) const RESPONSE: &[MemberRule] = &[
    since(V3_2, "summary", Text),
    member("description", Text).required_before(V3_2),
    member("headers", Map(Role::Header)).of(Format::HeaderName),
    member("content", Map(Role::MediaType)).of(Format::MediaRange),
    member("links", Map(Role::Link)).of(Format::ComponentName),
];

pub(super) const EXAMPLE: &[MemberRule] = &[
    member("summary", Text),
    member("description", Text),
    member("value", Any),
    since(V3_2, "dataValue", Any),
    since(V3_2, "serializedValue", Text),
    member("externalValue", Text).of(Format::Url),
];

pub(super) const LINK: &[MemberRule] = &[
    member("operationRef", Text).of(Format::Url),
    member("operationId", Text),
    member("parameters", Any),
    member("requestBody", Any),
    member("description", Text),
    member("server", One(Role::Server)),
];

pub(super) const HEADER: &[MemberRule] = &[
    forbidden("name", "its name is the key"),
    forbidden("in", "its location is always the header"),
    member("description", Text),
    member("required", Bool),
    member("deprecated", Bool),
    member("style", Text).of(STYLES).only(Beside("schema")),
    member("explode", Bool).only(Beside("schema")),
    member("schema", One(Role::Schema)),
    member("example", Any),
    member("examples", Map(Role::Example)),
    member("content", Map(Role::MediaType)).of(Format::MediaRange),
];

pub(super) const TAG: &[MemberRule] = &[
    required("name", Text),
    since(V3_2, "summary", Text),
    member("description", Text),
    member("externalDocs", One(Role::ExternalDocs)),
    since(V3_2, "parent", Text),
    since(V3_2, "kind", Text),
];

/// Only the members that hold objects of OpenAPI or subschemas; what a keyword may hold otherwise
/// is for normalisation to know.
pub(super) const SCHEMA: &[MemberRule] = &[
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

pub(super) const DISCRIMINATOR: &[MemberRule] = &[
    required("propertyName", Text),
    member("mapping", TextMap),
    since(V3_2, "defaultMapping", Text),
];

pub(super) const XML: &[MemberRule] = &[
    since(V3_2, "nodeType", Text).of(NODE_TYPES),
    member("name", Text),
    member("namespace", Text).of(Format::AbsoluteUri),
    member("prefix", Text),
    member("attribute", Bool),
    member("wrapped", Bool),
];

pub(super) const SECURITY_SCHEME: &[MemberRule] = &[
    required("type", Text).of(SCHEME_TYPES),
    member("description", Text),
    required("name", Text)
        .of(Format::NameIn)
        .only(With("type", &["apiKey"])),
    required("in", Text)
        .of(KEY_LOCATIONS)
        .only(With("type", &["apiKey"])),
    required("scheme", Text)
        .of(Format::HttpScheme)
        .only(With("type", &["http"])),
    member("bearerFormat", Text).only(With("type", &["http"])),
    required("flows", One(Role::OAuthFlows)).only(With("type", &["oauth2"])),
    required("openIdConnectUrl", Text)
        .of(Format::OAuthUrl)
        .only(With("type", &["openIdConnect"])),
    since(V3_2, "oauth2MetadataUrl", Text)
        .of(Format::OAuthUrl)
        .only(With("type", &["oauth2"])),
    since(V3_2, "deprecated", Bool),
];

pub(super) const OAUTH_FLOWS: &[MemberRule] = &[
    member("implicit", One(Role::ImplicitFlow)),
    member("password", One(Role::PasswordFlow)),
    member("clientCredentials", One(Role::ClientCredentialsFlow)),
    member("authorizationCode", One(Role::AuthorizationCodeFlow)),
    since(
        V3_2,
        "deviceAuthorization",
        One(Role::DeviceAuthorizationFlow),
    ),
];

const AUTHORIZATION_URL: MemberRule = required("authorizationUrl", Text).of(Format::OAuthUrl);
const TOKEN_URL: MemberRule = required("tokenUrl", Text).of(Format::OAuthUrl);
const REFRESH_URL: MemberRule = member("refreshUrl", Text).of(Format::OAuthUrl);
const DEVICE_URL: MemberRule = required("deviceAuthorizationUrl", Text).of(Format::OAuthUrl);
const SCOPES: MemberRule = required("scopes", TextMap);

pub(super) const IMPLICIT_FLOW: &[MemberRule] = &[AUTHORIZATION_URL, REFRESH_URL, SCOPES];

/// Those of the flows `password` and `clientCredentials`.
pub(super) const TOKEN_FLOW: &[MemberRule] = &[TOKEN_URL, REFRESH_URL, SCOPES];

pub(super) const AUTHORIZATION_CODE_FLOW: &[MemberRule] =
    &[AUTHORIZATION_URL, TOKEN_URL, REFRESH_URL, SCOPES];

pub(super) const DEVICE_AUTHORIZATION_FLOW: &[MemberRule] =
    &[DEVICE_URL, TOKEN_URL, REFRESH_URL, SCOPES];
