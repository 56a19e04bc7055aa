//! Operations: what they take and what they answer.

use super::{Docs, Presence, Type};

/// One operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The function, and the module of its request and response.
    pub(crate) ident: String,
    /// `METHOD /path: summary`.
    pub(crate) headline: String,
    /// The description.
    pub(crate) docs: Docs,
    /// The method, upper case.
    pub(crate) method: String,
    /// The path as the document has it.
    pub(crate) path: String,
    /// The path as the router takes it.
    pub(crate) route: Option<String>,
    /// The index of the credentials that it asks for.
    pub(crate) alternatives: Option<usize>,
    /// Whether anonymous requests are accepted beside those with credentials.
    pub(crate) anonymous: bool,
    /// The scopes that go with each of the alternatives.
    pub(crate) scopes: Vec<Vec<String>>,
    /// The parameters.
    pub(crate) parameters: Vec<Parameter>,
    /// The request's body.
    pub(crate) body: Option<Body>,
    /// The answers, in the order of the document.
    pub(crate) answers: Vec<Answer>,
    /// Whether the equality of the request and of the response is total.
    pub(crate) total: (bool, bool),
    /// Whether one of the answers can tell a client that its request was refused.
    pub(crate) refuses: bool,
}

/// One parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// The field.
    pub(crate) ident: String,
    /// The name on the wire.
    pub(crate) name: String,
    /// The name in the route, if another operation has named that position before.
    pub(crate) routed: Option<String>,
    /// What it is.
    pub(crate) docs: Docs,
    /// `Path`, `Query`, `Header` or `Cookie`, as `Part` names them.
    pub(crate) part: &'static str,
    /// The type of the value.
    pub(crate) ty: Type,
    /// Whether it must be there; never three states, for a parameter is not null.
    pub(crate) presence: Presence,
    /// How the value is written.
    pub(crate) wire: Wire,
}

/// How a value is written in a parameter or header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    /// One scalar, of these JSON types as `JsonType` names them.
    Scalar(Vec<&'static str>),
    /// Several scalars.
    Array {
        /// The JSON types of the items.
        items: Vec<&'static str>,
        /// How they are joined.
        style: WireStyle,
        /// `explode`.
        explode: bool,
    },
    /// Members with scalars.
    Object {
        /// The members that the schema names, with their JSON types.
        members: Vec<(String, Vec<&'static str>)>,
        /// The JSON types of the others.
        further: Vec<&'static str>,
        /// In a query where each member stands by itself: the names that are not members, if all
        /// others are. One that ends with `[` means all that start like it.
        others: Option<Vec<String>>,
        /// How they are joined.
        style: WireStyle,
        /// `explode`.
        explode: bool,
    },
    /// JSON text.
    Json,
}

/// `style`, as the support code names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WireStyle {
    /// `simple`.
    Simple,
    /// `label`.
    Label,
    /// `matrix`.
    Matrix,
    /// `form`.
    Form,
    /// `spaceDelimited`.
    Space,
    /// `pipeDelimited`.
    Pipe,
    /// `deepObject`.
    Deep,
}

/// The body of a request.
#[derive(Debug)]
pub(crate) struct Body {
    /// What it is.
    pub(crate) docs: Docs,
    /// Whether it must be there.
    pub(crate) required: bool,
    /// The media types, each with what it holds and the variant that stands for it.
    pub(crate) contents: Vec<(String, String, BodyKind)>,
}

/// What a body holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BodyKind {
    /// JSON.
    Json(Type),
    /// Text in UTF-8.
    Text,
    /// Bytes.
    Bytes,
    /// Bytes of a media type within a range, which whoever sends them says.
    Ranged,
}

/// One pair of status and media type.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The variant.
    pub(crate) ident: String,
    /// Status and description.
    pub(crate) docs: Docs,
    /// The status.
    pub(crate) status: Status,
    /// The headers.
    pub(crate) headers: Vec<AnswerHeader>,
    /// The body.
    pub(crate) body: AnswerBody,
}

impl Answer {
    /// Whether its variant has no names for its fields.
    pub(crate) fn is_plain(&self) -> bool {
        self.headers.is_empty()
            && matches!(self.status, Status::Code(_))
            && !matches!(self.body, AnswerBody::Range(_))
    }
}

/// The status of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Status {
    /// This one.
    Code(u16),
    /// One of a class, chosen by who answers.
    Class(u8),
    /// Any, chosen by who answers.
    Any,
}

/// A header of an answer.
#[derive(Debug)]
pub(crate) struct AnswerHeader {
    /// The field.
    pub(crate) ident: String,
    /// The name, lower case.
    pub(crate) name: String,
    /// What it is.
    pub(crate) docs: Docs,
    /// The type of the value.
    pub(crate) ty: Type,
    /// Whether it must be there.
    pub(crate) presence: Presence,
    /// How the value is written.
    pub(crate) wire: Wire,
}

/// The body of an answer.
#[derive(Debug)]
pub(crate) enum AnswerBody {
    /// None.
    Empty,
    /// One of a media type.
    Content {
        /// The media type.
        media_type: String,
        /// What it holds.
        kind: BodyKind,
    },
    /// Bytes of a media type that is chosen by who answers, within this range.
    Range(String),
}
