//! The generated code that stands in this repository: which there is, and what it ought to be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use tally_generator::{Config, Emit, Output};
use tally_spec::contract::Contract;

/// Generated code in a folder of the repository.
#[derive(Clone, Debug)]
pub(crate) struct Generated {
    /// Its document.
    pub(crate) document: PathBuf,
    /// The overlays of the document.
    pub(crate) overlays: Vec<PathBuf>,
    /// Where it stands.
    pub(crate) folder: PathBuf,
    /// What is generated beside the types.
    pub(crate) emit: Emit,
    /// The path of its module.
    pub(crate) module: String,
    /// Whether its stub is generated code like the rest, since nobody continues it.
    pub(crate) stub: bool,
}

/// Why the output cannot be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A document could not be read.
    #[error(transparent)]
    Load(#[from] tally_spec::LoadError),
    /// A document cannot be used.
    #[error("{}: {diagnostic}", document.display())]
    Unusable {
        /// The document.
        document: PathBuf,
        /// The first diagnostic.
        diagnostic: String,
    },
    /// The generator is defective.
    #[error(transparent)]
    Generate(#[from] tally_generator::GenerateError),
    /// A file could not be read or written.
    #[error("{}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: io::Error,
    },
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Everything generated that stands in the repository: server, client and strategies of the first
/// contract, and everything for every document of the `snapshots` crate.
pub(crate) fn all() -> Result<Vec<Generated>, Error> {
    let root = root();
    let server = Generated {
        document: root.join("spec/releases.json"),
        overlays: vec![root.join("spec/releases.overlay.yaml")],
        folder: root.join("reference/src/generated"),
        emit: Emit {
            server: true,
            client: false,
            strategies: false,
        },
        module: "crate::generated".to_owned(),
        stub: false,
    };
    let client = Generated {
        folder: root.join("reference/tests/client/generated"),
        emit: Emit {
            server: false,
            client: true,
            strategies: false,
        },
        ..server.clone()
    };
    let strategies = Generated {
        folder: root.join("snapshots/src/releases/generated"),
        emit: Emit {
            server: false,
            client: false,
            strategies: true,
        },
        ..server.clone()
    };
    let mut all = vec![server, client, strategies];
    let documents = root.join("snapshots/documents");
    let entries = fs::read_dir(&documents).map_err(at(&documents))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for document in paths {
        let Some(name) = document.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        all.push(Generated {
            overlays: Vec::new(),
            folder: root.join("snapshots/src").join(name).join("generated"),
            emit: Emit {
                strategies: true,
                ..Emit::default()
            },
            module: format!("crate::{name}::generated"),
            stub: true,
            document,
        });
    }
    Ok(all)
}

/// What is to be generated from a document.
pub(crate) fn output(
    document: &Path,
    overlays: &[PathBuf],
    config: &Config,
) -> Result<Output, Error> {
    Ok(tally_generator::generate(
        &contract(document, overlays)?,
        config,
    )?)
}

fn contract(document: &Path, overlays: &[PathBuf]) -> Result<Contract, Error> {
    let loaded = tally_spec::load(document, overlays)?;
    loaded.contract.ok_or_else(|| {
        let diagnostic = loaded.diagnostics.first().map(ToString::to_string);
        Error::Unusable {
            document: document.to_owned(),
            diagnostic: diagnostic.unwrap_or_default(),
        }
    })
}

impl Generated {
    /// What its document says.
    #[cfg(any(test, feature = "soak"))]
    pub(crate) fn contract(&self) -> Result<Contract, Error> {
        contract(&self.document, &self.overlays)
    }

    /// What it ought to be; its stub counts if nobody continues it.
    pub(crate) fn wanted(&self) -> Result<Output, Error> {
        let config = Config {
            emit: self.emit,
            module: self.module.clone(),
        };
        let mut output = output(&self.document, &self.overlays, &config)?;
        if self.stub {
            output
                .files
                .iter_mut()
                .for_each(|file| file.write_once = false);
        }
        Ok(output)
    }

    /// The files that are there, by their paths relative to the folder.
    pub(crate) fn existing(&self) -> Result<BTreeMap<String, String>, Error> {
        let mut existing = BTreeMap::new();
        if self.folder.is_dir() {
            collect(&self.folder, "", &mut existing)?;
        }
        let stub = self.folder.join("../stub.rs");
        if self.stub && stub.is_file() {
            existing.insert(
                "../stub.rs".to_owned(),
                fs::read_to_string(&stub).map_err(at(&stub))?,
            );
        }
        Ok(existing)
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else {
            files.insert(
                format!("{prefix}{name}"),
                fs::read_to_string(&path).map_err(at(&path))?,
            );
        }
    }
    Ok(())
}

/// Names the file that an error of the file system is about.
pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    |source| Error::File { path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_code_is_fresh() {
        for generated in all().unwrap() {
            let wanted = generated.wanted().unwrap();
            let stale = wanted.check(&generated.existing().unwrap());
            assert!(
                stale.is_empty(),
                "{} is stale, run `cargo xtask regenerate`: {stale:#?}",
                generated.folder.display()
            );
        }
    }

    #[test]
    fn generating_twice_gives_the_same() {
        for generated in all().unwrap() {
            assert_eq!(generated.wanted().unwrap(), generated.wanted().unwrap());
        }
    }
}
