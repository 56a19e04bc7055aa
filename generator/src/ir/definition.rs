//! The types that are defined.

use serde_json::Value;

use super::{Docs, Type};

/// One file of the `types` module: a schema with those that stand inside it.
#[derive(Debug)]
pub(crate) struct TypeFile {
    /// The module's name.
    pub(crate) module: String,
    /// The types, the outermost first.
    pub(crate) definitions: Vec<Definition>,
}

/// One type.
#[derive(Debug)]
pub(crate) struct Definition {
    /// Its name.
    pub(crate) name: String,
    /// What it is, with the pointer of its schema.
    pub(crate) docs: Docs,
    /// JSON Pointer of its schema in its file.
    pub(crate) pointer: String,
    /// The function that says what its values look like.
    pub(crate) function: String,
    /// What it is made of.
    pub(crate) shape: Shape,
    /// Whether its equality is total, so that it can be `Eq`.
    pub(crate) total: bool,
    /// Whether it accepts values that its schema does not, which its docs say.
    pub(crate) loose: bool,
}

/// What a type is made of.
#[derive(Debug)]
pub(crate) enum Shape {
    /// An object with members.
    Struct(Struct),
    /// A value out of a list.
    ValueEnum(ValueEnum),
    /// A value of one of several types that can be distinguished.
    Union {
        /// The variants.
        variants: Vec<Variant>,
        /// How they are distinguished.
        kind: UnionKind,
    },
    /// A value of several types that cannot be distinguished.
    View(View),
    /// A value that is held to more than its type says.
    Constrained(Constrained),
    /// Another name.
    Alias(Type),
}

/// A value that is held to more than its type says.
#[derive(Debug)]
pub(crate) struct Constrained {
    /// The type that is not held to it.
    pub(crate) inner: Type,
    /// The name of the rule.
    pub(crate) rule: String,
    /// What the rule asks.
    pub(crate) clauses: Vec<Clause>,
}

/// What a rule asks of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Clause {
    /// `pattern`.
    Pattern(Pattern),
    /// `format`, by the name of its function in the support code's `format` module.
    Format(&'static str),
    /// A keyword with a number, by the name of its function in the support code's `rule` module.
    Number(&'static str, String),
    /// A pair of keywords with sizes, by the name of their function there.
    Size(&'static str, usize, Option<usize>),
    /// `uniqueItems`.
    UniqueItems,
    /// `contains` with its counts.
    Contains {
        /// The type of the items that count.
        item: Type,
        /// The least number of them.
        min: usize,
        /// The greatest number of them.
        max: Option<usize>,
    },
    /// `propertyNames`: the type of the names.
    PropertyNames(Type),
    /// `dependentRequired`: members, and which others each of them needs.
    DependentRequired(Vec<(String, Vec<String>)>),
}

/// A regular expression that must match somewhere in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// As the schema writes it, in the syntax of ECMA-262.
    pub(crate) source: String,
    /// In Rust's syntax; none if it does not match the same texts there.
    pub(crate) rust: Option<String>,
    /// What texts are drawn from, in Rust's syntax; none if there is no such expression.
    pub(crate) drawn: Option<String>,
}

/// An object with members.
#[derive(Debug)]
pub(crate) struct Struct {
    /// The members, in the order of the schema.
    pub(crate) fields: Vec<Field>,
    /// The members that have no name in the schema.
    pub(crate) additional: Additional,
    /// serde's name for the rule that makes member names of field names, if one does.
    pub(crate) rename_all: Option<&'static str>,
    /// What is asked of the object as a whole.
    pub(crate) clauses: Vec<Clause>,
    /// Whether there is a default value: nothing is required.
    pub(crate) default: bool,
    /// Whether there is a constructor that takes what is required.
    pub(crate) constructor: bool,
}

impl Struct {
    /// Whether more is asked of the object as a whole than a number of members.
    pub(crate) fn is_ruled(&self) -> bool {
        let counts = |clause: &Clause| matches!(clause, Clause::Size(..));
        !self.clauses.iter().all(counts)
    }
}

/// A member of an object.
#[derive(Debug)]
pub(crate) struct Field {
    /// The name of the field.
    pub(crate) ident: String,
    /// The name of the member.
    pub(crate) name: String,
    /// What it is.
    pub(crate) docs: Docs,
    /// The type of the value.
    pub(crate) ty: Type,
    /// Whether it must be there.
    pub(crate) presence: Presence,
    /// Whether the schema requires it in one direction only, so that the type does not.
    pub(crate) one_way: bool,
}

/// Whether a member must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It must.
    Required,
    /// It may be absent.
    Optional,
    /// It may be absent, and it may be null.
    ThreeStates,
}

/// Members that have no name in the schema.
#[derive(Debug)]
pub(crate) enum Additional {
    /// There are none.
    Closed,
    /// They are kept in this field.
    Kept {
        /// The field's name.
        ident: String,
        /// The type of each.
        ty: Type,
    },
}

/// A value out of a list of scalars.
#[derive(Debug)]
pub(crate) struct ValueEnum {
    /// Name, docs and value of each, in the order of the schema.
    pub(crate) branches: Vec<Branch>,
    /// Whether all of them are strings.
    pub(crate) strings: bool,
}

/// One value of a list.
#[derive(Debug)]
pub(crate) struct Branch {
    /// The variant.
    pub(crate) ident: String,
    /// What it is.
    pub(crate) docs: Docs,
    /// The value.
    pub(crate) value: Value,
}

/// One variant of a union.
#[derive(Debug)]
pub(crate) struct Variant {
    /// The variant.
    pub(crate) ident: String,
    /// What it is.
    pub(crate) docs: Docs,
    /// Its type.
    pub(crate) ty: Type,
    /// Whether no other variant has the same type, so that it can be made of it.
    pub(crate) from: bool,
}

/// How the variants of a union are distinguished.
#[derive(Debug)]
pub(crate) enum UnionKind {
    /// By JSON type: for each variant those that it takes, named as `JsonType` names them.
    Types(Vec<Vec<&'static str>>),
    /// By a member that holds a string: for each variant those that it takes.
    Tagged(Tag),
}

/// The member that tells variants apart.
#[derive(Debug)]
pub(crate) struct Tag {
    /// Its name.
    pub(crate) name: String,
    /// For each variant, its values.
    pub(crate) values: Vec<Vec<String>>,
}

/// A value that is looked at in several ways.
#[derive(Debug)]
pub(crate) struct View {
    /// The ways.
    pub(crate) alternatives: Vec<Alternative>,
    /// Whether a value is to be looked at in one of them only (`oneOf`).
    pub(crate) exclusive: bool,
}

/// One way to look at a value.
#[derive(Debug)]
pub(crate) struct Alternative {
    /// The name of the method.
    pub(crate) method: String,
    /// What the method gives, for its docs.
    pub(crate) docs: Docs,
    /// The type.
    pub(crate) ty: Type,
    /// Whether no other alternative has the same type, so that it can be made of it.
    pub(crate) from: bool,
}
