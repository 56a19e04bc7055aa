//! What a run says about itself, beside findings and verdicts: what it could not look at, and what
//! is likely to be wrong with how it was started.

use std::fmt;

use serde::{Deserialize, Serialize};
use tally_spec::contract::OperationKey;

/// Something that the user should know of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "note")]
pub enum Note {
    /// Every valid request was answered as if there was nothing at its path.
    NothingThere {
        /// The base URL of the run.
        url: String,
        /// What it may have to be instead, by the `servers` of the document.
        bases: Vec<String>,
    },
    /// Operations whose `servers` are on another host: they are not asked.
    ServedElsewhere {
        /// The operations.
        operations: Vec<OperationKey>,
        /// Their servers.
        servers: Vec<String>,
    },
    /// Operations with `servers` of their own, of which nobody knows where they are on this host:
    /// they are asked under the base URL of the run.
    OwnServers {
        /// The operations.
        operations: Vec<OperationKey>,
        /// Their servers.
        servers: Vec<String>,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingThere { url, bases } => {
                write!(
                    f,
                    "every valid request was answered as if nothing was there: check --url ({url})"
                )?;
                match bases.is_empty() {
                    true => write!(f, ", or name what the server has with --known"),
                    false => write!(
                        f,
                        "; by the servers of the document it may be {}",
                        bases.join(" or ")
                    ),
                }
            }
            Self::ServedElsewhere {
                operations,
                servers,
            } => write!(
                f,
                "not asked: {}, served by {}, which is not the host of --url",
                listed(operations),
                servers.join(", ")
            ),
            Self::OwnServers {
                operations,
                servers,
            } => write!(
                f,
                "asked under --url all the same: {}, with servers of its own ({}), which do not say \
                 where that is on this host",
                listed(operations),
                servers.join(", ")
            ),
        }
    }
}

/// The first few operations, and how many there are beside.
fn listed(operations: &[OperationKey]) -> String {
    const MOST: usize = 3;
    let first = operations.iter().take(MOST).map(ToString::to_string);
    let first = first.collect::<Vec<_>>().join(", ");
    match operations.len().saturating_sub(MOST) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use tally_spec::contract::Method;

    use super::*;

    #[test]
    fn a_note_names_the_first_operations_and_counts_the_others() {
        let key = |path: &str| OperationKey {
            method: Method("GET".to_owned()),
            path: path.to_owned(),
        };
        let note = Note::ServedElsewhere {
            operations: ["/a", "/b", "/c", "/d", "/e"].map(key).to_vec(),
            servers: vec!["https://files.example.com".to_owned()],
        };
        assert_eq!(
            note.to_string(),
            "not asked: GET /a, GET /b, GET /c and 2 more, served by https://files.example.com, \
             which is not the host of --url"
        );
    }
}
