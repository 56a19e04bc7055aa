//! A case: one planned request, what it probes, and what the document then promises.

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use tally_spec::clause::ClauseId;
use tally_spec::contract::{OperationKey, StatusPattern};

/// What identifies a case in a plan: stable, readable, written `CLAUSE-OR-FAMILY/WHAT`, for
/// example `body/title/minLength/empty`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseId(pub String);

impl CaseId {
    /// Of the requests that only read the state.
    #[must_use]
    pub fn read() -> Self {
        Self("derived/read".to_owned())
    }
}

/// One planned request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Unique in the plan.
    pub id: CaseId,
    /// The operation that it is sent to.
    pub operation: OperationKey,
    /// Why it is sent at all.
    pub family: Family,
    /// The clause that it probes, if it probes one.
    pub clause: Option<ClauseId>,
    /// Whether it honours or breaks that clause.
    pub intent: Intent,
    /// What is sent.
    pub request: PlannedRequest,
    /// What the document then promises.
    pub expectation: Expectation,
    /// The one member in which it differs from an accepted request, if it is one member.
    pub difference: Option<Difference>,
    /// What is special about it, a phrase: "title is the empty string".
    pub about: String,
    /// How often the same request is sent in a row; 1 but for repetitions.
    pub times: u32,
}

impl Case {
    /// Pointers to what is special about it: what it differs in, what it breaks.
    pub(crate) fn special(&self) -> impl Iterator<Item = &str> {
        let difference = self.difference.iter().map(|it| it.pointer.as_str());
        let (one, several) = match &self.intent {
            Intent::Breaks { at, .. } => (Some(at.as_str()), [].as_slice()),
            Intent::BreaksSeveral { at } => (None, at.as_slice()),
            Intent::Honours | Intent::Probes => (None, [].as_slice()),
        };
        let several = several.iter().map(String::as_str);
        difference.chain(one).chain(several)
    }
}

/// Why a case is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// An example that the document shows.
    Example,
    /// A clause honoured at its boundary.
    Boundary,
    /// Optional members present and absent, pairwise.
    Pairwise,
    /// An unusual but lawful value.
    Unusual,
    /// One clause broken, everything else honoured.
    Broken,
    /// Credentials: each alternative alone, none, wrong ones.
    Security,
    /// A value that the server does not have (`--missing`).
    Missing,
    /// A value that the credentials may not touch (`--foreign`).
    Foreign,
    /// Requests that are not what HTTP or JSON ask for.
    Protocol,
    /// Another method on the same path.
    Method,
    /// The same request again.
    Repeat,
    /// A request that was drawn, not planned.
    Drawn,
}

/// How purely a case breaks its clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "grade")]
pub enum Grade {
    /// Only that clause fails.
    Isolated,
    /// Other keywords fail at the same place, too.
    Entangled {
        /// Evaluation paths of the others.
        with: Vec<String>,
        /// Whether it is proven that no value breaks the clause alone; else none was found.
        proven: bool,
    },
}

/// What a case does to the clause that it probes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "intent")]
pub enum Intent {
    /// The request honours everything.
    Honours,
    /// The request breaks exactly one clause, at one instance location.
    Breaks {
        /// How purely.
        #[serde(flatten)]
        grade: Grade,
        /// Pointer into the request of the one value that is wrong: `/body/title`; for a missing
        /// member, where it is missing.
        at: String,
    },
    /// The request breaks several clauses at once; each is to be refused alone.
    BreaksSeveral {
        /// Pointers into the request of the values that are wrong.
        at: Vec<String>,
    },
    /// Neither: the request probes something beside the clauses of the request.
    Probes,
}

/// What the document promises for a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "expectation")]
pub enum Expectation {
    /// A documented 2xx.
    Accepted {
        /// Pointers into the request of values that may name something that only the server
        /// knows: a documented 403, 404 or 409 then says nothing about the value.
        names: Vec<String>,
    },
    /// One of these, which the document declares for a request that is not valid; none declared:
    /// any 4xx that is not about something else (401, 403, 404, 405, 408, 409, 429).
    Refused {
        /// The declared ones.
        statuses: Vec<StatusPattern>,
    },
    /// One of these: the documented answer to missing or wrong credentials (401, else 403); none
    /// declared: any 401 or 403.
    Unauthorized {
        /// The declared ones.
        statuses: Vec<StatusPattern>,
    },
    /// One of these: the documented answer to something foreign (403, 404) or missing (404, 410).
    Answered {
        /// The declared ones.
        statuses: Vec<StatusPattern>,
    },
    /// Whatever it answers: no 5xx, no hang, and a documented shape if the status is documented.
    Survived,
}

impl Expectation {
    /// Whether the document promises a refusal.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Refused { .. } | Self::Unauthorized { .. } | Self::Answered { .. }
        )
    }
}

/// The one member in which a request differs from an accepted one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Pointer into the request: `/body/title`.
    pub pointer: String,
    /// The value of the accepted request; none: the member was absent.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "present"
    )]
    pub accepted: Option<Value>,
    /// The value of this one; none: the member is absent.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "present"
    )]
    pub sent: Option<Value>,
}

/// A member that is there, `null` or not: absent and null are two things here.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// What is sent, before the server's own values are bound into it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlannedRequest {
    /// The method, if it is not the operation's.
    pub method: Option<String>,
    /// Path parameters, by name.
    pub path: IndexMap<String, Value>,
    /// Query parameters, by name; serialised as the contract's style says.
    pub query: IndexMap<String, Value>,
    /// Header parameters, by name.
    pub header: IndexMap<String, Value>,
    /// Cookie parameters, by name.
    pub cookie: IndexMap<String, Value>,
    /// The body.
    pub body: Body,
    /// Who asks.
    pub credentials: Credentials,
    /// Header lines sent as they are, beside or instead of what the request would have.
    pub raw_headers: Vec<(String, String)>,
    /// Pointers (`/body/id`, `/path/…`) whose values are replaced by bound ones when the run knows
    /// some: everything that the case does not itself vary.
    pub bound: Vec<String>,
    /// Pointers whose values are changed after binding, and how.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transformed: Vec<(String, Transform)>,
}

/// How a value is changed after binding: what is sent is another spelling of what the server knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transform {
    /// A string in upper case.
    UpperCase,
    /// A string in lower case.
    LowerCase,
    /// A string with every other letter in upper case.
    MixedCase,
}

impl Transform {
    /// The value in its other spelling.
    #[must_use]
    pub fn apply(self, value: &Value) -> Value {
        let Value::String(text) = value else {
            return value.clone();
        };
        Value::String(match self {
            Self::UpperCase => text.to_uppercase(),
            Self::LowerCase => text.to_lowercase(),
            Self::MixedCase => text
                .chars()
                .enumerate()
                .map(|(index, letter)| match index % 2 {
                    0 => letter.to_ascii_uppercase(),
                    _ => letter.to_ascii_lowercase(),
                })
                .collect(),
        })
    }
}

/// The body of a planned request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "body")]
pub enum Body {
    /// None.
    #[default]
    None,
    /// A JSON value.
    Json {
        /// The media type, for example `application/json`.
        media: String,
        /// The value.
        value: Value,
    },
    /// A JSON value whose text is spoilt after binding.
    #[serde(rename = "spoilt")]
    Malformed {
        /// The media type that is sent; none: no `Content-Type`.
        media: Option<String>,
        /// The value.
        value: Value,
        /// How its text is spoilt.
        how: Malformed,
    },
    /// A text that the plan has fixed: a form, plain text, bytes. Nothing is bound into it.
    Text {
        /// The media type as it is sent, a multipart body's boundary in it.
        media: String,
        /// The text.
        text: String,
        /// Whether the document says what it must be; else a refusal says nothing.
        described: bool,
    },
}

impl Body {
    /// Whether the document says what the body must be, so that one that honours what it says is to
    /// be accepted.
    #[must_use]
    pub fn is_described(&self) -> bool {
        !matches!(
            self,
            Self::Text {
                described: false,
                ..
            }
        )
    }
}

/// How the text of a JSON body is spoilt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "how")]
pub enum Malformed {
    /// Not at all: another content type is what is special.
    Not,
    /// Nothing is sent.
    Empty,
    /// Without its end.
    Truncated,
    /// Followed by more than white space.
    Trailing,
    /// With single quotes instead of double ones.
    SingleQuotes,
    /// With a comma before the closing brace.
    TrailingComma,
    /// With a byte that is not UTF-8 in a string.
    NotUtf8,
    /// With a byte order mark before it.
    ByteOrderMark,
    /// With the first member twice, the second time with this JSON text.
    DuplicateMember {
        /// JSON text of the second value.
        second: String,
    },
    /// With an unknown member of this JSON text (deep nesting, huge numbers, lone surrogates).
    UnknownMember {
        /// JSON text of its value.
        text: String,
    },
    /// With this text for the value at a pointer: numbers that JSON can write and few can hold.
    Text {
        /// JSON Pointer into the value.
        at: String,
        /// JSON text of what stands there.
        text: String,
    },
    /// With an unknown member that makes the text at least this many bytes long.
    Padded {
        /// Bytes.
        to: usize,
    },
}

/// Who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "credentials")]
pub enum Credentials {
    /// The first alternative for which the run has credentials; where no operation of the document
    /// asks for any, the first credential that the run has.
    #[default]
    Given,
    /// This alternative of the operation's `security`, alone.
    Alternative {
        /// Its index.
        index: usize,
    },
    /// The right credentials of these schemes, together, whether the operation asks for them or not:
    /// what a request was accepted with.
    Schemes {
        /// The schemes.
        names: Vec<String>,
    },
    /// None at all.
    None,
    /// One scheme only, with a wrong credential made from the right one.
    Wrong {
        /// The scheme.
        scheme: String,
        /// How it is wrong.
        how: WrongCredential,
    },
}

/// How a credential is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WrongCredential {
    /// The empty string.
    Empty,
    /// Random-looking text of the same length.
    Garbled,
    /// The right one without its last character.
    Prefix,
    /// The right one with a character more.
    Extended,
    /// The right one in the other case (left out when it has no letters).
    OtherCase,
    /// The right one under another authentication scheme (`Basic` for bearer).
    WrongScheme,
    /// The right one where the document does not ask for it (the query).
    WrongPlace,
    /// A value that the user says is refused (`--reject`).
    Rejected,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Difference;

    #[test]
    fn a_difference_tells_null_from_absent() {
        let difference = Difference {
            pointer: "/body/title".to_owned(),
            accepted: None,
            sent: Some(json!(null)),
        };
        let written = serde_json::to_value(&difference).unwrap();
        assert_eq!(written, json!({ "pointer": "/body/title", "sent": null }));
        assert_eq!(
            serde_json::from_value::<Difference>(written).unwrap(),
            difference
        );
    }
}
