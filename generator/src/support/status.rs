//! Statuses of a class.

use std::error::Error;
use std::fmt;

use http::StatusCode;

/// A status code of one class: `StatusIn<4>` is one from 400 to 499.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatusIn<const CLASS: u16>(StatusCode);

impl<const CLASS: u16> StatusIn<CLASS> {
    /// Takes a status of the class.
    ///
    /// # Errors
    ///
    /// [`OtherClass`] if it is of another one.
    pub fn new(status: StatusCode) -> Result<Self, OtherClass> {
        if status.as_u16() / 100 == CLASS {
            Ok(Self(status))
        } else {
            Err(OtherClass)
        }
    }

    /// The status.
    #[must_use]
    pub fn get(self) -> StatusCode {
        self.0
    }
}

impl<const CLASS: u16> TryFrom<StatusCode> for StatusIn<CLASS> {
    type Error = OtherClass;

    fn try_from(status: StatusCode) -> Result<Self, OtherClass> {
        Self::new(status)
    }
}

impl<const CLASS: u16> From<StatusIn<CLASS>> for StatusCode {
    fn from(status: StatusIn<CLASS>) -> Self {
        status.0
    }
}

/// A status code is of another class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherClass;

impl fmt::Display for OtherClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the status code is of another class")
    }
}

impl Error for OtherClass {}
