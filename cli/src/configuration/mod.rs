//! Files that belong to a project: its configuration (`tally.toml`) and its accepted findings.
//!
//! Both are TOML, read into plain data with the place of everything that a later check may refuse.
//! A file is refused with everything that is wrong with it; no message repeats a value that may be
//! a credential.

mod accepted;
mod key;
mod read;
mod schema;
mod toml;
mod value;

pub(crate) use accepted::{ACCEPTED_SCHEMA, accepted};
pub(crate) use read::{FILE, load};
pub(crate) use schema::schema;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use crate::args::{EmitPart, PointerValue, ReportTarget};

/// A value and where it stands, for messages: `tally.toml:3:7`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Given<T> {
    /// The value.
    pub(crate) value: T,
    /// `FILE:LINE:COLUMN`.
    pub(crate) origin: String,
}

/// What belongs to a project. Paths are relative to where the process runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Configuration {
    /// The OpenAPI document.
    pub(crate) document: Option<PathBuf>,
    /// Overlays, in the order in which they are applied.
    pub(crate) overlays: Vec<PathBuf>,
    /// The base URL of the server.
    pub(crate) url: Option<Given<String>>,
    /// Certificates that are trusted beside those of the system.
    pub(crate) ca_cert: Option<Given<PathBuf>>,
    /// Credentials by scheme.
    pub(crate) credentials: Vec<Given<Reference>>,
    /// Credentials by scheme that the server must refuse.
    pub(crate) reject: Vec<Given<Reference>>,
    /// Headers of every request.
    pub(crate) headers: Vec<Given<HeaderValue>>,
    /// Values that the server knows.
    pub(crate) known: Vec<Given<PointerValue>>,
    /// Values of somebody else.
    pub(crate) foreign: Vec<Given<PointerValue>>,
    /// Values that name nothing.
    pub(crate) missing: Vec<Given<PointerValue>>,
    /// The operations that are checked; empty: all.
    pub(crate) operations: Vec<Given<String>>,
    /// The operations that are not.
    pub(crate) exclude: Vec<Given<String>>,
    /// Whether only operations that read are checked.
    pub(crate) read_only: Option<bool>,
    /// Requests at the same time.
    pub(crate) jobs: Option<NonZeroUsize>,
    /// How long one answer may take.
    pub(crate) timeout: Option<Duration>,
    /// How long to wait for a server that is still starting.
    pub(crate) wait: Option<Duration>,
    /// The least time between two requests.
    pub(crate) interval: Option<Duration>,
    /// About how many requests are drawn after the plan.
    pub(crate) fuzz: Option<usize>,
    /// What they are drawn from.
    pub(crate) seed: Option<u64>,
    /// The file of accepted findings.
    pub(crate) accept: Option<PathBuf>,
    /// What is generated; empty: the default.
    pub(crate) emit: Vec<EmitPart>,
    /// Reports to write.
    pub(crate) reports: Vec<ReportTarget>,
}

/// A credential: the environment variable that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The security scheme.
    pub(crate) scheme: String,
    /// The environment variable.
    pub(crate) variable: String,
}

/// A header of every request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeaderValue {
    /// Its name.
    pub(crate) name: String,
    /// Its value.
    pub(crate) value: Text,
}

/// A text, or the environment variable that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    /// As it stands in the file.
    Literal(String),
    /// In an environment variable.
    Variable(String),
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{accepted, read};

    #[test]
    fn every_example_of_the_documentation_is_read() {
        let page = include_str!("../../../docs/configuration.md");
        let example = include_str!("../../schemas/example.toml");
        assert!(
            page.contains(example),
            "docs/configuration.md shows another example"
        );
        let blocks = page.split("```toml\n").skip(1);
        let blocks: Vec<_> = blocks.map(|it| it.split("```").next().unwrap()).collect();
        assert!(blocks.len() >= 2);
        for block in blocks {
            let path = Path::new("docs/configuration.md");
            let problem = match block.contains("[[finding]]") {
                true => accepted::parse(path, block).err(),
                false => read::parse(path, block).err(),
            };
            assert!(problem.is_none(), "{}\n{block}", problem.unwrap());
        }
    }
}
