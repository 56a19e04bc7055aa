//! `tally check`: a server against a document.

use std::path::Path;

use tally_conformance::plan;
use tally_conformance::run::{Settings, Target};
use tally_conformance::transport::{Limits, Roots};
use url::Url;

use super::{credentials, document, operations, run};
use crate::args::{CheckArgs, PointerValue};
use crate::exit_code::Exit;
use crate::failure::Failure;
use crate::render;

/// Runs the plan of a document against a server.
///
/// # Errors
///
/// When a flag or the document cannot be used, or a report cannot be written. What the server does
/// wrongly is the exit code.
pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let url = base_url(&args.url)?;
    let roots = roots(args.ca_cert.as_deref())?;
    let document = document::read(&args.document)?;
    operations::check_names(&document.contract, &args.operation)?;
    let secrets = credentials::gather(&document.contract, args)?;
    let known = pairs(&args.known);
    let options = plan::Options {
        known: known.clone(),
        foreign: pairs(&args.foreign),
        missing: pairs(&args.missing),
        rejected: secrets.rejected.keys().cloned().collect(),
        operations: args.operation.clone(),
    };
    let reports = run::open(&args.report)?;
    run::mention(&document, &args.document)?;
    run::run(run::Job {
        document,
        options,
        target: Target {
            url,
            secrets,
            known,
            roots,
        },
        settings: Settings {
            jobs: args.jobs.get(),
            limits: Limits {
                time: args.timeout,
                ..Limits::default()
            },
            wait: args.wait,
            interval: args.rate.unwrap_or_default(),
        },
        reports,
        quiet: args.quiet,
    })
}

/// The base URL of the server.
fn base_url(text: &str) -> Result<Url, Failure> {
    let refuse = |why: &str| {
        let message = format!("`{text}` {why}; write for example http://127.0.0.1:8080");
        Failure::flag("--url", message)
    };
    let url = Url::parse(text).map_err(|error| refuse(&format!("is not a URL ({error})")))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(refuse("is not an http or https URL"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refuse(
            "has a query or a fragment, which a base URL cannot have",
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Failure::flag(
            "--url",
            "the URL holds credentials; give them with --credential SCHEME=env:NAME",
        ));
    }
    Ok(url)
}

/// The certificates that are trusted beside those of the system.
fn roots(path: Option<&Path>) -> Result<Roots, Failure> {
    let Some(path) = path else {
        return Ok(Roots::default());
    };
    let text = std::fs::read(path).map_err(|source| Failure::Read {
        path: path.to_owned(),
        source,
    })?;
    Roots::from_pem(&text).map_err(|error| {
        let message = format!("{}: {}", path.display(), render::chain(&error));
        Failure::flag("--ca-cert", message)
    })
}

fn pairs(values: &[PointerValue]) -> Vec<(String, serde_json::Value)> {
    values
        .iter()
        .map(|it| (it.pointer.clone(), it.value.clone()))
        .collect()
}
