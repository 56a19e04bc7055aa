//! `cargo xtask corpus plan FOLDER`: plans every operation of every document that the folder's
//! `INDEX.tsv` names, and counts how purely the clauses of the request bodies are broken.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use tally_conformance::case::{Family, Grade, Intent};
use tally_conformance::plan::{OperationPlan, Options, plan_operation};
use tally_spec::clause::{Clause, ClauseId, Part};
use tally_spec::contract::Contract;

use crate::index::Documents;
use crate::tally_of::Grades;

/// Plan every operation of every document of a folder.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    documents: Documents,
    /// Print every clause that is undecided.
    #[arg(long)]
    undecided: bool,
    /// Print operations that take longer than so many milliseconds.
    #[arg(long, default_value_t = 2_000)]
    slow: u64,
}

/// What was seen of one document, or of all.
#[derive(Default)]
struct Totals {
    operations: usize,
    /// Operations without any request that should be accepted.
    unsound: usize,
    cases: usize,
    bodies: Grades,
    parameters: Grades,
    slowest: Duration,
    panics: usize,
}

#[expect(clippy::print_stdout, reason = "a development command talks")]
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let Some(rows) = arguments.documents.rows() else {
        return ExitCode::FAILURE;
    };
    let mut totals = Totals::default();
    for row in &rows {
        let loaded = tally_spec::load(&arguments.documents.path(row), &[]);
        let Ok(Some(contract)) = loaded.map(|loaded| loaded.contract) else {
            continue;
        };
        let start = Instant::now();
        let of = document(&row.file, &contract, arguments);
        println!(
            "{:50} {:5} operations {:4} unsound {:7} cases {:6} ms (slowest {:5} ms)  {}",
            row.file,
            of.operations,
            of.unsound,
            of.cases,
            start.elapsed().as_millis(),
            of.slowest.as_millis(),
            of.bodies,
        );
        totals.operations += of.operations;
        totals.unsound += of.unsound;
        totals.cases += of.cases;
        totals.panics += of.panics;
        totals.slowest = totals.slowest.max(of.slowest);
        totals.bodies.add(&of.bodies);
        totals.parameters.add(&of.parameters);
    }
    println!("{} operations, {} cases", totals.operations, totals.cases);
    println!("{} operations without a valid request", totals.unsound);
    println!("bodies:     {}", totals.bodies);
    println!("parameters: {}", totals.parameters);
    println!(
        "slowest operation: {} ms; panics: {}",
        totals.slowest.as_millis(),
        totals.panics
    );
    println!("keywords of bodies:");
    for line in totals.bodies.by_keyword() {
        println!("{line}");
    }
    println!("keywords of parameters:");
    for line in totals.parameters.by_keyword() {
        println!("{line}");
    }
    println!("why bodies are undecided:");
    for line in totals.bodies.top(25) {
        println!("{line}");
    }
    println!("why parameters are undecided:");
    for line in totals.parameters.top(10) {
        println!("{line}");
    }
    if totals.panics > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

#[expect(clippy::print_stdout, reason = "a development command talks")]
fn document(file: &str, contract: &Contract, arguments: &Arguments) -> Totals {
    let mut totals = Totals::default();
    let options = Options::default();
    for operation in &contract.operations {
        totals.operations += 1;
        let start = Instant::now();
        let plan = catch_unwind(AssertUnwindSafe(|| {
            plan_operation(contract, operation, &options)
        }));
        let time = start.elapsed();
        totals.slowest = totals.slowest.max(time);
        if time > Duration::from_millis(arguments.slow) {
            println!("    slow: {} takes {} ms", operation.key, time.as_millis());
        }
        match plan {
            Ok(plan) => count(file, &plan, arguments, &mut totals),
            Err(_) => {
                println!("    PANIC {}", operation.key);
                totals.panics += 1;
            }
        }
    }
    totals
}

#[expect(clippy::print_stdout, reason = "a development command talks")]
fn count(file: &str, plan: &OperationPlan, arguments: &Arguments, totals: &mut Totals) {
    totals.cases += plan.candidates.len() + plan.cases.len();
    totals.unsound += usize::from(plan.candidates.is_empty());
    let clauses: HashMap<&ClauseId, &Clause> = plan
        .clauses
        .iter()
        .map(|clause| (&clause.id, clause))
        .collect();
    let mut best: HashMap<&ClauseId, &Grade> = HashMap::new();
    for case in plan
        .cases
        .iter()
        .filter(|case| case.family == Family::Broken)
    {
        if let (Some(clause), Intent::Breaks { grade, .. }) = (&case.clause, &case.intent) {
            let known = best.entry(clause).or_insert(grade);
            if *grade == Grade::Isolated {
                *known = grade;
            }
        }
    }
    let Totals {
        bodies, parameters, ..
    } = totals;
    for (clause, grade) in best {
        let clause = clauses.get(clause);
        let keyword = clause.map_or("?", |clause| clause.keyword.as_str());
        match clause.map(|clause| &clause.part) {
            Some(Part::RequestBody { .. }) => bodies.broken(keyword, grade),
            _ => parameters.broken(keyword, grade),
        }
    }
    for gap in &plan.gaps {
        let clause = clauses.get(&gap.clause);
        let keyword = clause.map_or("?", |clause| clause.keyword.as_str());
        let grades = match clause.map(|clause| &clause.part) {
            Some(Part::RequestBody { .. }) => &mut *bodies,
            _ => &mut *parameters,
        };
        grades.gap(keyword, gap.kind, &gap.reason);
        if arguments.undecided && gap.kind == tally_conformance::plan::GapKind::Undecided {
            println!("    {file}: {}: {}", gap.clause, gap.reason);
        }
    }
}
