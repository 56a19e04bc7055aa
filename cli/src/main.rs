//! `tally`: makes code and servers agree with an OpenAPI document.

mod args;
mod command;
mod configuration;
mod exit_code;
mod failure;
mod render;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use args::{Args, Command};
use exit_code::Exit;

/// Planning and generating make millions of small values, most of them short-lived.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The stack of a command, in bytes. Schemas are followed by recursion, as deep as the document
/// goes; what is not used of it costs nothing.
const STACK: usize = 1 << 28;

fn main() -> ExitCode {
    let command = std::thread::Builder::new().stack_size(STACK).spawn(run);
    match command.map(std::thread::JoinHandle::join) {
        Ok(Ok(exit)) => exit,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        // No thread to be had: the stack there is may do.
        Err(_) => run(),
    }
}

fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Nothing can be done when the message itself cannot be printed.
            let _ = error.print();
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Clean.into(),
                _ => Exit::Usage.into(),
            };
        }
    };
    let done = match args.command {
        Command::Check(args) => command::check::run(&args),
        Command::Completions { shell } => command::completions::run(shell),
        Command::Demo(args) => command::demo::run(&args),
        Command::Explain(args) => command::explain::run(&args),
        Command::Generate(args) => command::generate::run(&args),
        Command::Lint(args) => command::lint::run(&args),
        Command::Plan(args) => command::plan::run(&args),
        Command::Replay(args) => command::replay::run(&args),
        Command::Report(args) => command::report::run(&args),
        Command::Schema(args) => command::schema::run(&args),
        Command::Serve(args) => command::serve::run(&args),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "error: {failure}");
            failure.exit().into()
        }
    }
}
