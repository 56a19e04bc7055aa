//! What a run is about: the flags, and under them the configuration.
//!
//! A flag that stands for one value wins over its key. `--overlay`, `--include` and `--exclude` replace the
//! whole list, DOCUMENT replaces document and overlays. `--credential`, `--reject`, `--header`,
//! `--known`, `--foreign`, `--missing` and `--report` replace what the file says of the same
//! scheme, header, pointer or format, and leave the rest.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tally_conformance::fuzz::Fuzzing;
use tally_conformance::run::Settings;
use tally_conformance::transport::{Limits, Roots};
use tally_generator::Emit;
use url::Url;

use super::document::Paths;
use super::operations::{self, GivenSelection};
use crate::args::{
    CheckArgs, DocumentArgs, EmitPart, FuzzingArgs, GenerateArgs, PointerValue, ReportTarget,
    ServerArgs,
};
use crate::configuration::{self, Configuration, Given};
use crate::failure::Failure;
use crate::render;

/// What a run is about.
pub(crate) struct Project {
    /// The document and its overlays.
    pub(crate) document: Paths,
    /// The server.
    pub(crate) url: Url,
    /// Whose certificates are trusted.
    pub(crate) roots: Roots,
    /// The operations that are checked, with where they are named.
    pub(crate) operations: GivenSelection,
    /// Values that the server knows.
    pub(crate) known: Vec<Given<PointerValue>>,
    /// Values of somebody else.
    pub(crate) foreign: Vec<Given<PointerValue>>,
    /// Values that name nothing.
    pub(crate) missing: Vec<Given<PointerValue>>,
    /// How to run.
    pub(crate) settings: Settings,
    /// Reports to write.
    pub(crate) reports: Vec<ReportTarget>,
    /// The file of accepted findings.
    pub(crate) accept: Option<PathBuf>,
}

/// Finds the configuration: the one that is named, else the one of the current directory.
///
/// # Errors
///
/// When it cannot be read or used.
pub(crate) fn configuration(args: &DocumentArgs, quiet: bool) -> Result<Configuration, Failure> {
    if let Some(path) = &args.config {
        return configuration::load(path);
    }
    let path = Path::new(configuration::FILE);
    if args.no_config || !path.exists() {
        return Ok(Configuration::default());
    }
    if !quiet {
        let note = writeln!(io::stderr(), "note: configuration from {}", path.display());
        render::printed(note)?;
    }
    configuration::load(path)
}

/// The files of the document of a command that needs nothing else.
///
/// # Errors
///
/// When neither the command line nor the configuration names a document, or that cannot be used.
pub(crate) fn paths(args: &DocumentArgs) -> Result<Paths, Failure> {
    let under = configuration_of(args)?;
    document(args, &under)
}

/// The files of the document of `generate`, and what is emitted.
///
/// # Errors
///
/// Those of [`paths`].
pub(crate) fn generated(args: &GenerateArgs) -> Result<(Paths, Emit), Failure> {
    let under = configuration_of(&args.document)?;
    let parts = if args.emit.is_empty() {
        &under.emit
    } else {
        &args.emit
    };
    Ok((document(&args.document, &under)?, EmitPart::together(parts)))
}

/// A document on the command line needs no configuration.
fn configuration_of(args: &DocumentArgs) -> Result<Configuration, Failure> {
    match (&args.document, &args.config) {
        (Some(_), None) => Ok(Configuration::default()),
        _ => configuration(args, false),
    }
}

/// Puts the flags over the configuration.
///
/// # Errors
///
/// When neither names a document or a server, or a value cannot be used.
pub(crate) fn project(args: &CheckArgs, under: &Configuration) -> Result<Project, Failure> {
    Ok(Project {
        document: document(&args.document, under)?,
        url: url(&args.server, under)?,
        roots: roots(&args.server, under)?,
        operations: operations(args, under),
        known: values("--known", &args.known, &under.known),
        foreign: values("--foreign", &args.foreign, &under.foreign),
        missing: values("--missing", &args.missing, &under.missing),
        settings: settings(args, under),
        reports: reports(args, under),
        accept: args.acceptance.accept.clone().or(under.accept.clone()),
    })
}

fn settings(args: &CheckArgs, under: &Configuration) -> Settings {
    let settings = talking(&args.server, under);
    Settings {
        jobs: args.jobs.or(under.jobs).map_or(settings.jobs, Into::into),
        fuzzing: fuzzing(&args.fuzzing, under),
        run_id: args.run_id,
        budget: args.budget,
        ..settings
    }
}

/// How the server is talked to.
pub(crate) fn talking(args: &ServerArgs, under: &Configuration) -> Settings {
    let defaults = Settings::default();
    Settings {
        limits: Limits {
            time: args
                .timeout
                .or(under.timeout)
                .unwrap_or(defaults.limits.time),
            ..defaults.limits
        },
        wait: args.wait.or(under.wait).unwrap_or(defaults.wait),
        interval: args.rate.or(under.interval).unwrap_or(defaults.interval),
        ..defaults
    }
}

/// How deep to go after the plan.
pub(crate) fn fuzzing(args: &FuzzingArgs, under: &Configuration) -> Fuzzing {
    let defaults = Fuzzing::default();
    Fuzzing {
        requests: args.fuzz.or(under.fuzz).unwrap_or(defaults.requests),
        seed: args.seed.or(under.seed).unwrap_or(defaults.seed),
    }
}

pub(crate) fn document(args: &DocumentArgs, under: &Configuration) -> Result<Paths, Failure> {
    let (document, overlays) = match (&args.document, &under.document) {
        (Some(document), _) => (document, &args.overlay),
        (None, Some(document)) if args.overlay.is_empty() => (document, &under.overlays),
        (None, Some(document)) => (document, &args.overlay),
        (None, None) => {
            return Err(Failure::flag(
                "DOCUMENT",
                "no document is given; name it, or write `document` in tally.toml",
            ));
        }
    };
    Ok(Paths {
        document: document.clone(),
        overlays: overlays.clone(),
    })
}

pub(crate) fn url(args: &ServerArgs, under: &Configuration) -> Result<Url, Failure> {
    match (&args.url, &under.url) {
        (Some(text), _) => base_url("--url", text),
        (None, Some(given)) => base_url(&given.origin, &given.value),
        (None, None) => Err(Failure::flag(
            "--url",
            "no server is given; write for example --url http://127.0.0.1:8080, or `url` in \
             tally.toml",
        )),
    }
}

/// The base URL of the server.
fn base_url(origin: &str, text: &str) -> Result<Url, Failure> {
    let holds_credentials = || {
        Failure::flag(
            origin,
            "the URL holds credentials; give them with --credential SCHEME=env:NAME",
        )
    };
    let refuse = |why: &str| {
        let message = format!("`{text}` {why}; write for example http://127.0.0.1:8080");
        Failure::flag(origin, message)
    };
    let url = match Url::parse(text) {
        Ok(url) => url,
        // What cannot be parsed is not repeated when it may hold a credential.
        Err(_) if text.contains('@') => return Err(holds_credentials()),
        Err(error) => return Err(refuse(&format!("is not a URL ({error})"))),
    };
    let is_opaque = !url.has_host() && text.contains('@');
    if !url.username().is_empty() || url.password().is_some() || is_opaque {
        return Err(holds_credentials());
    }
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(refuse("is not an http or https URL"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refuse(
            "has a query or a fragment, which a base URL cannot have",
        ));
    }
    Ok(url)
}

/// The certificates that are trusted beside those of the system.
pub(crate) fn roots(args: &ServerArgs, under: &Configuration) -> Result<Roots, Failure> {
    let (origin, path) = match (&args.ca_cert, &under.ca_cert) {
        (Some(path), _) => ("--ca-cert", path),
        (None, Some(given)) => (given.origin.as_str(), &given.value),
        (None, None) => return Ok(Roots::default()),
    };
    let text = std::fs::read(path).map_err(|source| Failure::Read {
        path: path.clone(),
        source,
    })?;
    Roots::from_pem(&text).map_err(|error| {
        let message = format!("{}: {}", path.display(), render::chain(&error));
        Failure::flag(origin, message)
    })
}

fn operations(args: &CheckArgs, under: &Configuration) -> GivenSelection {
    let flags = operations::flags(&args.selection);
    let or = |flags: Vec<Given<String>>, under: &[Given<String>]| match flags.is_empty() {
        true => under.to_vec(),
        false => flags,
    };
    GivenSelection {
        include: or(flags.include, &under.operations),
        exclude: or(flags.exclude, &under.exclude),
        read_only: flags.read_only || under.read_only.unwrap_or_default(),
    }
}

fn values(
    flag: &str,
    flags: &[PointerValue],
    under: &[Given<PointerValue>],
) -> Vec<Given<PointerValue>> {
    let under = under.iter();
    let under = under.filter(|it| flags.iter().all(|flag| flag.at != it.value.at));
    let flags = flags.iter().map(|value| Given {
        value: value.clone(),
        origin: flag.to_owned(),
    });
    flags.chain(under.cloned()).collect()
}

fn reports(args: &CheckArgs, under: &Configuration) -> Vec<ReportTarget> {
    let flags = &args.report;
    let under = under.reports.iter();
    let under = under.filter(|it| flags.iter().all(|flag| flag.format != it.format));
    flags.iter().chain(under).cloned().collect()
}
