//! What was observed instead of what a document promises.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What was observed, without values of this run: part of what identifies a finding.
///
/// As JSON it is some members of the finding: `observed`, the text, and, where the text is made of
/// them, `outcome`, `when` and `blamed`.
///
/// # Example
///
/// ```
/// use tally_conformance::observed::{Observed, When};
///
/// let observed = Observed::outcome("500", When::BecauseOf(vec!["/body/title".to_owned()]));
/// assert_eq!(observed.to_string(), "500 because of `/body/title`");
/// assert_eq!(Observed::from("accepted").to_string(), "accepted");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Observed {
    /// A phrase: `404`, `accepted`, `another value`.
    what: String,
    when: When,
}

/// In which cases it was observed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "when", content = "blamed", rename_all = "kebab-case")]
pub enum When {
    /// In all of the finding's.
    #[default]
    Always,
    /// Because of these values, by pointer into the request, together.
    BecauseOf(Vec<String>),
    /// Where these values are sent together.
    Together(Vec<String>),
    /// Where these values are left out.
    Without(Vec<String>),
    /// Whatever is sent.
    EveryRequest,
    /// Not always, though the request is the same.
    NowAndThen,
    /// Where `null` was sent: the value may be the default that `null` asks for, or may never have
    /// been changed.
    AfterNull,
}

impl Observed {
    /// An outcome, and in which cases it was observed.
    pub fn outcome(what: impl Into<String>, when: When) -> Self {
        Self {
            what: what.into(),
            when,
        }
    }

    /// A null that was sent has left what was there before.
    #[must_use]
    pub fn value_before() -> Self {
        Self::outcome("the value that it had before", When::AfterNull)
    }

    /// The phrase without the cases in which it was observed: `500`.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// In which cases it was observed.
    #[must_use]
    pub fn when(&self) -> &When {
        &self.when
    }

    /// Whether the same request is not always answered so.
    #[must_use]
    pub fn is_now_and_then(&self) -> bool {
        self.when == When::NowAndThen
    }

    /// Whether a null that was sent has left what was there before.
    #[must_use]
    pub fn is_value_before(&self) -> bool {
        self.when == When::AfterNull
    }

    pub(crate) fn text_mut(&mut self) -> &mut String {
        &mut self.what
    }
}

impl From<String> for Observed {
    fn from(what: String) -> Self {
        Self::outcome(what, When::Always)
    }
}

impl From<&str> for Observed {
    fn from(what: &str) -> Self {
        what.to_owned().into()
    }
}

impl fmt::Display for Observed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = &self.what;
        let quoted = |pointers: &[String]| {
            let quoted: Vec<_> = pointers.iter().map(|it| format!("`{it}`")).collect();
            quoted.join(" and ")
        };
        match &self.when {
            When::Always | When::AfterNull => f.write_str(what),
            When::BecauseOf(pointers) => {
                write!(f, "{what} because of {}", quoted(pointers))?;
                f.write_str(if pointers.len() > 1 { " together" } else { "" })
            }
            When::Together(pointers) => write!(f, "{what} to {} together", quoted(pointers)),
            When::Without(pointers) if pointers.len() == 1 => write!(f, "{what} without it"),
            When::Without(pointers) => write!(f, "{what} without {}", quoted(pointers)),
            When::EveryRequest => write!(f, "{what} to every request"),
            When::NowAndThen => write!(f, "{what} now and then"),
        }
    }
}

/// How it is written.
#[derive(Serialize, Deserialize)]
struct Members {
    observed: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
    #[serde(default, flatten, skip_serializing_if = "Option::is_none")]
    when: Option<When>,
}

impl Serialize for Observed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let plain = self.when == When::Always;
        let members = Members {
            observed: self.to_string(),
            outcome: (!plain).then(|| self.what.clone()),
            when: (!plain).then(|| self.when.clone()),
        };
        members.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Observed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = Members::deserialize(deserializer)?;
        Ok(Self {
            what: members.outcome.unwrap_or(members.observed),
            when: members.when.unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn it_is_read_as_it_is_written() {
        let pointers = || vec!["/body/a".to_owned(), "/body/b".to_owned()];
        let all = [
            When::Always,
            When::BecauseOf(pointers()),
            When::Together(pointers()),
            When::Without(pointers()),
            When::EveryRequest,
            When::NowAndThen,
            When::AfterNull,
        ];
        let mut texts = Vec::new();
        for when in all {
            let observed = Observed::outcome("400", when);
            let json = serde_json::to_value(&observed).unwrap();
            texts.push(json["observed"].as_str().unwrap().to_owned());
            assert_eq!(serde_json::from_value::<Observed>(json).unwrap(), observed);
        }
        assert_eq!(
            texts,
            [
                "400",
                "400 because of `/body/a` and `/body/b` together",
                "400 to `/body/a` and `/body/b` together",
                "400 without `/body/a` and `/body/b`",
                "400 to every request",
                "400 now and then",
                "400",
            ]
        );
    }

    #[test]
    fn a_plain_phrase_is_one_member() {
        let json = serde_json::to_value(Observed::from("accepted")).unwrap();
        assert_eq!(json, json!({ "observed": "accepted" }));
    }
}
