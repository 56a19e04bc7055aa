//! The keywords of a schema: one table of what each holds, where its schemas apply and which values
//! it restricts.
//!
//! JSON Schema 2020-12 (core, applicator, unevaluated, validation, format, content and meta-data
//! vocabularies) and the words that OpenAPI adds. Whoever has to know something of a keyword asks
//! here; there is no other list.

use serde_json::{Map, Value};

use super::json_types::JsonTypes;
use crate::format::is_known_format;

/// What the value of a keyword is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A schema.
    Schema,
    /// A non-empty array of schemas.
    Schemas,
    /// An object of schemas.
    NamedSchemas,
    /// An object of schemas by pattern.
    PatternSchemas,
    /// A URI reference to a schema.
    Reference,
    /// The name of a type, or several.
    Type,
    /// A number.
    Number,
    /// A number greater than zero.
    Positive,
    /// A whole number, not negative.
    Count,
    /// A string.
    Text,
    /// A string that is an ECMA-262 regular expression.
    Pattern,
    /// `true` or `false`.
    Flag,
    /// An array of strings, no two the same.
    Names,
    /// An object of such arrays.
    NameLists,
    /// An array of anything.
    List,
    /// Anything.
    Any,
}

/// How the schemas of a keyword are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One schema.
    Schema,
    /// An object whose values are schemas.
    Map,
    /// An array of schemas.
    Array,
    /// Data: no schema stands in it.
    Data,
}

/// Where the schemas of a keyword apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    /// To the same instance.
    InPlace,
    /// To an item of the instance.
    ToItem,
    /// To a member of the instance.
    ToMember,
    /// To the name of a member.
    ToName,
    /// Nowhere by itself (`$defs`), or there are none.
    Nowhere,
}

impl Applies {
    /// Whether they apply to an item or a member.
    #[must_use]
    pub const fn is_to_child(self) -> bool {
        matches!(self, Self::ToItem | Self::ToMember)
    }
}

/// What else there is to know of a keyword.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// See [`Keyword::owns`].
    Owner,
    /// See [`Keyword::misses`].
    Misses,
    /// See [`Keyword::is_structural`].
    Structural,
    /// See [`Keyword::is_of_3_0`].
    Old,
}

macro_rules! keywords {
    ($($variant:ident $name:literal $holds:ident $applies:ident $restricts:ident $([$($mark:ident)+])?;)+) => {
        /// A keyword of JSON Schema 2020-12, or one that OpenAPI adds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Keyword {
            $(#[doc = concat!("`", $name, "`")] $variant,)+
        }

        impl Keyword {
            /// All of them, by name.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The keyword of that name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Some(match name {
                    $($name => Self::$variant,)+
                    _ => return None,
                })
            }

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// What its value is.
            #[must_use]
            pub const fn holds(self) -> Holds {
                match self {
                    $(Self::$variant => Holds::$holds,)+
                }
            }

            /// Where its schemas apply.
            #[must_use]
            pub const fn applies(self) -> Applies {
                match self {
                    $(Self::$variant => Applies::$applies,)+
                }
            }

            /// The types of the values that it can refuse; none: it only names, or says how a value
            /// is meant (Core, sections 8 and 9; Validation, sections 8 and 9).
            #[must_use]
            pub const fn restricts(self) -> JsonTypes {
                match self {
                    $(Self::$variant => $restricts,)+
                }
            }

            const fn marks(self) -> &'static [Mark] {
                match self {
                    $(Self::$variant => &[$($(Mark::$mark,)+)?],)+
                }
            }
        }
    };
}

const NOTHING: JsonTypes = JsonTypes::NONE;
const ALL: JsonTypes = JsonTypes::ALL;
const STRINGS: JsonTypes = JsonTypes::STRING;
const NUMBERS: JsonTypes = JsonTypes::NUMBER;
const ARRAYS: JsonTypes = JsonTypes::ARRAY;
const OBJECTS: JsonTypes = JsonTypes::OBJECT;
/// `int32` restricts numbers.
const FORMATTED: JsonTypes = STRINGS.with(NUMBERS);

keywords! {
    // variant             name                     holds          applies  restricts
    Anchor                "$anchor"                Text           Nowhere  NOTHING [Structural];
    Comment               "$comment"               Text           Nowhere  NOTHING;
    Defs                  "$defs"                  NamedSchemas   Nowhere  NOTHING [Structural];
    DynamicAnchor         "$dynamicAnchor"         Text           Nowhere  NOTHING [Structural];
    DynamicRef            "$dynamicRef"            Reference      InPlace  ALL     [Misses];
    Id                    "$id"                    Text           Nowhere  NOTHING [Structural];
    RecursiveAnchor       "$recursiveAnchor"       Flag           Nowhere  NOTHING [Structural];
    RecursiveRef          "$recursiveRef"          Reference      InPlace  NOTHING [Structural];
    Ref                   "$ref"                   Reference      InPlace  ALL     [Old];
    Schema                "$schema"                Text           Nowhere  NOTHING [Structural];
    Vocabulary            "$vocabulary"            Any            Nowhere  NOTHING [Structural];
    AdditionalProperties  "additionalProperties"   Schema         ToMember OBJECTS [Old];
    AllOf                 "allOf"                  Schemas        InPlace  ALL     [Old];
    AnyOf                 "anyOf"                  Schemas        InPlace  ALL     [Owner Misses Old];
    Const                 "const"                  Any            Nowhere  ALL     [Misses];
    Contains              "contains"               Schema         ToItem   ARRAYS  [Owner];
    ContentEncoding       "contentEncoding"        Text           Nowhere  NOTHING;
    ContentMediaType      "contentMediaType"       Text           Nowhere  NOTHING;
    ContentSchema         "contentSchema"          Schema         Nowhere  NOTHING;
    Default               "default"                Any            Nowhere  NOTHING [Old];
    Definitions           "definitions"            NamedSchemas   Nowhere  NOTHING [Structural];
    DependentRequired     "dependentRequired"      NameLists      Nowhere  OBJECTS [Misses];
    DependentSchemas      "dependentSchemas"       NamedSchemas   InPlace  OBJECTS [Owner Misses];
    Deprecated            "deprecated"             Flag           Nowhere  NOTHING [Old];
    Description           "description"            Text           Nowhere  NOTHING [Old];
    Discriminator         "discriminator"          Any            Nowhere  NOTHING [Old];
    Else                  "else"                   Schema         InPlace  ALL     [Owner Misses];
    Enum                  "enum"                   List           Nowhere  ALL     [Misses Old];
    Example               "example"                Any            Nowhere  NOTHING [Old];
    Examples              "examples"               List           Nowhere  NOTHING;
    ExclusiveMaximum      "exclusiveMaximum"       Number         Nowhere  NUMBERS [Old];
    ExclusiveMinimum      "exclusiveMinimum"       Number         Nowhere  NUMBERS [Old];
    ExternalDocs          "externalDocs"           Any            Nowhere  NOTHING [Old];
    Format                "format"                 Text           Nowhere  FORMATTED [Old];
    If                    "if"                     Schema         InPlace  ALL     [Owner Misses];
    Items                 "items"                  Schema         ToItem   ARRAYS  [Old];
    MaxContains           "maxContains"            Count          Nowhere  ARRAYS;
    Maximum               "maximum"                Number         Nowhere  NUMBERS [Old];
    MaxItems              "maxItems"               Count          Nowhere  ARRAYS  [Old];
    MaxLength             "maxLength"              Count          Nowhere  STRINGS [Old];
    MaxProperties         "maxProperties"          Count          Nowhere  OBJECTS [Old];
    MinContains           "minContains"            Count          Nowhere  ARRAYS;
    Minimum               "minimum"                Number         Nowhere  NUMBERS [Old];
    MinItems              "minItems"               Count          Nowhere  ARRAYS  [Old];
    MinLength             "minLength"              Count          Nowhere  STRINGS [Old];
    MinProperties         "minProperties"          Count          Nowhere  OBJECTS [Misses Old];
    MultipleOf            "multipleOf"             Positive       Nowhere  NUMBERS [Old];
    Not                   "not"                    Schema         InPlace  ALL     [Owner Misses Old];
    Nullable              "nullable"               Flag           Nowhere  NOTHING [Structural Old];
    OneOf                 "oneOf"                  Schemas        InPlace  ALL     [Owner Misses Old];
    Pattern               "pattern"                Pattern        Nowhere  STRINGS [Old];
    PatternProperties     "patternProperties"      PatternSchemas ToMember OBJECTS;
    PrefixItems           "prefixItems"            Schemas        ToItem   ARRAYS;
    Properties            "properties"             NamedSchemas   ToMember OBJECTS [Old];
    PropertyNames         "propertyNames"          Schema         ToName   OBJECTS [Owner];
    ReadOnly              "readOnly"               Flag           Nowhere  NOTHING [Old];
    Required              "required"               Names          Nowhere  OBJECTS [Old];
    Then                  "then"                   Schema         InPlace  ALL     [Owner Misses];
    Title                 "title"                  Text           Nowhere  NOTHING [Old];
    Type                  "type"                   Type           Nowhere  ALL     [Old];
    UnevaluatedItems      "unevaluatedItems"       Schema         ToItem   ARRAYS  [Owner];
    UnevaluatedProperties "unevaluatedProperties"  Schema         ToMember OBJECTS [Owner Misses];
    UniqueItems           "uniqueItems"            Flag           Nowhere  ARRAYS  [Old];
    WriteOnly             "writeOnly"              Flag           Nowhere  NOTHING [Old];
    Xml                   "xml"                    Any            Nowhere  NOTHING [Old];
}

impl Keyword {
    fn is(self, mark: Mark) -> bool {
        self.marks().contains(&mark)
    }

    /// How its schemas are held.
    #[must_use]
    pub const fn shape(self) -> Shape {
        match self.holds() {
            Holds::Schema => Shape::Schema,
            Holds::Schemas => Shape::Array,
            Holds::NamedSchemas | Holds::PatternSchemas => Shape::Map,
            _ => Shape::Data,
        }
    }

    /// How many tokens of a path lead from the schema that has the keyword to one in it: its name,
    /// and for several schemas the name or the index.
    #[must_use]
    pub const fn steps(self) -> usize {
        match self.shape() {
            Shape::Map | Shape::Array => 2,
            Shape::Schema | Shape::Data => 1,
        }
    }

    /// How deep into the schema it is reported as one clause: the number of tokens of the path that
    /// belong to it, or none for keywords whose schemas speak for themselves.
    ///
    /// What stands inside `oneOf`, `anyOf`, `not`, `if` with `then` and `else`, `contains` with its
    /// counts, `propertyNames`, `dependentSchemas` and `unevaluated…` belongs to the applicator: a
    /// failure in there is evidence, not a clause of its own.
    #[must_use]
    pub fn owns(self) -> Option<usize> {
        self.is(Mark::Owner).then(|| match self.shape() {
            Shape::Map => 2,
            _ => 1,
        })
    }

    /// How many tokens follow it in the path of a clause: the member that `required` names, the
    /// trigger and the member of `dependentRequired`, the trigger of `dependentSchemas`.
    #[must_use]
    pub fn named_in_clause(self) -> usize {
        match (self.holds(), self.owns()) {
            (Holds::NameLists, _) => 2,
            (Holds::Names, _) | (_, Some(2)) => 1,
            _ => 0,
        }
    }

    /// Whether it can refuse an object for what is missing in it, or hides what does, beside
    /// `required` itself and the schemas that hold in place.
    #[must_use]
    pub fn misses(self) -> bool {
        self.is(Mark::Misses)
    }

    /// Whether it places or names schemas, or is of another dialect: it means nothing in a
    /// normalised schema.
    #[must_use]
    pub fn is_structural(self) -> bool {
        self.is(Mark::Structural)
    }

    /// Whether OpenAPI 3.0 has it, too.
    #[must_use]
    pub fn is_of_3_0(self) -> bool {
        self.is(Mark::Old)
    }

    /// Whether it refuses any value where it stands: with the value that it has, and beside what it
    /// acts together with.
    ///
    /// `then` does not without `if` (Core, section 10.2.2), nor do counts without `contains`
    /// (10.3.1.3); `minLength: 0`, `uniqueItems: false` and a format that is not asserted accept
    /// everything.
    #[must_use]
    pub fn refuses(self, members: &Map<String, Value>) -> bool {
        let Some(value) = members.get(self.name()) else {
            return false;
        };
        let has = |other: Self| members.contains_key(other.name());
        match self {
            _ if self.restricts().is_empty() => false,
            Self::If => has(Self::Then) || has(Self::Else),
            Self::Then | Self::Else => has(Self::If) && !accepts_all(value),
            Self::MinContains | Self::MaxContains => has(Self::Contains),
            Self::MinLength | Self::MinItems | Self::MinProperties => value.as_f64() != Some(0.0),
            Self::UniqueItems => value == &Value::Bool(true),
            Self::Format => value.as_str().is_some_and(is_known_format),
            Self::Not => value != &Value::Bool(false),
            Self::Contains => true,
            _ => match (self.shape(), value) {
                (Shape::Schema, value) => !accepts_all(value),
                (Shape::Array, Value::Array(schemas)) => !schemas.is_empty(),
                _ => true,
            },
        }
    }
}

/// Whether a schema says nothing.
pub(super) fn accepts_all(schema: &Value) -> bool {
    schema == &Value::Bool(true) || schema.as_object().is_some_and(Map::is_empty)
}

/// The keywords along an evaluation path, each with the number of its token, from that token on.
///
/// # Example
///
/// ```
/// use tally_spec::schema::keyword::{Keyword, along};
///
/// let path = ["properties", "items", "$ref", "required", "type"];
/// let keywords: Vec<_> = along(&path, 0).map(|(_, keyword)| keyword).collect();
/// assert_eq!(keywords, [Keyword::Properties, Keyword::Ref, Keyword::Required]);
/// ```
pub fn along<T: AsRef<str>>(path: &[T], from: usize) -> impl Iterator<Item = (usize, Keyword)> {
    let at = |at: usize| Some((at, Keyword::named(path.get(at)?.as_ref())?));
    std::iter::successors(at(from), move |(number, keyword)| match keyword.holds() {
        // What follows are names of members.
        Holds::Names | Holds::NameLists => None,
        _ => at(number + keyword.steps()),
    })
}

/// As [`Keyword::shape`]; [`Shape::Data`] for what is no keyword.
#[must_use]
pub fn shape(name: &str) -> Shape {
    Keyword::named(name).map_or(Shape::Data, Keyword::shape)
}

/// As [`Keyword::steps`]; one for what is no keyword.
#[must_use]
pub fn steps(name: &str) -> usize {
    Keyword::named(name).map_or(1, Keyword::steps)
}

/// Whether a member of a schema may restrict values: a keyword that does, or one that nobody knows,
/// extensions aside.
#[must_use]
pub fn may_restrict(name: &str) -> bool {
    match Keyword::named(name) {
        Some(keyword) => !keyword.restricts().is_empty(),
        None => !name.starts_with("x-"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_keyword_is_found_by_its_name() {
        for keyword in Keyword::ALL {
            assert_eq!(Keyword::named(keyword.name()), Some(*keyword));
        }
        assert_eq!(Keyword::named("nothing"), None);
    }

    #[test]
    fn schemas_apply_somewhere_and_data_nowhere() {
        for keyword in Keyword::ALL {
            let held = keyword.shape() != Shape::Data || keyword.holds() == Holds::Reference;
            let applied = keyword.applies() != Applies::Nowhere;
            let kept_for_later = matches!(
                keyword,
                Keyword::Defs | Keyword::Definitions | Keyword::ContentSchema
            );
            assert_eq!(held, applied || kept_for_later, "{}", keyword.name());
            assert!(keyword.owns().is_none() || applied, "{}", keyword.name());
        }
    }

    #[test]
    fn what_accepts_everything_refuses_nothing() {
        let schema = json!({
            "minLength": 0, "uniqueItems": false, "additionalProperties": true, "items": {},
            "format": "of-my-own", "not": false, "then": false, "minContains": 2, "title": "x",
        });
        let members = schema.as_object().unwrap();
        let mut all = Keyword::ALL.iter();
        assert_eq!(all.find(|keyword| keyword.refuses(members)), None);
        let schema = json!({
            "minLength": 1, "uniqueItems": true, "additionalProperties": false, "items": false,
            "format": "uuid", "not": {}, "if": {}, "then": false, "contains": true,
            "minContains": 2,
        });
        let members = schema.as_object().unwrap();
        let refuses = Keyword::ALL.iter().filter(|it| it.refuses(members));
        assert_eq!(refuses.count(), members.len());
    }
}
