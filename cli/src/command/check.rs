//! `tally check`: a server against a document.

use tally_conformance::plan;
use tally_conformance::run::{Settings, Target};
use tally_conformance::transport::Limits;
use url::Url;

use super::{credentials, document, operations, run};
use crate::args::{CheckArgs, PointerValue};
use crate::exit_code::Exit;
use crate::failure::Failure;

/// Runs the plan of a document against a server.
///
/// # Errors
///
/// When a flag or the document cannot be used, or a report cannot be written. What the server does
/// wrongly is the exit code.
pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let url = base_url(&args.url)?;
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
        },
        settings: Settings {
            jobs: args.jobs.get(),
            limits: Limits {
                time: args.timeout,
                ..Limits::default()
            },
            wait: args.wait,
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

fn pairs(values: &[PointerValue]) -> Vec<(String, serde_json::Value)> {
    values
        .iter()
        .map(|it| (it.pointer.clone(), it.value.clone()))
        .collect()
}
