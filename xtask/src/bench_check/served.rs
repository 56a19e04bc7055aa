//! A reference server in a process of its own.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, Command, ExitCode, Stdio};

use tally_reference::{Options, Server};

use super::tasks::TASKS;
use crate::stand;

/// A server that stops when this is dropped, or when this process ends.
pub(super) struct Served {
    child: Child,
    pub(super) url: String,
}

impl Served {
    pub(super) fn start() -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut child = Command::new(program)
            .args(["bench", "serve"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let mut url = String::new();
        if let Some(out) = child.stdout.take() {
            let _read = BufReader::new(out).read_line(&mut url);
        }
        match url.trim() {
            "" => Err("the server did not start".to_owned()),
            url => Ok(Self {
                url: url.to_owned(),
                child,
            }),
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Its standard input ends, which ends it.
        drop(self.child.stdin.take());
        let _status = self.child.wait();
    }
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
