//! Enumerations of strings.

use std::error::Error;
use std::fmt;

/// A string is none of those that an enumeration lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownValue;

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("none of the values that are listed")
    }
}

impl Error for UnknownValue {}
