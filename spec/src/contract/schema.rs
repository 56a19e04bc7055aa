//! Schemas: data, in JSON Schema 2020-12, with places.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::{Example, Header, Style};
use crate::Place;

/// Names a schema of the document: cheap to copy, valid for the contract that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub(crate) u32);

/// One entry of `content`.
#[derive(Clone, Debug)]
pub struct Media {
    /// The media type or range as written, for example `application/json`.
    pub name: String,
    /// `schema` (of the whole body).
    pub schema: Option<SchemaId>,
    /// `itemSchema` (3.2: of each item of a stream).
    pub item_schema: Option<SchemaId>,
    /// `example` and `examples`.
    pub examples: Vec<Example>,
    /// `encoding`, one for each member that it is about.
    pub encodings: Vec<Encoding>,
    /// Members whose name starts with `x-`.
    pub extensions: IndexMap<String, Value>,
    /// Where it stands.
    pub place: Place,
}

impl Media {
    /// What `encoding` says of a member of the body.
    #[must_use]
    pub fn encoding(&self, member: &str) -> Option<&Encoding> {
        self.encodings.iter().find(|it| it.name == member)
    }
}

/// One entry of `encoding`: how one member of a form or of a multipart body is written.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// The name of the member.
    pub name: String,
    /// `contentType`: a media type or range, or several of them with commas between.
    pub content_type: Option<String>,
    /// `headers` of the part, without `Content-Type`.
    pub headers: Vec<Header>,
    /// `style`.
    pub style: Option<Style>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: Option<bool>,
    /// Where it stands.
    pub place: Place,
}

impl Encoding {
    /// Whether the member is written by a style: then `contentType` is ignored (OpenAPI 3.1.1,
    /// Encoding Object, "Fixed Fields for RFC6570-style Serialization").
    #[must_use]
    pub fn is_styled(&self) -> bool {
        self.style.is_some() || self.explode.is_some() || self.allow_reserved.is_some()
    }
}

/// A schema that stands alone: JSON Schema 2020-12, whatever dialect the document is written in.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The schema. Every `$ref` in it is `#/$defs/NAME` and has its target there (or stands for
    /// what could not be resolved, which a diagnostic names, and then accepts everything). Names
    /// are those of `components/schemas`; targets elsewhere get a name made of their pointer.
    /// Members keep the order of the document.
    pub value: Value,
    /// Where each schema object and each keyword of `value` stands in the document, by JSON
    /// Pointer into `value`.
    pub places: HashMap<String, Place>,
}

impl Schema {
    /// The schema that a `$ref` in `value` leads to: `#` or `#/$defs/NAME`.
    #[must_use]
    pub fn definition(&self, reference: &str) -> Option<&Value> {
        let pointer = reference.strip_prefix('#')?;
        let pointer = percent_encoding::percent_decode_str(pointer)
            .decode_utf8()
            .ok()?;
        self.value.pointer(&pointer)
    }
}
