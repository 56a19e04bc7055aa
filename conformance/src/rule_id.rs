//! What finds something: rules and laws, by name.
//!
//! What the rest of the crate has to know of a rule is a method here: nobody looks at its name.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An enum of names that are written as the stems of the files that they stand for.
macro_rules! names {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $(
                #[doc = concat!("`", $text, "`")]
                #[serde(rename = $text)]
                $variant,
            )*
        }

        impl $name {
            /// The name: the stem of its file.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

names! {
    /// The name of a [rule](crate::rules).
    RuleId {
        BrokenAnswer = "broken_answer",
        CredentialsNotEnforced = "credentials_not_enforced",
        CredentialsRefused = "credentials_refused",
        FalseContentCoding = "false_content_coding",
        HeaderMismatch = "header_mismatch",
        InvalidAccepted = "invalid_accepted",
        LookupAccepted = "lookup_accepted",
        MalformedJson = "malformed_json",
        MissingBody = "missing_body",
        MissingHeader = "missing_header",
        NoAnswer = "no_answer",
        NotHttp = "not_http",
        SchemaMismatch = "schema_mismatch",
        ServerError = "server_error",
        UndocumentedContentType = "undocumented_content_type",
        UndocumentedStatus = "undocumented_status",
        UnexpectedBody = "unexpected_body",
        ValidRefused = "valid_refused",
        WriteOnlyAnswered = "write_only_answered",
        WrongCulprit = "wrong_culprit",
        WrongLookupStatus = "wrong_lookup_status",
        WrongRefusal = "wrong_refusal",
        WrongUnauthorizedStatus = "wrong_unauthorized_status",
    }
}

names! {
    /// The name of a [law](crate::laws).
    LawId {
        Echo = "echo",
        Keeps = "keeps",
        Persists = "persists",
        RefusesAtomically = "refuses_atomically",
        SameTwice = "same_twice",
    }
}

/// What found something, written as its name alone: `server_error`, `echo`.
///
/// # Example
///
/// ```
/// use tally_conformance::rule_id::{FoundBy, LawId, RuleId};
///
/// assert_eq!(FoundBy::from(RuleId::ServerError).to_string(), "server_error");
/// assert_eq!(FoundBy::from(LawId::Echo).in_words(), "echo");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FoundBy {
    /// A rule.
    Rule(RuleId),
    /// A law.
    Law(LawId),
}

impl FoundBy {
    /// The name: the stem of its file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.as_str(),
            Self::Law(law) => law.as_str(),
        }
    }

    /// The name with spaces between its words.
    #[must_use]
    pub fn in_words(self) -> String {
        self.as_str().replace('_', " ")
    }

    /// Whether it says that the server refused, or failed at, a request that it should accept: which
    /// may be due to any value of the request.
    pub(crate) fn blames_values(self) -> bool {
        self == RuleId::ValidRefused || self == RuleId::ServerError
    }

    /// Whether it says that what should be accepted was refused.
    pub(crate) fn is_of_refusals(self) -> bool {
        self == RuleId::ValidRefused || self == RuleId::CredentialsRefused
    }

    /// Whether it judges the status alone: which may well be right where the resource is gone.
    pub(crate) fn is_about_status(self) -> bool {
        [
            RuleId::WrongRefusal,
            RuleId::UndocumentedStatus,
            RuleId::WrongUnauthorizedStatus,
        ]
        .iter()
        .any(|it| self == *it)
    }

    /// Whether it says what became of a request that the document forbids: what of it is forbidden
    /// does not matter.
    pub(crate) fn is_of_forbidden(self) -> bool {
        self == RuleId::InvalidAccepted || self == RuleId::WrongRefusal
    }

    /// From how many findings on that observe the same of different clauses, one defect explains them
    /// all: a server that does not validate at all, or stores nothing at all. None: where what is
    /// observed is the clause's own (a schema that is broken, a constraint on one member), the same
    /// words elsewhere are always another defect.
    pub(crate) fn explained_together_from(self) -> Option<usize> {
        match self {
            Self::Rule(
                RuleId::WrongRefusal
                | RuleId::MalformedJson
                | RuleId::MissingBody
                | RuleId::UndocumentedContentType,
            ) => Some(1),
            Self::Rule(RuleId::ServerError)
            | Self::Law(LawId::Echo | LawId::Keeps | LawId::Persists) => Some(4),
            Self::Rule(RuleId::InvalidAccepted) => Some(8),
            Self::Rule(_) | Self::Law(_) => None,
        }
    }
}

impl From<RuleId> for FoundBy {
    fn from(rule: RuleId) -> Self {
        Self::Rule(rule)
    }
}

impl From<LawId> for FoundBy {
    fn from(law: LawId) -> Self {
        Self::Law(law)
    }
}

impl PartialEq<RuleId> for FoundBy {
    fn eq(&self, other: &RuleId) -> bool {
        *self == Self::Rule(*other)
    }
}

impl PartialEq<LawId> for FoundBy {
    fn eq(&self, other: &LawId) -> bool {
        *self == Self::Law(*other)
    }
}

impl fmt::Display for FoundBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written() {
        for found_by in [RuleId::NotHttp.into(), FoundBy::from(LawId::SameTwice)] {
            let text = serde_json::to_string(&found_by).unwrap();
            assert_eq!(text, format!("\"{found_by}\""));
            assert_eq!(serde_json::from_str::<FoundBy>(&text).unwrap(), found_by);
        }
        assert!(serde_json::from_str::<FoundBy>("\"title\"").is_err());
    }
}
