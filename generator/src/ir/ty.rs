//! Types as they are written.

/// The type of a member, item or alias.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// `serde_json::Value`.
    Any,
    /// `serde_json::Map<String, Value>`.
    Object,
    /// `bool`.
    Bool,
    /// `String`.
    String,
    /// A string with a bounded number of characters.
    BoundedString {
        /// The least number.
        min: usize,
        /// The greatest number.
        max: Option<usize>,
    },
    /// A string of a format, by its name in the support code's `format` module.
    Formatted(&'static str),
    /// `std::net::Ipv4Addr`.
    Ipv4,
    /// `std::net::Ipv6Addr`.
    Ipv6,
    /// `uuid::Uuid`.
    Uuid,
    /// The support code's `DateTime`.
    DateTime,
    /// The support code's `Date`.
    Date,
    /// An integer of any size.
    Integer,
    /// An integer with bounds, of which at least one is none of 64 bits.
    BoundedInteger {
        /// The least one.
        min: Option<i128>,
        /// The greatest one.
        max: Option<i128>,
    },
    /// An integer within bounds that 64 bits hold.
    RangedInteger {
        /// The least one.
        min: i64,
        /// The greatest one.
        max: i64,
    },
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// A number of any size.
    Number,
    /// `f64`.
    F64,
    /// `()`, which JSON writes as null.
    Null,
    /// `Vec<…>`.
    Vec(Box<Type>),
    /// An array with a bounded number of items.
    BoundedVec {
        /// The items.
        item: Box<Type>,
        /// The least number.
        min: usize,
        /// The greatest number.
        max: Option<usize>,
    },
    /// `BTreeMap<String, …>`.
    Map(Box<Type>),
    /// `Option<…>`, whose `None` is null.
    Nullable(Box<Type>),
    /// `Box<…>`, where a type would contain itself.
    Boxed(Box<Type>),
    /// A type of the `types` module, by name.
    Named(String),
}

impl Type {
    /// The type, or the nullable one of it.
    pub(crate) fn nullable_if(self, nullable: bool) -> Self {
        match self {
            Self::Any | Self::Null | Self::Nullable(_) => self,
            other if nullable => Self::Nullable(Box::new(other)),
            other => other,
        }
    }

    /// Calls `visit` for this type and every one that it is made of.
    pub(crate) fn visit(&self, visit: &mut impl FnMut(&Self)) {
        visit(self);
        match self {
            Self::Vec(inner)
            | Self::BoundedVec { item: inner, .. }
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner) => inner.visit(visit),
            _ => {}
        }
    }
}
