//! Formats: which ones are asserted, and texts that are of them or nearly so.
//!
//! The one table from which valid and invalid values of formats are made: a conformance run reads
//! it, and the strategies of generated code are written from it. What belongs here: data about
//! formats and unusual texts. What never does: judging whether a text is of a format, which is the
//! schema engine's work (`spec/tests/formats.rs` compares the two).

mod numeric;
mod string_formats;
mod unusual_texts;

pub use numeric::{format_bounds, numeric_format};
pub use string_formats::STRING_FORMATS;
pub use unusual_texts::{ALPHABETS, RARELY_STORED, UNUSUAL_TEXTS};

/// A format of strings.
#[derive(Clone, Copy, Debug)]
pub struct StringFormat {
    /// What `format` calls it; several names where they accept the same texts here.
    pub names: &'static [&'static str],
    /// A regular expression in Rust's syntax: each text that it matches as a whole is of the format.
    /// Random texts are drawn from it.
    pub drawn: &'static str,
    /// Texts of the format: an ordinary one first, then those at its boundaries.
    pub valid: &'static [&'static str],
    /// Texts that are not of the format, most of them nearly so.
    pub near_misses: &'static [NearMiss],
}

/// A text that is not of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// The text.
    pub text: &'static str,
    /// What is wrong with it, a predicate: "lacks its hyphens". None: the text says it itself.
    pub about: Option<&'static str>,
}

impl StringFormat {
    /// The format of this name; none for one that constrains no string here.
    ///
    /// # Example
    ///
    /// ```
    /// use tally_spec::format::StringFormat;
    ///
    /// assert!(StringFormat::of("uuid").is_some_and(|uuid| !uuid.near_misses.is_empty()));
    /// assert!(StringFormat::of("password").is_none());
    /// ```
    #[must_use]
    pub fn of(name: &str) -> Option<&'static Self> {
        STRING_FORMATS
            .iter()
            .find(|format| format.names.contains(&name))
    }
}

/// Whether `format` asserts something here; others are annotations that constrain no value.
#[must_use]
pub fn is_known_format(format: &str) -> bool {
    StringFormat::of(format).is_some() || numeric_format(format).is_some()
}
