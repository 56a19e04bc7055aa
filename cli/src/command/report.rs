//! `tally report`: a recorded run through every report.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader};
use std::sync::Arc;

use tally_conformance::event::Event;
use tally_conformance::report::{ReplayError, Report, replay};
use tally_spec::Place;

use super::run::{Audience, exit};
use super::{acceptance, run};
use crate::args::RecordingArgs;
use crate::exit_code::Exit;
use crate::failure::Failure;
use crate::render;

/// Replays a recorded run; its exit code is that of the run, as what is accepted changes it.
///
/// # Errors
///
/// When the recording cannot be read, is none or ends before the run did; when a flag or the
/// accepted findings cannot be used; when a report cannot be written.
pub(crate) fn run(args: &RecordingArgs) -> Result<Exit, Failure> {
    let path = &args.recording;
    let unreadable = |source| Failure::Read {
        path: path.clone(),
        source,
    };
    let same = |target: &std::path::Path| {
        let (a, b) = (path.canonicalize(), target.canonicalize());
        matches!((a, b), (Ok(a), Ok(b)) if a == b)
    };
    if let Some(target) = args.report.iter().find(|it| same(&it.path)) {
        let message = format!("{} is the recording itself", target.path.display());
        return Err(Failure::flag("--report", message));
    }
    let events = BufReader::new(File::open(path).map_err(unreadable)?);
    let acceptance = acceptance::read(args.acceptance.accept.as_deref())?;
    let mut reports = run::open(&args.report)?;
    reports.extend(acceptance::template(&args.acceptance)?);
    let mut replayed = Replayed {
        audience: Audience::new(acceptance, reports, args.view, lines()),
        finished: false,
    };
    replay(events, &mut replayed).map_err(|error| match error {
        ReplayError::NoEvent { line, .. } => {
            let place = format!("{}:{line}", path.display());
            Failure::flag(
                &place,
                format!("{}; is it a recording?", render::chain(&error)),
            )
        }
        other => Failure::flag(&path.display().to_string(), render::chain(&other)),
    })?;
    if !replayed.finished {
        let message = "it ends before the run did, and tells no verdict";
        return Err(Failure::flag(&path.display().to_string(), message));
    }
    replayed.audience.finish().map(exit)
}

/// Passes events on, and notices the last one.
struct Replayed {
    audience: Audience,
    finished: bool,
}

impl Report for Replayed {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        self.finished |= matches!(event, Event::RunFinished(_));
        self.audience.event(event.clone(), |show| show());
        Ok(())
    }
}

/// Lines of the document, from the files as they are now.
fn lines() -> impl Fn(&Place) -> Option<String> + 'static {
    let files: RefCell<HashMap<Arc<str>, Option<String>>> = RefCell::default();
    move |place| {
        let mut files = files.borrow_mut();
        let read = || std::fs::read_to_string(&*place.file).ok();
        let text = files.entry(place.file.clone()).or_insert_with(read);
        let line = usize::try_from(place.line).ok()?.checked_sub(1)?;
        text.as_ref()?.lines().nth(line).map(str::to_owned)
    }
}
