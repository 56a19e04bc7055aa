//! `tally check`: a server against a document.

use std::io;

use tally_conformance::plan;
use tally_conformance::run::Target;

use super::acceptance;
use super::{credentials, document, operations, project, run};
use crate::args::CheckArgs;
use crate::exit_code::Exit;
use crate::failure::Failure;
use crate::render;

/// Runs the plan of a document against a server.
///
/// # Errors
///
/// When a flag, the configuration, the accepted findings or the document cannot be used, or a
/// report cannot be written. What the server does wrongly is the exit code.
pub(crate) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let configuration = project::configuration(&args.document, args.quiet)?;
    let project = project::project(args, &configuration)?;
    let acceptance = acceptance::read(project.accept.as_deref())?;
    let document = document::read(&project.document)?;
    operations::check_some(&document.contract, &project.document.document)?;
    operations::check_given(&document.contract, &project.operations)?;
    let secrets = credentials::gather(&document.contract, &args.server, &configuration)?;
    let options = plan::Options {
        known: project.known.clone(),
        foreign: project.foreign,
        missing: project.missing,
        rejected: secrets.rejected.keys().cloned().collect(),
        operations: project.operations.into_iter().map(|it| it.value).collect(),
    };
    let mut reports = run::open(&project.reports)?;
    reports.extend(acceptance::template(&args.acceptance)?);
    run::mention(&document, &project.document)?;
    let err = &mut io::stderr().lock();
    render::printed(credentials::mention(
        err,
        &document.contract,
        &options,
        &secrets,
    ))?;
    render::printed(document::mention_base(
        err,
        &document.contract,
        &project.url,
    ))?;
    run::run(run::Job {
        document,
        options,
        target: Target {
            url: project.url,
            secrets,
            known: project.known,
            roots: project.roots,
        },
        settings: project.settings,
        acceptance,
        reports,
        quiet: args.quiet,
    })
}
