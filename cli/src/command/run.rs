//! A conformance run with its reports: what `check` and `demo` share.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::PathBuf;

use tally_conformance::acceptance::Acceptance;
use tally_conformance::event::Event;
use tally_conformance::plan;
use tally_conformance::report::{Json, Jsonl, Junit, Replays, Report, Style, Terminal};
use tally_conformance::run::{Run, Settings, Target};
use tally_conformance::summary::{Conclusion, Summary};
use tally_spec::Place;

use super::document::{self, Document, Paths};
use crate::args::{ReportFormat, ReportTarget, ViewArgs};
use crate::exit_code::Exit;
use crate::failure::Failure;
use crate::render::{self, Progress, Stream};

/// A run that is ready to start.
pub(crate) struct Job {
    /// What the server is judged by.
    pub(crate) document: Document,
    /// What the plan is made for.
    pub(crate) options: plan::Options,
    /// The server.
    pub(crate) target: Target,
    /// How to run.
    pub(crate) settings: Settings,
    /// The findings that are accepted.
    pub(crate) acceptance: Option<Acceptance>,
    /// Reports beside the one on standard output.
    pub(crate) reports: Vec<OpenReport>,
    /// What is printed.
    pub(crate) view: ViewArgs,
}

/// A report that is being written.
pub(crate) struct OpenReport {
    pub(crate) path: PathBuf,
    pub(crate) report: Box<dyn Report>,
}

/// Everybody who listens to the events of a run.
pub(crate) struct Audience {
    acceptance: Option<Acceptance>,
    terminal: Terminal<io::Stdout>,
    reports: Vec<OpenReport>,
    summary: Summary,
    failed: Option<Failure>,
}

impl Audience {
    /// `lines` gives the lines of the document.
    pub(crate) fn new(
        acceptance: Option<Acceptance>,
        reports: Vec<OpenReport>,
        view: ViewArgs,
        lines: impl Fn(&Place) -> Option<String> + 'static,
    ) -> Self {
        let style = Style {
            color: render::color(Stream::Out),
        };
        Self {
            acceptance,
            terminal: Terminal::new(io::stdout(), style, lines)
                .brief(view.quiet)
                .max_findings(view.max_findings),
            reports,
            summary: Summary::default(),
            failed: None,
        }
    }

    /// Takes the next event in; `show` is where standard output is written.
    pub(crate) fn event(
        &mut self,
        event: Event,
        mut show: impl FnMut(&mut dyn FnMut() -> io::Result<()>) -> io::Result<()>,
    ) {
        let Self {
            acceptance,
            terminal,
            reports,
            summary,
            failed,
        } = self;
        let mut tell = |event: Event| {
            summary.consume(&event);
            for open in &mut *reports {
                if let Err(source) = open.report.event(&event) {
                    let path = open.path.clone();
                    failed.get_or_insert(Failure::Write { path, source });
                }
            }
            let shown = show(&mut || terminal.event(&event));
            if let Err(failure) = render::printed(shown) {
                failed.get_or_insert(failure);
            }
        };
        match acceptance {
            Some(acceptance) => acceptance.pass(event, tell),
            None => tell(event),
        }
    }

    /// What the events add up to.
    ///
    /// # Errors
    ///
    /// When a report could not be written.
    pub(crate) fn finish(self) -> Result<Summary, Failure> {
        match self.failed {
            Some(failure) => Err(failure),
            None => Ok(self.summary),
        }
    }
}

/// Opens the files of reports, before anything is sent.
///
/// # Errors
///
/// When a file cannot be written, or two reports have the same.
pub(crate) fn open(targets: &[ReportTarget]) -> Result<Vec<OpenReport>, Failure> {
    for (index, target) in targets.iter().enumerate() {
        if targets[..index].iter().any(|it| it.path == target.path) {
            let message = format!("two reports are written to {}", target.path.display());
            return Err(Failure::flag("--report", message));
        }
    }
    targets
        .iter()
        .map(|target| {
            let path = target.path.clone();
            let file = File::create(&path).map_err(|source| Failure::Write {
                path: path.clone(),
                source,
            })?;
            let file = BufWriter::new(file);
            let report: Box<dyn Report> = match target.format {
                ReportFormat::Jsonl => Box::new(Jsonl::new(file)),
                ReportFormat::Json => Box::new(Json::new(file)),
                ReportFormat::Junit => Box::new(Junit::new(file)),
                ReportFormat::Replay => Box::new(Replays::new(file)),
            };
            Ok(OpenReport { path, report })
        })
        .collect()
}

/// Says on standard error that the document has diagnostics.
///
/// # Errors
///
/// When standard error cannot be written.
pub(crate) fn mention(document: &Document, paths: &Paths) -> Result<(), Failure> {
    render::printed(document::mention(&mut io::stderr().lock(), document, paths))
}

/// Runs a job on a runtime of its own.
///
/// # Errors
///
/// When the runtime or the HTTP client cannot be set up, or a report cannot be written.
pub(crate) fn run(job: Job) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::Start)?;
    runtime.block_on(execute(job)).map(exit)
}

/// Runs a job on the runtime of the caller.
///
/// # Errors
///
/// When the HTTP client cannot be set up, or a report cannot be written: then the run goes on, and
/// the failure is reported at its end.
pub(crate) async fn execute(job: Job) -> Result<Summary, Failure> {
    let Job {
        document: Document {
            sources, contract, ..
        },
        options,
        target,
        settings,
        acceptance,
        reports,
        view,
    } = job;
    let plan = plan::plan(&contract, &options);
    let lines = move |place: &Place| sources.line(&place.file, place.line).map(str::to_owned);
    let mut audience = Audience::new(acceptance, reports, view, lines);
    let mut progress = Progress::new(view.quiet);
    let run = Run::new(contract, plan, target, settings);
    run.start(interrupted(), |event| {
        progress.event(&event);
        audience.event(event, |show| progress.suspend(show));
    })
    .await
    .map_err(|error| Failure::Client(render::chain(&error)))?;
    audience.finish()
}

/// Ready when the user presses Ctrl-C. It is listened for from the call on, not only from the first
/// poll: an interrupt that comes early ends the run, not the process.
fn interrupted() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let signal = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt());
    #[cfg(windows)]
    let signal = tokio::signal::windows::ctrl_c();
    async move {
        match signal {
            Ok(mut signal) => {
                signal.recv().await;
            }
            // No signal can be listened to: then none arrives.
            Err(_) => std::future::pending().await,
        }
    }
}

/// The exit code of a run.
pub(crate) fn exit(summary: Summary) -> Exit {
    match summary.conclusion() {
        Conclusion::Violated => Exit::Violated,
        Conclusion::Unreachable | Conclusion::Stopped => Exit::Unreachable,
        Conclusion::NeverAccepted | Conclusion::RateLimited => Exit::NeverAccepted,
        Conclusion::Clean => Exit::Clean,
    }
}
