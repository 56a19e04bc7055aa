//! What a document says and the output does not.

use std::fmt;

use tally_spec::Place;

/// Something that a document says and that generated code does not enforce or offer.
///
/// Never a silent loss: whatever is generalised is listed, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unsupported {
    /// What it is.
    pub feature: Feature,
    /// What was done instead.
    pub instead: Instead,
    /// Where it stands; none if the part of the document is unknown.
    pub place: Option<Place>,
}

/// What is not supported.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Feature {
    /// A keyword of a schema.
    Keyword(String),
    /// `allOf` whose branches cannot be made one type.
    Composition,
    /// `oneOf` or `anyOf` beside other keywords that describe the value.
    UnionWithSiblings,
    /// A schema that accepts nothing.
    Nothing,
    /// A schema made of others that contains itself without end.
    EndlessType,
    /// A type that contains itself by nothing but other names.
    AliasCycle,
    /// `properties` or other keywords of objects without `type`.
    UntypedObject,
    /// A parameter whose schema and style cannot be written together.
    ParameterStyle,
    /// An array or an object within a parameter, in a member of this name.
    NestedValue(String),
    /// A parameter of this location.
    ParameterLocation(String),
    /// A path template that cannot be routed.
    PathTemplate(String),
    /// A method that the router does not know.
    Method(String),
    /// A kind of security scheme that a server cannot see.
    SecurityScheme(String),
    /// A security scheme of this name, which the document does not define.
    UndefinedSecurityScheme(String),
    /// A media type whose structure is not read.
    MediaType(String),
    /// A response header that is not a scalar.
    ResponseHeader(String),
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keyword(keyword) => write!(f, "`{keyword}`"),
            Self::Composition => f.write_str("`allOf` of branches that do not combine"),
            Self::UnionWithSiblings => f.write_str("a union beside other keywords"),
            Self::Nothing => f.write_str("a schema that accepts nothing"),
            Self::AliasCycle => f.write_str("a schema that refers to nothing but itself"),
            Self::EndlessType => f.write_str("a composition that contains itself without end"),
            Self::UntypedObject => f.write_str("an object without `type`"),
            Self::ParameterStyle => f.write_str("the style of a parameter"),
            Self::NestedValue(name) => {
                write!(
                    f,
                    "`{name}` within a parameter, which no style says how to write,"
                )
            }
            Self::ParameterLocation(location) => write!(f, "a parameter in `{location}`"),
            Self::PathTemplate(path) => write!(f, "the path template `{path}`"),
            Self::Method(method) => write!(f, "the method `{method}`"),
            Self::SecurityScheme(kind) => write!(f, "a security scheme of type `{kind}`"),
            Self::UndefinedSecurityScheme(name) => {
                write!(f, "the security scheme `{name}`, which is not defined,")
            }
            Self::MediaType(name) => write!(f, "the structure of `{name}`"),
            Self::ResponseHeader(name) => write!(f, "the response header `{name}`"),
        }
    }
}

/// What generated code does where something is not supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Instead {
    /// The constraint is not enforced: more values are accepted.
    NotEnforced,
    /// The value is `serde_json::Value`.
    AnyValue,
    /// `type: object` is assumed: values of other types are refused.
    ObjectAssumed,
    /// The content is text or bytes.
    Raw,
    /// It is left out.
    LeftOut,
    /// It is left out of the server, whose router does not know it. Only if one is emitted.
    NotServed,
    /// It is neither written nor read.
    NotWritten,
    /// Strategies make no values of the type, nor of what must hold one. Only if they are emitted.
    NoValues,
}

impl fmt::Display for Instead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotEnforced => "is not enforced",
            Self::AnyValue => "becomes any JSON value",
            Self::ObjectAssumed => "is taken for `type: object`",
            Self::Raw => "is left to the implementation",
            Self::LeftOut => "is left out",
            Self::NotServed => "is left out of the server",
            Self::NotWritten => "is neither written nor read",
            Self::NoValues => "has no values in strategies",
        })
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{} {}", self.feature, self.instead)
    }
}
