//! The fixed code that generated code stands on: real files, compiled and tested here, copied into
//! the output as they are.
//!
//! What belongs here: what is the same for every document. What never does: anything of a document,
//! and tests, which stand in `support_tests`.

/// One file.
#[derive(Debug)]
pub(crate) struct SupportFile {
    /// The module.
    pub(crate) module: &'static str,
    /// Its text.
    pub(crate) text: &'static str,
    /// What `support` exports of it.
    pub(crate) exports: &'static [&'static str],
    /// Whether the module is public.
    pub(crate) public: bool,
    /// Types of other crates that it teaches to be decoded.
    pub(crate) foreign: &'static [&'static str],
}

macro_rules! files {
    ($($visibility:vis $module:ident [$($export:ident)*] [$($foreign:literal)*];)*) => {
        /// All files, in the order of their names.
        pub(crate) const FILES: &[SupportFile] = &[$(SupportFile {
            module: stringify!($module),
            text: include_str!(concat!(stringify!($module), ".rs")),
            exports: &[$(stringify!($export)),*],
            public: !stringify!($visibility).is_empty(),
            foreign: &[$($foreign),*],
        }),*];

        $(
            #[cfg(test)]
            $visibility mod $module;
        )*
    };
}

files! {
    pub answer [] [];
    pub base_url [] [];
    pub bounded_integer [BoundedInteger OutOfRange RangedInteger] [];
    pub bounded_string [BoundedString LengthError NonEmptyString] [];
    pub bounded_vec [BoundedVec CountError] [];
    pub client_error [] [];
    pub connection [] [];
    pub constrained [Constrained NotPermitted] [];
    pub constrained_near_misses [] [];
    pub constrained_values [] [];
    pub credential [] [];
    date [] ["jiff::civil::Date"];
    pub date_time [DateTime NotDateTime] [];
    pub decimal [] [];
    pub decimal_values [] [];
    pub decode [Decode] [];
    pub ecma_pattern [] [];
    pub equality [] [];
    pub field [Field] [];
    pub format [] [];
    pub head [Head] [];
    ip [] ["std::net::Ipv4Addr" "std::net::Ipv6Addr"];
    pub issue [Issue IssueKind Issues Part Segment] [];
    pub json_type [JsonType] [];
    pub media_body [MediaBody] [];
    pub media_type [] [];
    pub message [Limits] [];
    pub near_miss [] [];
    pub number [Integer NotFinite Number] [];
    pub outgoing [] [];
    pub parameter [] [];
    pub pattern [] [];
    pub percent [] [];
    pub rejection [Rejection Unauthorized] [];
    pub response_header [] [];
    pub round_trip [] [];
    pub rule [] [];
    pub secret [Secret] [];
    pub status [OtherClass StatusIn] [];
    pub string_enum [UnknownValue] [];
    pub tag [] [];
    pub text_values [] [];
    pub union [] [];
    pub unwritable [] [];
    uuid [] ["uuid::Uuid"];
    pub valid_values [] [];
    pub value_enum [] [];
    pub value_model [] [];
    pub wire [] [];
    pub wire_write [] [];
}

/// In the output, this is a table that is written from the same one.
#[cfg(test)]
pub mod unusual_texts {
    pub use tally_spec::format::{ALPHABETS, RARELY_STORED, UNUSUAL_TEXTS};
}
