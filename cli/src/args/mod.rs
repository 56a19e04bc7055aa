//! The command line: what it accepts, parsed into plain data.

mod check;
mod credential;
mod document;
mod generate;
mod header;
mod pointer_value;
mod recording;
mod report;
mod simple;
mod unread;

pub(crate) use check::{
    AcceptanceArgs, CheckArgs, FuzzingArgs, SelectionArgs, ServerArgs, ViewArgs,
};
pub(crate) use credential::SchemeValue;
pub(crate) use document::DocumentArgs;
pub(crate) use generate::{EmitPart, GenerateArgs};
pub(crate) use header::HeaderLine;
pub(crate) use pointer_value::{PointerValue, ScopedPointer};
pub(crate) use recording::{ExplainArgs, RecordingArgs, ReplayArgs, SchemaArgs, SchemaName};
pub(crate) use report::{ReportFormat, ReportTarget};
pub(crate) use simple::{DemoArgs, LintArgs, PlanArgs, ServeArgs};
pub(crate) use unread::Unread;

use clap::{Parser, Subcommand};

use crate::exit_code;

/// Makes code and servers agree with an OpenAPI document.
#[derive(Debug, Parser)]
#[command(name = "tally", version, after_help = exit_code::HELP, max_term_width = 100)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Fire generated valid and invalid requests at a server and judge every clause of the document
    Check(Box<CheckArgs>),
    /// Emit Rust: types, server with stub, client
    Generate(GenerateArgs),
    /// Say what is wrong with a document, with its source lines
    Lint(LintArgs),
    /// Show the clauses of a document and the requests that would be sent, and send nothing
    Plan(PlanArgs),
    /// Replay a recorded run (check --report jsonl=FILE) through every report
    Report(RecordingArgs),
    /// Send recorded findings again and say of each: fixed, still broken, or changed
    Replay(Box<ReplayArgs>),
    /// Explain a rule, a law or a diagnostic; without a name list them all
    Explain(ExplainArgs),
    /// Print a JSON Schema: of the configuration, of the accepted findings, of the verdict
    Schema(SchemaArgs),
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Serve the reference server of the Recoup contract on loopback
    Serve(ServeArgs),
    /// The whole story on loopback: read, generate, serve, check
    Demo(DemoArgs),
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::Args;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_command_of_the_documentation_is_one() {
        let mut seen = 0;
        for (name, page) in [
            ("ci.md", include_str!("../../../docs/ci.md")),
            ("fuzzing.md", include_str!("../../../docs/fuzzing.md")),
            (
                "configuration.md",
                include_str!("../../../docs/configuration.md"),
            ),
        ] {
            for line in page.lines() {
                // A command stands alone on its line, in YAML behind `run:` or a dash.
                let line = line.trim_start_matches([' ', '-']);
                let line = line.strip_prefix("run: ").unwrap_or(line);
                let Some(command) = line.strip_prefix("tally ") else {
                    continue;
                };
                let command = command.split(" > ").next().unwrap();
                let words = ["tally"].into_iter().chain(command.split_whitespace());
                if let Err(error) = Args::try_parse_from(words) {
                    panic!("{name}: {line}\n{error}");
                }
                seen += 1;
            }
        }
        assert!(seen >= 10, "{seen}");
    }
}
