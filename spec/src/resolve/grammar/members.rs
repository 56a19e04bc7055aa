//! The members that the specification lists for each object.

use super::Shape::{Any, Bool, List, Map, One, Text, TextMap, Texts};
use super::{Member, Role, Shape};
use crate::contract::Version;
use Version::{V3_0, V3_1, V3_2};

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

pub(super) const CONTACT: &[Member] = &[
    member("name", Text),
    member("url", Text),
    member("email", Text),
];

pub(super) const EXTERNAL_DOCS: &[Member] = &[member("description", Text), required("url", Text)];

pub(super) const OPEN_API: &[Member] = &[
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

pub(super) const INFO: &[Member] = &[
    required("title", Text),
    since(V3_1, "summary", Text),
    member("description", Text),
    member("termsOfService", Text),
    member("contact", One(Role::Contact)),
    member("license", One(Role::License)),
    required("version", Text),
];

pub(super) const LICENSE: &[Member] = &[
    required("name", Text),
    since(V3_1, "identifier", Text),
    member("url", Text),
];

pub(super) const SERVER: &[Member] = &[
    required("url", Text),
    member("description", Text),
    since(V3_2, "name", Text),
    member("variables", Map(Role::ServerVariable)),
];

pub(super) const SERVER_VARIABLE: &[Member] = &[
    member("enum", Texts),
    required("default", Text),
    member("description", Text),
];

pub(super) const COMPONENTS: &[Member] = &[
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

pub(super) const PATH_ITEM: &[Member] = &[
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

pub(super) const OPERATION: &[Member] = &[
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

pub(super) const PARAMETER: &[Member] = &[
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

pub(super) const REQUEST_BODY: &[Member] = &[
    member("description", Text),
    required("content", Map(Role::MediaType)),
    member("required", Bool),
];

pub(super) const MEDIA_TYPE: &[Member] = &[
    member("schema", One(Role::Schema)),
    since(V3_2, "itemSchema", One(Role::Schema)),
    member("example", Any),
    member("examples", Map(Role::Example)),
    member("encoding", Map(Role::Encoding)),
    since(V3_2, "prefixEncoding", List(Role::Encoding)),
    since(V3_2, "itemEncoding", One(Role::Encoding)),
];

pub(super) const ENCODING: &[Member] = &[
    member("contentType", Text),
    member("headers", Map(Role::Header)),
    member("style", Text),
    member("explode", Bool),
    member("allowReserved", Bool),
    since(V3_2, "encoding", Map(Role::Encoding)),
    since(V3_2, "prefixEncoding", List(Role::Encoding)),
    since(V3_2, "itemEncoding", One(Role::Encoding)),
];

pub(super) const RESPONSE: &[Member] = &[
    since(V3_2, "summary", Text),
    member("description", Text),
    member("headers", Map(Role::Header)),
    member("content", Map(Role::MediaType)),
    member("links", Map(Role::Link)),
];

pub(super) const EXAMPLE: &[Member] = &[
    member("summary", Text),
    member("description", Text),
    member("value", Any),
    since(V3_2, "dataValue", Any),
    since(V3_2, "serializedValue", Text),
    member("externalValue", Text),
];

pub(super) const LINK: &[Member] = &[
    member("operationRef", Text),
    member("operationId", Text),
    member("parameters", Any),
    member("requestBody", Any),
    member("description", Text),
    member("server", One(Role::Server)),
];

pub(super) const HEADER: &[Member] = &[
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

pub(super) const TAG: &[Member] = &[
    required("name", Text),
    since(V3_2, "summary", Text),
    member("description", Text),
    member("externalDocs", One(Role::ExternalDocs)),
    since(V3_2, "parent", Text),
    since(V3_2, "kind", Text),
];

/// Only the members that hold objects of OpenAPI or subschemas; what a keyword may hold otherwise
/// is for normalisation to know.
pub(super) const SCHEMA: &[Member] = &[
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

pub(super) const DISCRIMINATOR: &[Member] = &[
    required("propertyName", Text),
    member("mapping", TextMap),
    since(V3_2, "defaultMapping", Text),
];

pub(super) const XML: &[Member] = &[
    since(V3_2, "nodeType", Text),
    member("name", Text),
    member("namespace", Text),
    member("prefix", Text),
    member("attribute", Bool),
    member("wrapped", Bool),
];

pub(super) const SECURITY_SCHEME: &[Member] = &[
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

pub(super) const OAUTH_FLOWS: &[Member] = &[
    member("implicit", One(Role::OAuthFlow)),
    member("password", One(Role::OAuthFlow)),
    member("clientCredentials", One(Role::OAuthFlow)),
    member("authorizationCode", One(Role::OAuthFlow)),
    since(V3_2, "deviceAuthorization", One(Role::OAuthFlow)),
];

pub(super) const OAUTH_FLOW: &[Member] = &[
    member("authorizationUrl", Text),
    since(V3_2, "deviceAuthorizationUrl", Text),
    member("tokenUrl", Text),
    member("refreshUrl", Text),
    required("scopes", TextMap),
];
