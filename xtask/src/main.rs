//! Development commands: what people of this project repeat.
//!
//! One file per command; adding one touches its file and the enumeration here.

mod bench_check;
mod bench_read;
mod compile_generated;
mod corpus_compile;
mod corpus_generate;
mod corpus_plan;
mod corpus_read;
mod generated;
mod index;
mod memory;
mod opinion;
#[cfg(not(all(feature = "reference", feature = "soak")))]
mod rebuilt;
mod regenerate;
mod soak_check;
mod soak_types;
#[cfg(feature = "reference")]
mod stand;
mod suite_plan;
mod tally_of;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Development commands of the tally workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the generated code of this repository anew.
    Regenerate(regenerate::Arguments),
    /// Compile generated code outside of the workspace, with the documented dependencies only.
    CompileGenerated(compile_generated::Arguments),
    /// What is tried over a folder of real documents.
    #[command(subcommand)]
    Corpus(Corpus),
    /// What is tried over the JSON Schema test suite.
    #[command(subcommand)]
    Suite(Suite),
    /// What is measured.
    #[command(subcommand)]
    Bench(Bench),
    /// What is tried for long.
    #[command(subcommand)]
    Soak(Soak),
}

#[derive(Subcommand)]
enum Suite {
    /// Plan every schema and prove every value that is made.
    Plan(suite_plan::Arguments),
}

#[derive(Subcommand)]
enum Soak {
    /// Draw requests from many seeds on every lawful server.
    Check(soak_check::Arguments),
    /// Make many values of every generated type, and near misses.
    Types(soak_types::Arguments),
}

#[derive(Subcommand)]
enum Bench {
    /// Load the largest documents of a folder.
    Read(bench_read::Arguments),
    #[command(hide = true)]
    ReadOne(bench_read::OneArguments),
    /// Run against the reference server, and fire the same requests without looking.
    Check(bench_check::Arguments),
    #[cfg(feature = "reference")]
    #[command(hide = true)]
    CheckOne(bench_check::OneArguments),
    #[cfg(feature = "reference")]
    #[command(hide = true)]
    Serve,
}

#[derive(Subcommand)]
enum Corpus {
    /// Read every document of the folder and compare with other readers.
    Read(corpus_read::Arguments),
    /// Generate Rust from every document of the folder.
    Generate(corpus_generate::Arguments),
    /// Compile every part of what is generated of documents of the folder, warnings denied.
    Compile(corpus_compile::Arguments),
    /// Plan every operation and count how purely clauses are broken.
    Plan(corpus_plan::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Regenerate(arguments) => regenerate::run(&arguments),
        Command::CompileGenerated(arguments) => compile_generated::run(&arguments),
        Command::Bench(Bench::Read(arguments)) => bench_read::run(&arguments),
        Command::Bench(Bench::ReadOne(arguments)) => bench_read::run_one(&arguments),
        Command::Soak(Soak::Check(arguments)) => soak_check::run(&arguments),
        Command::Soak(Soak::Types(arguments)) => soak_types::run(&arguments),
        Command::Bench(Bench::Check(arguments)) => bench_check::run(&arguments),
        #[cfg(feature = "reference")]
        Command::Bench(Bench::CheckOne(arguments)) => bench_check::run_one(&arguments),
        #[cfg(feature = "reference")]
        Command::Bench(Bench::Serve) => bench_check::serve(),
        Command::Corpus(Corpus::Compile(arguments)) => corpus_compile::run(&arguments),
        Command::Corpus(Corpus::Plan(arguments)) => corpus_plan::run(&arguments),
        Command::Suite(Suite::Plan(arguments)) => suite_plan::run(&arguments),
        Command::Corpus(Corpus::Read(arguments)) => corpus_read::run(&arguments),
        Command::Corpus(Corpus::Generate(arguments)) => corpus_generate::run(&arguments),
    }
}
