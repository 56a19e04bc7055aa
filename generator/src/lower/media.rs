//! Lowers media types.

use serde_json::Value;
use tally_spec::contract::{Contract, Media};

use super::types::Types;
use super::{keyword, naming};
use crate::ir::{BodyKind, Type};
use crate::unsupported::{Feature, Instead, Unsupported};

/// The media type without its parameters, lower case.
pub(crate) fn essence(name: &str) -> String {
    name.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// Whether a body has to say its media type: the document gives a range, or the type has a
/// parameter that each body chooses, as the boundary of `multipart` (RFC 2046 section 5.1.1).
pub(crate) fn is_told(essence: &str) -> bool {
    essence.contains('*') || essence.starts_with("multipart/")
}

/// The variant that stands for a media type among several: `application/json` is `Json`.
pub(crate) fn ident(name: &str) -> String {
    let essence = essence(name);
    let subtype = essence.rsplit('/').next().unwrap_or_default();
    match (essence.as_str(), subtype) {
        ("*/*", _) => "Any".to_owned(),
        (_, "plain") => "Text".to_owned(),
        (_, "octet-stream") => "Bytes".to_owned(),
        (_, "x-www-form-urlencoded") => "Form".to_owned(),
        (_, "form-data") => "Multipart".to_owned(),
        (essence, "*") => naming::variant(essence.trim_end_matches("/*")),
        (_, subtype) => naming::variant(subtype),
    }
}

/// What a body of that media type holds.
pub(crate) fn kind(
    contract: &Contract,
    types: &mut Types<'_>,
    media: &Media,
    name: &str,
) -> BodyKind {
    let essence = essence(&media.name);
    let json = !essence.contains('*');
    if json
        && (essence == "application/json" || essence.ends_with("+json") || essence == "text/json")
    {
        let ty = match media.schema {
            Some(id) => types.inline(id, name).inner(),
            None => Type::Any,
        };
        return BodyKind::Json(ty);
    }
    let restricted = media
        .schema
        .is_some_and(|id| restricts(&contract.schema_alone(id).value));
    if restricted || media.item_schema.is_some() {
        let feature = Feature::MediaType(media.name.clone());
        let place = Some(media.place.clone());
        types.unsupported.insert(Unsupported {
            feature,
            instead: Instead::Raw,
            place,
        });
    }
    if is_told(&essence) {
        BodyKind::Ranged
    } else if essence.starts_with("text/") {
        BodyKind::Text
    } else {
        BodyKind::Bytes
    }
}

/// Whether a schema says more of text or bytes than that they are some.
fn restricts(schema: &Value) -> bool {
    let says_more = |(keyword, value): (&String, &Value)| match keyword.as_str() {
        "type" => value != "string",
        // OpenAPI 3.0, section "Considerations for File Uploads".
        "format" => !matches!(value.as_str(), Some("binary" | "byte")),
        keyword => keyword::restricts(keyword),
    };
    schema.as_bool() == Some(false)
        || schema
            .as_object()
            .is_some_and(|members| members.iter().any(says_more))
}
