//! What a run says about itself, beside findings and verdicts: what it could not look at, and what
//! is likely to be wrong with how it was started.

use std::fmt;

use serde::{Deserialize, Serialize};
use tally_spec::Contract;
use tally_spec::contract::{Operation, OperationKey};

use crate::plan;

/// How many of each kind a note names.
const MOST: usize = 3;

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
    /// References of the document that were not read: what needs them is not checked.
    Unread {
        /// The references.
        references: Vec<String>,
        /// The operations that need any of them.
        operations: Vec<OperationKey>,
    },
    /// Operations with `servers` of their own whose place on this host is not known:
    /// they are asked under the base URL of the run.
    OwnServers {
        /// The operations.
        operations: Vec<OperationKey>,
        /// Their servers.
        servers: Vec<String>,
    },
}

impl Note {
    /// Says what these operations need that was not read.
    #[must_use]
    pub fn unread<'o>(
        contract: &Contract,
        operations: impl IntoIterator<Item = &'o Operation>,
    ) -> Option<Self> {
        let mut references: Vec<String> = Vec::new();
        let mut needing = Vec::new();
        for operation in operations {
            let own = plan::references(contract, operation);
            if !own.is_empty() {
                needing.push(operation.key.clone());
            }
            for reference in own {
                if !references.contains(&reference) {
                    references.push(reference);
                }
            }
        }
        (!references.is_empty()).then_some(Self::Unread {
            references,
            operations: needing,
        })
    }
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
            Self::Unread {
                references,
                operations,
            } => {
                let first = references.iter().take(MOST).map(|it| format!("`{it}`"));
                let first = first.collect::<Vec<_>>().join(", ");
                write!(f, "not read: {first}{}", more(references.len()))?;
                write!(
                    f,
                    "; what needs it in {} is inconclusive (save a copy beside the document and \
                     refer to that)",
                    listed(operations)
                )
            }
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
    let first = operations.iter().take(MOST).map(ToString::to_string);
    let first = first.collect::<Vec<_>>().join(", ");
    first + &more(operations.len())
}

/// How many there are beside the first few.
fn more(count: usize) -> String {
    match count.saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" and {more} more"),
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
