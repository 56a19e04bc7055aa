//! Recorded findings: what is read back to send them again.
//!
//! Every finding carries its [replay](crate::replay), whether the plan or a draw gave it; so a file of
//! replays, the verdict as JSON and a recorded stream of events can all be replayed.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tally_spec::clause::Clause;

use crate::event::{self, Event};
use crate::finding::{Finding, Fingerprint};
use crate::observed::Observed;
use crate::replay::Replay;
use crate::report::VERDICT_VERSION;
use crate::rule_id::FoundBy;

/// The version of files of replays: raised when a reader of the former one would misread them.
pub const VERSION: u32 = 1;

/// A finding as far as a replay needs it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// What identifies it.
    pub fingerprint: Fingerprint,
    /// The rule or law that found it.
    pub rule: FoundBy,
    /// The clause.
    pub clause: Clause,
    /// What was expected.
    pub expected: String,
    /// What was observed instead.
    #[serde(flatten)]
    pub observed: Observed,
    /// What is sent; none: it cannot be replayed.
    #[serde(default)]
    pub replay: Option<Replay>,
}

/// A file of replays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recording {
    /// [`VERSION`].
    pub version: u32,
    /// The document that the findings are about, as it was named.
    pub document: Option<String>,
    /// What requests were drawn from.
    pub seed: u64,
    /// The findings.
    pub findings: Vec<Recorded>,
}

/// What became of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum ReplayOutcome {
    /// It is not seen any more.
    Fixed,
    /// It is seen again.
    StillBroken,
    /// Something else is seen instead.
    Changed {
        /// What.
        observed: String,
    },
    /// It could not be sent again.
    NotReplayed {
        /// Why.
        why: String,
    },
}

/// Why a file cannot be replayed.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is neither a file of replays nor a verdict nor a recorded stream.
    #[error("it is no file of replays, no verdict (json) and no recorded run (jsonl)")]
    NoRecording(#[source] serde_json::Error),
    /// It was written by a version that means something else.
    #[error("it is of version {found}, and {readable} is what can be read")]
    Version {
        /// The version that it says.
        found: u64,
        /// The version of its kind of file that can be read.
        readable: u32,
    },
}

impl From<&Finding> for Recorded {
    fn from(finding: &Finding) -> Self {
        Self {
            fingerprint: finding.fingerprint.clone(),
            rule: finding.rule,
            clause: finding.clause.clone(),
            expected: finding.expected.clone(),
            observed: finding.observed.clone(),
            replay: finding.replay.clone(),
        }
    }
}

/// The findings of a file of replays, of a verdict as JSON, or of a recorded stream of events.
///
/// # Errors
///
/// When the text is neither of the three, or has a version that cannot be read.
pub fn read(text: &str) -> Result<Vec<Recorded>, ReadError> {
    if let Ok(whole) = serde_json::from_str::<Value>(text)
        && whole.get("findings").is_some()
    {
        let found = whole.get("version").and_then(Value::as_u64).unwrap_or(0);
        // Only a verdict has a conclusion.
        let readable = match whole.get("conclusion") {
            Some(_) => VERDICT_VERSION,
            None => VERSION,
        };
        if found != u64::from(readable) {
            return Err(ReadError::Version { found, readable });
        }
        let findings = whole.get("findings").cloned().unwrap_or_default();
        return serde_json::from_value(findings).map_err(ReadError::NoRecording);
    }
    let mut recorded = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let event: Event = serde_json::from_str(line).map_err(ReadError::NoRecording)?;
        match event {
            Event::Found(finding) => recorded.push(Recorded::from(&*finding)),
            Event::RunStarted(started) if started.version != event::VERSION => {
                return Err(ReadError::Version {
                    found: started.version.into(),
                    readable: event::VERSION,
                });
            }
            _ => {}
        }
    }
    if text.trim().is_empty() {
        let nothing = serde_json::from_str::<Value>("");
        return nothing.map(|_| recorded).map_err(ReadError::NoRecording);
    }
    Ok(recorded)
}
