//! `cargo xtask suite plan FOLDER`: breaks and honours every clause of every schema of the JSON
//! Schema test suite, and proves every value that was made.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;
use tally_conformance::probe::{NegativeProbe, Prober};
use tally_spec::schema::Validator;

use crate::tally_of::Grades;

/// Plan every schema of the JSON Schema test suite.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder of the suite: the one with `tests/draft2020-12`.
    folder: PathBuf,
    /// Print every clause that is undecided and every schema without a value.
    #[arg(long)]
    verbose: bool,
}

#[derive(Default)]
struct Totals {
    schemas: usize,
    unusable: usize,
    /// Schemas that have a valid instance in the suite, and how many of them we made a value for.
    inhabited: [usize; 2],
    values: usize,
    wrong: usize,
    grades: Grades,
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a development command talks"
)]
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut files = Vec::new();
    collect(&arguments.folder.join("tests/draft2020-12"), &mut files);
    files.sort();
    if files.is_empty() {
        eprintln!("no test of draft 2020-12 in {}", arguments.folder.display());
        return ExitCode::FAILURE;
    }
    let mut totals = Totals::default();
    for file in &files {
        let groups = std::fs::read_to_string(file).ok();
        let groups = groups.and_then(|text| serde_json::from_str::<Value>(&text).ok());
        for group in groups.iter().filter_map(Value::as_array).flatten() {
            schema(file, group, arguments, &mut totals);
        }
    }
    println!(
        "{} schemas, {} of them not usable alone",
        totals.schemas, totals.unusable
    );
    println!(
        "{} have a valid instance in the suite: {} of them have a value of ours",
        totals.inhabited[0], totals.inhabited[1]
    );
    println!("{}", totals.grades);
    println!("{} values proven, {} wrong", totals.values, totals.wrong);
    for line in totals.grades.by_keyword() {
        println!("{line}");
    }
    for line in totals.grades.top(20) {
        println!("{line}");
    }
    if totals.wrong > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            files.push(path);
        }
    }
}

#[expect(clippy::print_stdout, reason = "a development command talks")]
fn schema(file: &Path, group: &Value, arguments: &Arguments, totals: &mut Totals) {
    let schema = &group["schema"];
    let name = format!(
        "{}: {}",
        file.file_stem().unwrap_or_default().to_string_lossy(),
        group["description"].as_str().unwrap_or_default()
    );
    totals.schemas += 1;
    let Ok(validator) = Validator::new(schema) else {
        totals.unusable += 1;
        return;
    };
    let tests = group["tests"].as_array().map_or(&[][..], Vec::as_slice);
    let inhabited = tests.iter().any(|test| validator.is_valid(&test["data"]));
    let planned = catch_unwind(AssertUnwindSafe(|| {
        let prober = Prober::new(schema, schema);
        let bases = prober.bases(&[]);
        if inhabited {
            totals.inhabited[0] += 1;
            totals.inhabited[1] += usize::from(!bases.is_empty());
            if bases.is_empty() && arguments.verbose {
                println!("    no value: {name}: {schema}");
            }
        }
        for occurrence in &prober.occurrences {
            let breaking = prober.breaks(occurrence);
            totals.grades.count(occurrence.keyword_name(), &breaking);
            if let NegativeProbe::Undecided(reason) = &breaking
                && arguments.verbose
            {
                println!(
                    "    undecided: {name}: {}: {reason}: {schema}",
                    occurrence.path
                );
            }
            if let NegativeProbe::Broken(breaches) = breaking {
                for breach in breaches {
                    totals.values += 1;
                    let violations = validator.violations(&breach.value);
                    let places: BTreeSet<_> = violations.iter().map(|it| &it.instance).collect();
                    if places.len() != 1
                        || validator.is_valid(&breach.value)
                        || !validator.is_valid(&breach.base)
                    {
                        totals.wrong += 1;
                        println!("    WRONG {name}: {}: {breach:?}", occurrence.path);
                    }
                }
            }
            for honour in prober.honours(occurrence) {
                totals.values += 1;
                if !validator.is_valid(&honour.value) {
                    totals.wrong += 1;
                    println!("    WRONG {name}: {}: {honour:?}", occurrence.path);
                }
            }
        }
    }));
    if planned.is_err() {
        totals.wrong += 1;
        println!("    PANIC {name}: {schema}");
    }
}
