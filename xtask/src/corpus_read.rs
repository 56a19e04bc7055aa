//! `cargo xtask corpus read FOLDER`: reads every document that the folder's `INDEX.tsv` names, and
//! asks other readers about the same texts.

use std::path::Path;
use std::process::ExitCode;

use tally_spec::contract::Contract;
use tally_spec::{Diagnostic, Loaded, Severity};

use crate::index::{Documents, Row};
use crate::opinion::{self, Opinion};

/// Read every document of a folder.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    documents: Documents,
    /// Print every diagnostic.
    #[arg(long)]
    diagnostics: bool,
    /// Run the lints too.
    #[arg(long)]
    lint: bool,
}

/// What was seen of all documents.
#[derive(Default)]
struct Totals {
    read: usize,
    refused: usize,
    operations: usize,
    schemas: usize,
    second: [usize; 2],
    texts: [usize; 2],
    wrong: usize,
}

#[expect(clippy::print_stdout, reason = "a development command talks")]
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let Some(rows) = arguments.documents.rows() else {
        return ExitCode::FAILURE;
    };
    println!(
        "{:62} version  operations  schemas  fatal/error/warning/note  openapiv3  text",
        "document"
    );
    let mut totals = Totals::default();
    for row in &rows {
        match tally_spec::load(&arguments.documents.path(row), &[]) {
            Ok(loaded) => {
                for problem in document(row, &loaded, arguments, &mut totals) {
                    totals.wrong += 1;
                    println!("    WRONG {problem}");
                }
            }
            Err(error) => {
                totals.wrong += 1;
                println!("    WRONG {}: {error}", row.file);
            }
        }
    }
    println!(
        "{} read, {} refused; {} operations, {} schemas; openapiv3 agrees on {} of {} that it \
         parses; serde_json and serde_yaml agree on {} of {} files that they parse; {} wrong",
        totals.read,
        totals.refused,
        totals.operations,
        totals.schemas,
        totals.second[0],
        totals.second[1],
        totals.texts[0],
        totals.texts[1],
        totals.wrong,
    );
    if totals.wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Prints the line of one document; gives what is wrong with how it was read.
#[expect(clippy::print_stdout, reason = "a development command talks")]
fn document(row: &Row, loaded: &Loaded, arguments: &Arguments, totals: &mut Totals) -> Vec<String> {
    let mut problems = Vec::new();
    let mut diagnostics = loaded.diagnostics.clone();
    let counted = loaded.contract.as_ref().map(|contract| {
        if arguments.lint {
            diagnostics.extend(contract.lint());
        }
        (contract.operations.len(), contract.definitions.len())
    });
    let fatal = diagnostics
        .iter()
        .any(|one| one.severity == Severity::Fatal);
    if counted.is_some() == fatal {
        problems.push("a contract and a fatal diagnostic exclude each other".to_owned());
    }
    let mut second = Opinion::None;
    if let Some(contract) = &loaded.contract {
        totals.read += 1;
        totals.operations += contract.operations.len();
        totals.schemas += contract.definitions.len();
        if counted != Some((row.operations, row.schemas)) {
            problems.push(format!(
                "{} operations and {} schemas were expected",
                row.operations, row.schemas
            ));
        }
        problems.extend(schemas(contract));
        let entry = loaded
            .sources
            .files()
            .next()
            .filter(|_| row.version.starts_with("3.0"));
        second = entry.map_or(Opinion::None, |entry| {
            opinion::openapiv3::judge(&row.file, entry.text(), contract)
        });
    } else {
        totals.refused += 1;
        if row.version.starts_with('3') {
            problems.push("this document can be used".to_owned());
        }
    }
    let second = tally(&second, &mut totals.second, &mut problems);
    let mut texts = [0; 2];
    for file in loaded.sources.files() {
        tally(
            &opinion::text::judge(file.name(), file.text()),
            &mut texts,
            &mut problems,
        );
    }
    totals.texts = [totals.texts[0] + texts[0], totals.texts[1] + texts[1]];
    let (operations, schemas) = counted.unwrap_or_default();
    println!(
        "{:62} {:7} {operations:>11} {schemas:>8}  {:<25} {second:10} {}/{}",
        row.file,
        row.version,
        severities(&diagnostics),
        texts[0],
        texts[1],
    );
    if arguments.diagnostics {
        print_diagnostics(&diagnostics, &arguments.documents.folder);
    }
    problems
}

/// Notes an opinion: how often another reader agreed, of how often it had one.
fn tally(opinion: &Opinion, counts: &mut [usize; 2], problems: &mut Vec<String>) -> &'static str {
    match opinion {
        Opinion::None => "-",
        Opinion::Agrees => {
            counts[0] += 1;
            counts[1] += 1;
            "agrees"
        }
        Opinion::Disagrees(differences) => {
            counts[1] += 1;
            problems.extend(differences.iter().take(10).cloned());
            "DISAGREES"
        }
    }
}

/// What is wrong with the normalised schemas of `components`.
fn schemas(contract: &Contract) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, &id) in &contract.definitions {
        let schema = contract.schema(id);
        let (_, left_out) = tally_spec::schema::Validator::usable(&schema.value);
        // Patterns are those of ECMA-262; the engine does not know all of them.
        for mistake in left_out
            .iter()
            .filter(|mistake| !is_pattern(&mistake.pointer))
        {
            problems.push(format!("the schema {name} is not 2020-12: {mistake}"));
        }
    }
    problems
}

fn is_pattern(pointer: &str) -> bool {
    pointer.ends_with("/pattern") || pointer.contains("/patternProperties/")
}

fn severities(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|one| one.severity == severity)
            .count()
    };
    format!(
        "{}/{}/{}/{}",
        count(Severity::Fatal),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note),
    )
}

#[expect(clippy::print_stdout, reason = "a development command talks")]
fn print_diagnostics(diagnostics: &[Diagnostic], folder: &Path) {
    for diagnostic in diagnostics {
        let text = diagnostic.to_string();
        let text = text.replace(&format!("{}/", folder.display()), "");
        println!("    {:?} {text}", diagnostic.severity);
    }
}
