//! A reference server in a process of its own.

use std::io::{Read as _, Write as _};
use std::process::{Command, ExitCode};

use tally_reference::{Options, Served, Server};

use super::tasks::TASKS;
use crate::stand;

/// Starts one.
pub(super) fn start() -> Result<Served, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    Served::start(command.args(["bench", "serve"])).map_err(|error| error.to_string())
}

/// Serves on a free port of loopback until standard input ends.
pub(crate) fn run() -> ExitCode {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    else {
        return ExitCode::FAILURE;
    };
    let options = Options {
        configuration: stand::with_tasks(TASKS).0,
        ..Options::default()
    };
    let Ok(running) = runtime.block_on(Server::start(options)) else {
        return ExitCode::FAILURE;
    };
    let mut out = std::io::stdout();
    if writeln!(out, "{}", running.url())
        .and_then(|()| out.flush())
        .is_err()
    {
        return ExitCode::FAILURE;
    }
    let (ended, end) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let mut rest = Vec::new();
        let _read = std::io::stdin().read_to_end(&mut rest);
        let _sent = ended.send(());
    });
    let _ended = runtime.block_on(end);
    ExitCode::SUCCESS
}
