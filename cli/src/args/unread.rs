//! Arguments that may hold a secret: read after the command line is parsed, since the parser's
//! own messages repeat the value that they refuse.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use crate::failure::Failure;

/// An argument as it was written. `Debug` does not show it.
#[derive(Clone)]
pub(crate) struct Unread(String);

impl fmt::Debug for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unread(…)")
    }
}

impl FromStr for Unread {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl Unread {
    /// Reads the argument.
    ///
    /// # Errors
    ///
    /// When the text is not of the flag's form; the message names the flag, not the text.
    pub(crate) fn read<T: FromStr<Err = String>>(&self, flag: &str) -> Result<T, Failure> {
        self.0
            .parse()
            .map_err(|message: String| Failure::flag(flag, message))
    }
}
