//! What is wrong with a value, and where.
//!
//! Decoding never stops at the first mistake: it adds every one to an [`IssueSink`], in the order
//! in which the schema lists its members. Whoever receives [`Issues`] finds at least one in it.

use std::error::Error;
use std::fmt;

use serde::{Serialize, Serializer};

use super::json_type::JsonType;

/// The part of a request that a value came from, in the order in which issues are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The path.
    Path,
    /// The query string.
    Query,
    /// The headers.
    Header,
    /// The cookies.
    Cookie,
    /// The body, or a value that did not come from a request.
    Body,
}

/// One step on the way into a value. Serialises as a JSON string or number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// The member of an object, or a parameter, by its name.
    Member(String),
    /// The item of an array, counted from 0.
    Index(usize),
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(name) => f.write_str(name),
            Self::Index(index) => index.fmt(f),
        }
    }
}

impl Serialize for Segment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Member(name) => serializer.serialize_str(name),
            Self::Index(index) => index.serialize(serializer),
        }
    }
}

/// Where decoding stands in a value: a list of steps that lives on the stack.
#[derive(Clone, Copy, Debug)]
pub enum At<'a> {
    /// At the whole of a part.
    Root(Part),
    /// At the member of an object.
    Member(&'a At<'a>, &'a str),
    /// At the item of an array.
    Index(&'a At<'a>, usize),
}

impl At<'_> {
    fn part(&self) -> Part {
        match self {
            Self::Root(part) => *part,
            Self::Member(parent, _) | Self::Index(parent, _) => parent.part(),
        }
    }

    fn path(&self) -> Vec<Segment> {
        match self {
            Self::Root(_) => Vec::new(),
            Self::Member(parent, name) => {
                let mut path = parent.path();
                path.push(Segment::Member((*name).to_owned()));
                path
            }
            Self::Index(parent, index) => {
                let mut path = parent.path();
                path.push(Segment::Index(*index));
                path
            }
        }
    }
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IssueKind {
    /// A required member or parameter is missing.
    Missing,
    /// A member that a closed object does not have.
    Unexpected,
    /// The value has another type.
    WrongType {
        /// The types that would do.
        expected: &'static [JsonType],
        /// The type that it has.
        found: JsonType,
    },
    /// A string with too few characters (Unicode scalar values).
    TooShort {
        /// The least number of characters.
        min: usize,
        /// The number that there is.
        found: usize,
    },
    /// A string with too many characters (Unicode scalar values).
    TooLong {
        /// The greatest number of characters.
        max: usize,
        /// The number that there is.
        found: usize,
    },
    /// A string that is not of its format.
    NotOfFormat {
        /// The format, for example `uuid`.
        format: &'static str,
    },
    /// A string that a regular expression does not match.
    NotOfPattern {
        /// The regular expression (ECMA-262).
        pattern: &'static str,
    },
    /// A string that is none of those that are listed.
    UnknownValue {
        /// Those that are.
        expected: Vec<&'static str>,
    },
    /// An integer outside its bounds.
    OutOfRange {
        /// The least one.
        min: Option<i128>,
        /// The greatest one.
        max: Option<i128>,
    },
    /// A number outside a bound that is not an integer's.
    OutOfBounds {
        /// On which side it must be: `at least`, `greater than`, `at most` or `less than`.
        words: &'static str,
        /// The bound.
        bound: &'static str,
    },
    /// A number that is no multiple.
    NotMultiple {
        /// Of which it ought to be one.
        of: &'static str,
    },
    /// An array with too few items.
    TooFewItems {
        /// The least number of items.
        min: usize,
        /// The number that there is.
        found: usize,
    },
    /// An array with too many items.
    TooManyItems {
        /// The greatest number of items.
        max: usize,
        /// The number that there is.
        found: usize,
    },
    /// Two items that are equal, and must not be.
    Repeated {
        /// The first of them, counted from 0.
        first: usize,
        /// The second of them.
        second: usize,
    },
    /// An object with too few members.
    TooFewMembers {
        /// The least number of members.
        min: usize,
        /// The number that there is.
        found: usize,
    },
    /// An object with too many members.
    TooManyMembers {
        /// The greatest number of members.
        max: usize,
        /// The number that there is.
        found: usize,
    },
    /// An array in which the number of items of a kind is not right.
    Contains {
        /// The least number of them.
        min: usize,
        /// The greatest number of them.
        max: Option<usize>,
        /// The number that there is.
        found: usize,
    },
    /// A member whose name is not permitted.
    WrongName {
        /// What is wrong with the name.
        why: Box<IssueKind>,
    },
    /// A member is missing that another one needs.
    MissingBeside {
        /// The member that is missing.
        missing: &'static str,
        /// The member that needs it.
        beside: &'static str,
    },
    /// A value that none of the alternatives accepts.
    NoAlternative,
    /// Anything else that a hand-written check refuses.
    Refused {
        /// Why, as the end of a sentence: `is not a cron expression`.
        reason: &'static str,
    },
}

impl fmt::Display for IssueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is missing"),
            Self::Unexpected => f.write_str("is not a member that is known here"),
            Self::WrongType { expected, found } => {
                f.write_str("must be ")?;
                list(f, expected.iter().map(|expected| expected.as_str()))?;
                write!(f, ", not {found}")
            }
            Self::TooShort { min: 1, .. } => f.write_str("must not be empty"),
            Self::TooShort { min, found } => {
                write!(f, "must have at least {min} characters, not {found}")
            }
            Self::TooLong { max, found } => {
                write!(f, "must have at most {max} characters, not {found}")
            }
            Self::NotOfFormat { format } => write!(f, "is not a valid {format}"),
            Self::NotOfPattern { pattern } => write!(f, "does not match the pattern {pattern}"),
            Self::OutOfBounds { words, bound } => write!(f, "must be {words} {bound}"),
            Self::NotMultiple { of } => write!(f, "must be a multiple of {of}"),
            Self::Repeated { first, second } => {
                write!(f, "must not have equal items, as {first} and {second} are")
            }
            Self::TooFewMembers { min, found } => {
                write!(f, "must have at least {min} members, not {found}")
            }
            Self::TooManyMembers { max, found } => {
                write!(f, "must have at most {max} members, not {found}")
            }
            Self::UnknownValue { expected } => {
                f.write_str("must be ")?;
                list(f, expected.iter().copied())
            }
            Self::OutOfRange {
                min: Some(min),
                max: Some(max),
            } => {
                write!(f, "must be from {min} to {max}")
            }
            Self::OutOfRange {
                min: Some(min),
                max: None,
            } => write!(f, "must be at least {min}"),
            Self::OutOfRange {
                min: None,
                max: Some(max),
            } => write!(f, "must be at most {max}"),
            Self::OutOfRange {
                min: None,
                max: None,
            } => f.write_str("is out of range"),
            Self::TooFewItems { min, found } => {
                write!(f, "must have at least {min} items, not {found}")
            }
            Self::TooManyItems { max, found } => {
                write!(f, "must have at most {max} items, not {found}")
            }
            Self::Contains { min, max: None, found } => {
                write!(f, "must have at least {min} items of a kind, not {found}")
            }
            Self::Contains { min, max: Some(max), found } => {
                write!(f, "must have {min} to {max} items of a kind, not {found}")
            }
            Self::WrongName { why } => write!(f, "has a member whose name {why}"),
            Self::MissingBeside { missing, beside } => {
                write!(f, "must have {missing} because it has {beside}")
            }
            Self::NoAlternative => f.write_str("is none of the values that are accepted here"),
            Self::Refused { reason } => f.write_str(reason),
        }
    }
}

fn list<'a>(f: &mut fmt::Formatter<'_>, words: impl Iterator<Item = &'a str>) -> fmt::Result {
    for (index, word) in words.enumerate() {
        if index > 0 {
            f.write_str(" or ")?;
        }
        f.write_str(word)?;
    }
    Ok(())
}

/// One thing that is wrong.
///
/// Written as a sentence without a full stop, such as `/tags/0: must be string, not null`. The
/// offending value itself is never part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The part of the request.
    pub part: Part,
    /// The way from there to the value, or to where the missing member would be.
    pub path: Vec<Segment>,
    /// What is wrong.
    pub kind: IssueKind,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.path {
            write!(f, "/{segment}")?;
        }
        if !self.path.is_empty() {
            f.write_str(": ")?;
        }
        self.kind.fmt(f)
    }
}

/// Everything that is wrong with a value; at least one issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issues {
    first: Box<Issue>,
    rest: Vec<Issue>,
}

impl Issues {
    /// The first issue, in the order in which the schema lists its members.
    #[must_use]
    pub fn first(&self) -> &Issue {
        &self.first
    }

    /// All issues, in that order.
    pub fn iter(&self) -> impl Iterator<Item = &Issue> {
        std::iter::once(&*self.first).chain(&self.rest)
    }
}

impl From<Issue> for Issues {
    fn from(first: Issue) -> Self {
        Self {
            first: Box::new(first),
            rest: Vec::new(),
        }
    }
}

impl fmt::Display for Issues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.fmt(f)?;
        for issue in &self.rest {
            write!(f, "; {issue}")?;
        }
        Ok(())
    }
}

impl Error for Issues {}

/// Collects issues while a value is decoded.
#[derive(Debug, Default)]
pub struct IssueSink(Vec<Issue>);

impl IssueSink {
    /// Adds an issue.
    pub fn add(&mut self, at: At<'_>, kind: IssueKind) {
        let (part, path) = (at.part(), at.path());
        self.0.push(Issue { part, path, kind });
    }

    /// Gives the value if nothing was wrong with it.
    ///
    /// # Errors
    ///
    /// What was added to the sink.
    pub fn conclude<T>(mut self, decoded: Option<T>) -> Result<T, Issues> {
        self.0.sort_by_key(|issue| issue.part);
        let mut issues = self.0.into_iter();
        match (issues.next(), decoded) {
            (None, Some(value)) => Ok(value),
            (Some(first), _) => {
                let (first, rest) = (Box::new(first), issues.collect());
                Err(Issues { first, rest })
            }
            (None, None) => {
                let (part, path) = (Part::Body, Vec::new());
                let kind = IssueKind::Refused {
                    reason: "was refused without a reason",
                };
                Err(Issues::from(Issue { part, path, kind }))
            }
        }
    }
}
