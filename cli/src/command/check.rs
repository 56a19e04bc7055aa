//! `tally check`: a server against a document.

use std::io;

use tally_conformance::plan;
use tally_conformance::run::Target;

use super::acceptance;
use super::{credentials, document, operations, project, run, values};
use crate::args::{CheckArgs, PointerValue};
use crate::configuration::Given;
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
    let configuration = project::configuration(&args.document, args.view.quiet)?;
    let project = project::project(args, &configuration)?;
    let acceptance = acceptance::read(project.accept.as_deref())?;
    let document = document::read(&project.document)?;
    operations::check_some(&document.contract, &project.document.document)?;
    operations::check_given(&document.contract, &project.operations)?;
    let secrets = credentials::gather(&document.contract, &args.server, &configuration)?;
    let named = |values: &[Given<PointerValue>]| -> Vec<_> {
        values.iter().map(|it| it.value.named()).collect()
    };
    let options = plan::Options {
        known: named(&project.known),
        foreign: named(&project.foreign),
        missing: named(&project.missing),
        rejected: secrets.rejected.keys().cloned().collect(),
        operations: project.operations.plain(),
    };
    let given = project.known.iter().chain(&project.foreign);
    values::check(&document.contract, &options, given.chain(&project.missing))?;
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
        target: Target {
            url: project.url,
            secrets,
            known: options.known.clone(),
            roots: project.roots,
        },
        options,
        settings: project.settings,
        acceptance,
        reports,
        view: args.view,
    })
}
