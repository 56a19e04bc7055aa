//! `tally plan`: what would be sent, and which clauses that probes. Nothing is sent.

use std::collections::BTreeMap;
use std::io::{self, Write};

use tally_conformance::case::{Case, Expectation, Grade, Intent};
use tally_conformance::plan::{self, GapKind, OperationPlan};
use tally_conformance::resources::ResourceGraph;
use tally_spec::clause::ClauseId;

use super::{document, operations, project, resources};
use crate::args::PlanArgs;
use crate::exit_code::Exit;
use crate::failure::Failure;
use crate::render;

/// Prints the clauses of each operation, its cases, and the clauses that no case breaks.
///
/// # Errors
///
/// When the document cannot be used, or an operation that is asked for is not in it.
pub(crate) fn run(args: &PlanArgs) -> Result<Exit, Failure> {
    let document = document::read(&project::paths(&args.document)?)?;
    let selection = operations::flags(&args.selection);
    operations::check_given(&document.contract, &selection)?;
    if args.resources {
        let graph = ResourceGraph::of(&document.contract);
        let mut out = io::BufWriter::new(io::stdout().lock());
        let printed = match args.json {
            true => serde_json::to_writer(&mut out, &graph)
                .map_err(io::Error::from)
                .and_then(|()| writeln!(out)),
            false => resources::print(&mut out, &graph),
        };
        render::printed(printed.and_then(|()| out.flush()))?;
        return Ok(Exit::Clean);
    }
    let options = plan::Options {
        operations: selection.plain(),
        ..plan::Options::default()
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    // As it is planned: a document may have thousands of operations.
    let printed = plan::plan_each(&document.contract, &options, |plan| {
        if args.json {
            serde_json::to_writer(&mut out, &plan)?;
            writeln!(out)
        } else {
            print(&mut out, &plan)
        }
    });
    render::printed(printed.and_then(|()| out.flush()))?;
    Ok(Exit::Clean)
}

fn print(out: &mut dyn Write, plan: &OperationPlan) -> io::Result<()> {
    let mut probing: BTreeMap<&ClauseId, usize> = BTreeMap::new();
    for clause in plan.cases.iter().filter_map(|case| case.clause.as_ref()) {
        *probing.entry(clause).or_default() += 1;
    }
    writeln!(
        out,
        "{}: {} clauses, {} candidates, {} cases\n",
        plan.key,
        plan.clauses.len(),
        plan.candidates.len(),
        plan.cases.len()
    )?;
    writeln!(out, "  Clauses (cases that probe them)")?;
    let prefix = format!("{} ", plan.key);
    for clause in &plan.clauses {
        let id = clause.id.0.strip_prefix(&prefix).unwrap_or(&clause.id.0);
        let count = probing.get(&clause.id).copied().unwrap_or(0);
        writeln!(out, "  {count:>4}  {id}")?;
        write!(out, "        {}", clause.promise)?;
        match &clause.place {
            Some(place) => writeln!(out, " ({place})")?,
            None => writeln!(out)?,
        }
    }
    writeln!(out, "\n  Cases")?;
    for case in plan.candidates.iter().chain(&plan.cases) {
        writeln!(
            out,
            "  {:<12} {}  {}",
            expected(case),
            case.id.0,
            case.about
        )?;
    }
    if !plan.gaps.is_empty() {
        writeln!(out, "\n  Clauses of the request that no case breaks")?;
        for gap in &plan.gaps {
            let kind = match gap.kind {
                GapKind::Implied => "implied",
                GapKind::Undecided => "undecided",
                GapKind::NotExpressible => "not expressible",
                GapKind::Unread => "unread",
            };
            let id = gap.clause.0.strip_prefix(&prefix).unwrap_or(&gap.clause.0);
            writeln!(out, "  {kind:<16} {id}: {}", gap.reason)?;
        }
    }
    writeln!(out)
}

/// What is expected of a case, in a few characters.
fn expected(case: &Case) -> String {
    let statuses = |statuses: &[tally_spec::contract::StatusPattern], otherwise: &str| {
        if statuses.is_empty() {
            return otherwise.to_owned();
        }
        let texts: Vec<_> = statuses.iter().map(ToString::to_string).collect();
        texts.join("|")
    };
    let mark = match &case.intent {
        Intent::Breaks {
            grade: Grade::Entangled { .. },
            ..
        } => "~",
        _ => "",
    };
    let text = match &case.expectation {
        Expectation::Accepted { .. } => "2XX".to_owned(),
        Expectation::Refused { statuses: them } => statuses(them, "4XX"),
        Expectation::Unauthorized { statuses: them } => statuses(them, "401|403"),
        Expectation::Answered { statuses: them } => statuses(them, "4XX"),
        Expectation::Survived => "no 5XX".to_owned(),
    };
    format!("{text}{mark}")
}
