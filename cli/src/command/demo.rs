//! `tally demo`: the whole story on loopback.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde_json::json;
use tally_conformance::plan::{self, NamedValue};
use tally_conformance::run::{Settings, Target};
use tally_conformance::secret::{Secret, Secrets};
use tally_conformance::transport::Roots;
use tally_generator::{Config, Emit};
use tally_reference::{Demo, Options, Server, bindings};
use url::Url;

use super::document::{self, Document};
use super::{generate, project, run, serve};
use crate::args::{DemoArgs, ViewArgs};
use crate::configuration::Configuration;
use crate::exit_code::Exit;
use crate::failure::Failure;
use crate::render;

/// The document of the demonstration, and the overlay that makes its prose checkable.
const FILES: [(&str, &str); 2] = [
    (
        "spec/releases.json",
        include_str!("../../../spec/releases.json"),
    ),
    (
        "spec/releases.overlay.yaml",
        include_str!("../../../spec/releases.overlay.yaml"),
    ),
];

/// Reads the document, compares the bindings, starts the server that stands on them, and judges it.
///
/// # Errors
///
/// When a flag cannot be used or the server does not start.
pub(crate) fn run(args: &DemoArgs) -> Result<Exit, Failure> {
    let options = Options {
        faults: serve::find_faults(&args.fault)?,
        variants: serve::find_variants(&args.variant)?,
        ..Options::default()
    };
    let document = read()?;
    let fresh = bindings_are_fresh(&document)?;
    // The server gets a thread of its own: neither side waits for the other.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(Failure::Start)?;
    let running = runtime
        .block_on(Server::start(options))
        .map_err(|error| Failure::Serve(render::chain(&error)))?;
    if !args.quiet {
        render::printed(announce(&document, fresh, &running.url(), args))?;
    }
    let demo = tally_reference::demo();
    let known = known(&demo);
    let url = running.url();
    let url = Url::parse(&url).map_err(|error| Failure::Serve(format!("{url}: {error}")))?;
    run::run(run::Job {
        document,
        options: plan::Options {
            known: known.clone(),
            foreign: vec![
                (
                    "/body/account_id".to_owned(),
                    json!(demo.foreign_account_id),
                )
                    .into(),
                ("/body/id".to_owned(), json!(demo.foreign_task_id)).into(),
            ],
            missing: vec![("/body/id".to_owned(), json!(demo.missing_id)).into()],
            ..plan::Options::default()
        },
        target: Target {
            url,
            secrets: secrets(&demo),
            known,
            roots: Roots::default(),
        },
        settings: Settings {
            fuzzing: project::fuzzing(&args.fuzzing, &Configuration::default()),
            ..Settings::default()
        },
        acceptance: None,
        reports: Vec::new(),
        view: ViewArgs {
            quiet: args.quiet,
            ..ViewArgs::default()
        },
    })
}

/// The document with its overlay, as they were when this program was built.
fn read() -> Result<Document, Failure> {
    let [(document, _), (overlay, _)] = FILES;
    let text = |path: &Path| {
        let file = FILES.iter().find(|(name, _)| path.ends_with(name));
        let text = file.ok_or(io::ErrorKind::NotFound)?.1;
        Ok(text.as_bytes().to_vec())
    };
    let (path, overlays) = (PathBuf::from(document), [PathBuf::from(overlay)]);
    let loaded = tally_spec::load_with(&path, &overlays, &text);
    let loaded = loaded.map_err(|error| Failure::Read {
        path: error.path,
        source: error.source,
    })?;
    document::usable(loaded, &path)
}

/// Whether the bindings that the server stands on are those that the document gives today.
fn bindings_are_fresh(document: &Document) -> Result<bool, Failure> {
    let emit = Emit {
        server: true,
        client: false,
        strategies: false,
    };
    let config = Config {
        emit,
        ..Config::default()
    };
    let output = generate::output(document, &config)?;
    Ok(output
        .files
        .iter()
        .filter(|file| !file.write_once)
        .all(|file| {
            bindings::FILES
                .iter()
                .any(|(path, text)| *path == file.path && *text == file.contents)
        }))
}

fn announce(document: &Document, fresh: bool, url: &str, args: &DemoArgs) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "read      {} with {}: {} operation, {} diagnostics (`tally lint` shows them)",
        FILES[0].0,
        FILES[1].0,
        document.contract.operations.len(),
        document.diagnostics.len() + document.contract.lint().len()
    )?;
    let bindings = match fresh {
        true => "what the document gives today",
        false => "STALE: run `cargo xtask regenerate`",
    };
    writeln!(out, "bindings  {} files, {bindings}", bindings::FILES.len())?;
    write!(out, "server    {url}, built on them")?;
    for name in args.fault.iter().chain(&args.variant) {
        write!(out, ", with {name}")?;
    }
    writeln!(out, "\n")
}

/// The values that the demonstration's server knows.
fn known(demo: &Demo) -> Vec<NamedValue> {
    let ids = demo.known_ids.iter().map(|id| ("/body/id", id));
    let accounts = [
        ("/body/account_id", &demo.account_id),
        ("/body/artist_account_id", &demo.artist_account_id),
    ];
    ids.chain(accounts)
        .map(|(pointer, id)| (pointer.to_owned(), json!(id)).into())
        .collect()
}

fn secrets(demo: &Demo) -> Secrets {
    let given = demo
        .credentials
        .iter()
        .map(|(scheme, secret)| ((*scheme).to_owned(), Secret::new(secret.reveal())));
    Secrets {
        given: given.collect(),
        ..Secrets::default()
    }
}
