//! How values are described and written: media types, encodings, styles, headers, examples.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::schema::SchemaId;
use crate::Place;

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

/// `style` of a parameter or header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Style {
    /// `matrix`: `;color=blue,black`.
    Matrix,
    /// `label`: `.blue,black`.
    Label,
    /// `simple`: `blue,black`.
    Simple,
    /// `form`: `color=blue,black`.
    Form,
    /// `spaceDelimited`: `color=blue%20black`.
    SpaceDelimited,
    /// `pipeDelimited`: `color=blue%7Cblack`.
    PipeDelimited,
    /// `deepObject`: `color[R]=100`.
    DeepObject,
    /// `cookie` (3.2).
    Cookie,
}

/// How the value of a parameter or header is described and serialised.
#[derive(Clone, Debug)]
pub enum Content {
    /// By `schema`, serialised as `style` and `explode` say (defaults filled in).
    Styled {
        /// The schema.
        schema: SchemaId,
        /// `style`.
        style: Style,
        /// `explode`.
        explode: bool,
        /// `allowReserved`.
        allow_reserved: bool,
    },
    /// By `content`: serialised as that media type.
    Media(Box<Media>),
    /// By neither, or by something that could not be read: a diagnostic says which.
    Undescribed,
}

/// A response header.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name as written; compared without regard to case.
    pub name: String,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// How the value is described.
    pub content: Content,
    /// Where it stands, behind its `$ref`.
    pub place: Place,
}

/// One example.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its name under `examples`; none for `example`.
    pub name: Option<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub place: Place,
}
