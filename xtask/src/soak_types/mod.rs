//! `cargo xtask soak types`: makes many values of every type of the fixtures and of the first
//! contract, and tries each on the schema and on the type.
//!
//! What writes generated code must not need it to compile, so the command builds itself again with
//! the feature `soak`, and in release.

use std::process::ExitCode;

#[cfg(test)]
mod keywords;
#[cfg(any(test, feature = "soak"))]
mod soak;

/// Make many values of every generated type, and near misses, and try them on schema and type.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many values of each type, and how many near misses.
    #[arg(long, default_value_t = 10_000)]
    values: usize,
    /// What the values follow from.
    #[arg(long, default_value_t = 0)]
    seed: u64,
}

#[cfg(not(feature = "soak"))]
pub(crate) fn run(_: &Arguments) -> ExitCode {
    crate::rebuilt::with("soak")
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a development command talks"
)]
#[cfg(feature = "soak")]
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let started = std::time::Instant::now();
    let tally = match soak::soak(arguments.values, arguments.seed) {
        Ok(tally) => tally,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    for name in &tally.without_values {
        println!("{name}: without values");
    }
    for wrong in &tally.wrong {
        println!("{wrong}");
    }
    println!(
        "{} types ({} without values): {} values ({} of them beyond what types are said to enforce), {} near misses of {} clauses, {} wrong, {:.1} s",
        tally.types,
        tally.without_values.len(),
        tally.values,
        tally.loose,
        tally.near_misses,
        tally.clauses,
        tally.wrong.len(),
        started.elapsed().as_secs_f64(),
    );
    if tally.wrong.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

#[cfg(test)]
mod tests {
    use super::soak::soak;

    #[test]
    fn schema_and_type_agree_on_values_and_near_misses() {
        let tally = soak(200, 1).unwrap();
        assert!(tally.wrong.is_empty(), "{:#?}", tally.wrong);
        // A tree that needs a tree, and a pattern that refers back.
        assert_eq!(tally.without_values, ["pets Tree", "odd_names Twice"]);
        assert!(tally.types > 40 && tally.clauses > 200, "{tally:?}");
    }
}
