//! Emits Rust from a contract.
//!
//! The contract is *lowered* to data shaped like Rust, that is *emitted* as tokens, and those are
//! printed as files: types with one decoding route each, what operations take and answer, a server
//! trait with its router, the stub of an implementation, and a client. The output stands alone: fixed support
//! code is copied into it, and it depends on well-known crates only.
//!
//! This crate does no input or output, and knows no clock and no randomness.

mod config;
mod emit;
mod ir;
mod lower;
mod output;
#[cfg_attr(
    test,
    expect(
        dead_code,
        unreachable_pub,
        reason = "fixed code is compiled here, and used elsewhere"
    )
)]
mod support;
#[cfg(test)]
mod support_tests;
mod unsupported;

pub use config::{Config, Emit};
pub use output::{Dependency, Output, OutputFile, Stale, StaleFile};
pub use unsupported::{Feature, Instead, Unsupported};

use std::collections::BTreeSet;

use tally_spec::Contract;

/// What generated code may need.
const DEPENDENCIES: &[Dependency] = &[
    Dependency {
        name: "axum",
        requirement: r#"{ version = "0.8", default-features = false }"#,
        note: None,
    },
    Dependency {
        name: "http",
        requirement: r#""1""#,
        note: None,
    },
    Dependency {
        name: "jiff",
        requirement: r#"{ version = "1", default-features = false, features = ["std", "serde"] }"#,
        note: None,
    },
    Dependency {
        name: "proptest",
        requirement: r#"{ version = "1", default-features = false, features = ["std"], optional = true }"#,
        note: Some("and under [dev-dependencies], not optional"),
    },
    Dependency {
        name: "regex",
        requirement: r#""1""#,
        note: None,
    },
    Dependency {
        name: "regress",
        requirement: r#""0.12""#,
        note: None,
    },
    Dependency {
        name: "reqwest",
        requirement: r#"{ version = "0.13", default-features = false }"#,
        note: Some(r#"for https, add a feature such as "rustls""#),
    },
    Dependency {
        name: "serde",
        requirement: r#"{ version = "1", features = ["derive"] }"#,
        note: None,
    },
    Dependency {
        name: "serde_json",
        // Without the feature, the last bit of a number may be another one when it is read.
        requirement: r#"{ version = "1", features = ["float_roundtrip"] }"#,
        note: None,
    },
    Dependency {
        name: "uuid",
        requirement: r#"{ version = "1", default-features = false, features = ["std", "serde"] }"#,
        note: None,
    },
];

/// The output of a contract could not be printed: a defect of tally, not of the document.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct GenerateError(#[from] emit::NotRust);

/// Generates Rust from a contract.
///
/// # Errors
///
/// If what was emitted is not Rust, which is a defect of tally.
pub fn generate(contract: &Contract, config: &Config) -> Result<Output, GenerateError> {
    let (api, mut unsupported) = lower::lower(contract);
    if !config.emit.server {
        unsupported.retain(|one| one.instead != Instead::NotServed);
    }
    if !config.emit.strategies {
        unsupported.retain(|one| one.instead != Instead::NoValues);
    }
    let (files, paths) = emit::emit(&api, config)?;
    let dependencies = dependencies(&paths);
    Ok(Output {
        files,
        dependencies,
        unsupported,
    })
}

fn dependencies(paths: &BTreeSet<String>) -> Vec<Dependency> {
    let used = |dependency: &&Dependency| {
        paths
            .iter()
            .any(|path| path.split("::").next() == Some(dependency.name))
    };
    DEPENDENCIES.iter().filter(used).copied().collect()
}
