//! Lowers media types.

use tally_spec::MediaType;
use tally_spec::contract::{Contract, Media};
use tally_spec::schema::{Keyword, SchemaView};

use super::naming;
use super::types::Types;
use crate::ir::{BodyKind, Type};
use crate::unsupported::{Feature, Instead, Unsupported};

/// Whether a body has to say its media type: the document gives a range, or the type has a
/// parameter that each body chooses, as the boundary of `multipart` (RFC 2046 section 5.1.1).
pub(crate) fn is_told(media: &MediaType) -> bool {
    media.is_range() || media.top_level() == "multipart"
}

/// The variant that stands for a media type among several: `application/json` is `Json`.
pub(crate) fn ident(media: &MediaType) -> String {
    match (media.essence(), media.subtype()) {
        ("*/*", _) => "Any".to_owned(),
        (_, "plain") => "Text".to_owned(),
        (_, "octet-stream") => "Bytes".to_owned(),
        (_, "x-www-form-urlencoded") => "Form".to_owned(),
        (_, "form-data") => "Multipart".to_owned(),
        (_, "*") => naming::variant(media.top_level()),
        (essence, "") => naming::variant(essence),
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
    let kind = MediaType::of(&media.name);
    if kind.is_json() && !kind.is_range() {
        let ty = match media.schema {
            Some(id) => types.inline(id, name).inner(),
            None => Type::Any,
        };
        return BodyKind::Json(ty);
    }
    let restricted = media
        .schema
        .is_some_and(|id| restricts(SchemaView::of(&contract.schema_alone(id).value)));
    if restricted || media.item_schema.is_some() {
        let feature = Feature::MediaType(media.name.clone());
        let place = Some(media.place.clone());
        types.unsupported.insert(Unsupported {
            feature,
            instead: Instead::Raw,
            place,
        });
    }
    if is_told(&kind) {
        BodyKind::Ranged
    } else if kind.top_level() == "text" {
        BodyKind::Text
    } else {
        BodyKind::Bytes
    }
}

/// Whether a schema says more of text or bytes than that they are some.
fn restricts(schema: SchemaView<'_>) -> bool {
    let says_more = |name: &str| match Keyword::named(name) {
        Some(Keyword::Type) => schema.type_names() != Some(vec!["string"]),
        // OpenAPI 3.0, section "Considerations for File Uploads".
        Some(Keyword::Format) => !matches!(schema.format(), Some("binary" | "byte")),
        _ => true,
    };
    schema.boolean() == Some(false) || schema.restrictions().any(says_more)
}
