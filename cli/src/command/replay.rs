//! `tally replay`: recorded findings, sent again.

use std::fs;
use std::io::{self, Write as _};
use std::sync::Arc;

use tally_conformance::plan;
use tally_conformance::recorded_findings::{Recorded, ReplayOutcome, read};
use tally_conformance::run::{Replayed, Run, Target};

use super::{credentials, document, project};
use crate::args::ReplayArgs;
use crate::exit_code::Exit;
use crate::failure::Failure;
use crate::render::{self, counted};

/// Sends the findings of a file again, and says what became of each.
///
/// # Errors
///
/// When a flag, the configuration, the file or the document cannot be used.
pub(crate) fn run(args: &ReplayArgs) -> Result<Exit, Failure> {
    let configuration = project::configuration(&args.document, false)?;
    let path = &args.recording;
    let text = fs::read_to_string(path).map_err(|source| Failure::Read {
        path: path.clone(),
        source,
    })?;
    let recorded: Arc<[Recorded]> = read(&text)
        .map_err(|error| Failure::flag(&path.display().to_string(), render::chain(&error)))?
        .into();
    let url = project::url(&args.server, &configuration)?;
    let roots = project::roots(&args.server, &configuration)?;
    let document = document::read(&project::document(&args.document, &configuration)?)?;
    let secrets = credentials::gather(&document.contract, &args.server, &configuration)?;
    let mut operations: Vec<String> = Vec::new();
    for finding in &*recorded {
        let name = finding.clause.operation.to_string();
        if !operations.contains(&name) {
            operations.push(name);
        }
    }
    let replayed = match recorded.is_empty() {
        true => Replayed::default(),
        false => {
            let options = plan::Options {
                operations: plan::Selection {
                    include: operations,
                    ..plan::Selection::default()
                },
                ..plan::Options::default()
            };
            let plan = plan::plan(&document.contract, &options);
            let target = Target {
                url,
                secrets,
                known: Vec::new(),
                roots,
            };
            let settings = project::talking(&args.server, &configuration);
            let run = Run::new(document.contract, plan, target, settings);
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(Failure::Start)?;
            runtime
                .block_on(run.replay(Arc::clone(&recorded)))
                .map_err(|error| Failure::Client(render::chain(&error)))?
        }
    };
    render::printed(show(&recorded, &replayed))?;
    let fixed = |outcome: &ReplayOutcome| *outcome == ReplayOutcome::Fixed;
    Ok(
        match (replayed.outcomes.iter().all(fixed), &replayed.aborted) {
            (false, _) => Exit::Violated,
            (true, Some(_)) => Exit::Unreachable,
            (true, None) => Exit::Clean,
        },
    )
}

fn show(recorded: &[Recorded], replayed: &Replayed) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for (finding, outcome) in recorded.iter().zip(&replayed.outcomes) {
        let (word, more) = match outcome {
            ReplayOutcome::Fixed => ("fixed", String::new()),
            ReplayOutcome::StillBroken => ("still broken", String::new()),
            ReplayOutcome::Changed { observed } => ("changed", format!(": now {observed}")),
            ReplayOutcome::NotReplayed { why } => ("not replayed", format!(": {why}")),
        };
        writeln!(
            out,
            "{word:<12}  {}  {} {} ({} → {}){more}",
            finding.fingerprint,
            finding.rule.in_words(),
            finding.clause.id,
            finding.expected,
            finding.observed
        )?;
    }
    let count = |wanted: fn(&ReplayOutcome) -> bool| {
        let all = replayed.outcomes.iter();
        all.filter(|outcome| wanted(outcome)).count()
    };
    writeln!(
        out,
        "\n{}: {} fixed, {} still broken, {} changed, {} not replayed",
        counted(recorded.len(), "finding"),
        count(|it| *it == ReplayOutcome::Fixed),
        count(|it| *it == ReplayOutcome::StillBroken),
        count(|it| matches!(it, ReplayOutcome::Changed { .. })),
        recorded.len() - replayed.outcomes.len()
            + count(|it| matches!(it, ReplayOutcome::NotReplayed { .. })),
    )?;
    if let Some(why) = &replayed.aborted {
        writeln!(out, "the server could not be reached: {why}")?;
    }
    out.flush()
}
