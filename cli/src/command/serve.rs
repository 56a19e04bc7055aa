//! `tally serve`: the reference server of the first contract, faithful or with faults.

use std::io::{self, Write as _};

use tally_conformance::secret::Secrets;
use tally_reference::configuration::ConfigurationError;
use tally_reference::{Configuration, Database, Fault, Options, Server, Variant, faults, variants};

use crate::args::ServeArgs;
use crate::exit_code::Exit;
use crate::failure::Failure;
use crate::render;

/// Serves until it is interrupted.
///
/// # Errors
///
/// When a flag or the configuration cannot be used, or the server does not start.
pub(crate) fn run(args: &ServeArgs) -> Result<Exit, Failure> {
    if args.list_faults || args.list_variants {
        return list(args);
    }
    if !args.listen.ip().is_loopback() {
        return Err(Failure::flag(
            "--listen",
            format!(
                "{} is not a loopback address; the server is for tests on this machine",
                args.listen
            ),
        ));
    }
    let defaults = Options::default();
    let configuration = match &args.config {
        None => defaults.configuration,
        Some(path) => Configuration::read(path).map_err(|error| match error {
            ConfigurationError::Unreadable { path, source } => Failure::Read { path, source },
            other => Failure::flag(
                "--config",
                format!("{}: {}", path.display(), render::chain(&other)),
            ),
        })?,
    };
    let options = Options {
        configuration,
        database: match &args.store {
            None => Database::default(),
            Some(path) => Database::File(path.clone()),
        },
        address: args.listen,
        faults: find_faults(&args.fault)?,
        variants: find_variants(&args.variant)?,
        ..Options::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Failure::Start)?;
    runtime.block_on(async {
        let running = Server::start(options)
            .await
            .map_err(|error| Failure::Serve(render::chain(&error)))?;
        render::printed(announce(&running.url(), args))?;
        tokio::select! {
            () = running.wait() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        Ok(Exit::Clean)
    })
}

fn announce(url: &str, args: &ServeArgs) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "serving {url}/api/tasks")?;
    for name in args.fault.iter().chain(&args.variant) {
        writeln!(out, "  with {name}")?;
    }
    writeln!(out, "Ctrl-C stops it")?;
    if args.config.is_none() {
        write_check(&mut out, url)?;
    }
    out.flush()
}

/// The command that checks a server with the built-in configuration, whose credentials are public.
fn write_check(out: &mut impl io::Write, url: &str) -> io::Result<()> {
    let demo = tally_reference::demo();
    let continued = " \\\n ";
    write!(out, "\nIn another terminal:\n\n ")?;
    for (scheme, secret) in &demo.credentials {
        write!(out, " {}={}", Secrets::variable(scheme), secret.reveal())?;
    }
    write!(out, "{continued} tally check spec/releases.json")?;
    write!(out, " --overlay spec/releases.overlay.yaml --url {url}")?;
    for id in &demo.known_ids {
        write!(out, "{continued} --known /body/id={id}")?;
    }
    for (flag, member, id) in [
        ("--foreign", "account_id", demo.foreign_account_id),
        ("--foreign", "id", demo.foreign_task_id),
        ("--missing", "id", demo.missing_id),
    ] {
        write!(out, "{continued} {flag} /body/{member}={id}")?;
    }
    writeln!(out)
}

/// Lists faults or variants with what they do.
fn list(args: &ServeArgs) -> Result<Exit, Failure> {
    let mut rows = Vec::new();
    if args.list_faults {
        rows.extend(
            faults::ALL
                .iter()
                .map(|fault| (fault.name, fault.description)),
        );
    }
    if args.list_variants {
        rows.extend(
            variants::ALL
                .iter()
                .map(|variant| (variant.name, variant.description)),
        );
    }
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut out = io::stdout().lock();
    render::printed(
        rows.into_iter()
            .try_for_each(|(name, description)| writeln!(out, "{name:width$}  {description}")),
    )?;
    Ok(Exit::Clean)
}

/// The faults with these names.
///
/// # Errors
///
/// When a name is none of a fault.
pub(crate) fn find_faults(names: &[String]) -> Result<Vec<&'static Fault>, Failure> {
    names
        .iter()
        .map(|name| {
            faults::find(name).ok_or_else(|| {
                Failure::flag(
                    "--fault",
                    format!("there is no fault `{name}`; `tally serve --list-faults` lists them"),
                )
            })
        })
        .collect()
}

/// The lawful variants with these names.
///
/// # Errors
///
/// When a name is none of a variant.
pub(crate) fn find_variants(names: &[String]) -> Result<Vec<&'static Variant>, Failure> {
    names
        .iter()
        .map(|name| {
            variants::find(name).ok_or_else(|| {
                Failure::flag(
                    "--variant",
                    format!(
                        "there is no variant `{name}`; `tally serve --list-variants` lists them"
                    ),
                )
            })
        })
        .collect()
}
