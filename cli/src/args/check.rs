//! The arguments of `check`.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use tally_conformance::run::Budget;

use super::{DocumentArgs, PointerValue, ReportTarget, Unread};
use crate::exit_code;

/// What `check --help` says after the flags.
const AFTER: &str = "\
Credentials: for every security scheme that no flag gives, the environment variable
TALLY_<SCHEME> is read, the scheme's name in upper snake case (apiKeyAuth:
TALLY_API_KEY_AUTH). They are shown in no report.

POINTER names a value of the request: /body/id, /path/petId, /query/limit, /header/x-tenant. It
concerns the operations that have such a parameter or member, and one alone when that stands before
it: 'GET /users/{name} /path/name=alice', or its operationId.
VALUE is JSON when it can be read as JSON, else text; '\"123\"' forces text.";

/// The arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = format!("{AFTER}\n\n{}", exit_code::HELP))]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) document: DocumentArgs,
    #[command(flatten)]
    pub(crate) server: ServerArgs,
    /// A value that the server knows and accepts, for the operations that have its place, or, as
    /// 'OPERATION POINTER=VALUE', for one; may repeat, also for the same pointer (then several
    /// resources are used)
    #[arg(long, value_name = "POINTER=VALUE")]
    pub(crate) known: Vec<PointerValue>,
    /// A value of somebody else: the documented 403 or 404 is expected; may repeat
    #[arg(long, value_name = "POINTER=VALUE")]
    pub(crate) foreign: Vec<PointerValue>,
    /// A value that names nothing: the documented 404 is expected; may repeat
    #[arg(long, value_name = "POINTER=VALUE")]
    pub(crate) missing: Vec<PointerValue>,
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    /// How many requests may be under way at once [default: 8]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Write a report, FORMAT=PATH; formats: junit (one test case per
    /// clause), json (the verdict), jsonl (every event; `tally report` shows it again), replay (what
    /// `tally replay` sends again); may repeat
    #[arg(long, value_name = "FORMAT=PATH")]
    pub(crate) report: Vec<ReportTarget>,
    #[command(flatten)]
    pub(crate) fuzzing: FuzzingArgs,
    #[command(flatten)]
    pub(crate) acceptance: AcceptanceArgs,
    /// Stop after this time (60s, 10m) or this many requests (5000), shared among the operations;
    /// what was changed is changed back and what was made is deleted after it
    #[arg(long, value_name = "BUDGET", value_parser = budget)]
    pub(crate) budget: Option<Budget>,
    /// What values are made of that the server takes only once: with the number of another run, and
    /// a server in the same state, the same requests are sent [default: the time]
    #[arg(long, value_name = "N")]
    pub(crate) run_id: Option<u64>,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
}

/// The server and how it is talked to.
#[derive(Debug, Args)]
pub(crate) struct ServerArgs {
    /// The server: the base of every path of the document, for example https://host/base
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Send this header with every request, `name: value`; counts as a scheme's credential when it
    /// is one; may repeat
    #[arg(long, value_name = "HEADER")]
    pub(crate) header: Vec<Unread>,
    /// A scheme's credential, SCHEME=VALUE; VALUE may be env:NAME, which keeps it out of the
    /// process list (recommended); basic takes user:password
    #[arg(long, value_name = "SCHEME=VALUE")]
    pub(crate) credential: Vec<Unread>,
    /// A credential that the server must refuse (revoked, expired), SCHEME=VALUE or
    /// SCHEME=env:NAME; may repeat
    #[arg(long, value_name = "SCHEME=VALUE")]
    pub(crate) reject: Vec<Unread>,
    /// How long one answer may take, in seconds [default: 10]
    #[arg(long, value_name = "SECONDS", value_parser = some_seconds)]
    pub(crate) timeout: Option<Duration>,
    /// How long to wait for a server that is still starting, in seconds [default: 0]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) wait: Option<Duration>,
    /// How many requests a second at most, for example 20 or 0.5; without it there is no limit
    #[arg(long, value_name = "N", value_parser = interval)]
    pub(crate) rate: Option<Duration>,
    /// Trust the certificates in this PEM file beside those that the system trusts: what they have
    /// signed, and each of them itself
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_cert: Option<PathBuf>,
}

/// What is printed.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct ViewArgs {
    /// Print the findings and the summary only
    #[arg(long)]
    pub(crate) quiet: bool,
    /// Print at most so many groups of findings, the most important first; reports have all
    /// [default: all, 15 where many operations are checked]
    #[arg(long, value_name = "N")]
    pub(crate) max_findings: Option<usize>,
}

/// Which operations are planned.
#[derive(Debug, Args)]
pub(crate) struct SelectionArgs {
    /// Only these operations: an operationId, a method, a path, `METHOD /path`, or `tag:NAME`; in a
    /// path or operationId `*` stands for a text without `/`, `**` for any text; may repeat
    #[arg(
        long = "include",
        visible_alias = "operation",
        value_name = "OPERATION"
    )]
    pub(crate) include: Vec<String>,
    /// None of these operations, named in the same ways; may repeat
    #[arg(long, value_name = "OPERATION")]
    pub(crate) exclude: Vec<String>,
    /// Only operations that read: GET, HEAD, OPTIONS, TRACE, QUERY
    #[arg(long)]
    pub(crate) read_only: bool,
}

/// The random requests after the plan.
#[derive(Debug, Args)]
pub(crate) struct FuzzingArgs {
    /// After the plan send about so many random requests for each operation, alone and in
    /// sequences; 0: none [default: 100]
    #[arg(long, alias = "deepen", value_name = "N")]
    pub(crate) fuzz: Option<usize>,
    /// What they are drawn from: the same seed gives the same requests [default: 1]
    #[arg(long, value_name = "SEED")]
    pub(crate) seed: Option<u64>,
}

/// Which findings are accepted.
#[derive(Debug, Args)]
pub(crate) struct AcceptanceArgs {
    /// Accept the findings that this file names, each by its fingerprint, with a reason and a last
    /// day
    #[arg(long, value_name = "FILE")]
    pub(crate) accept: Option<PathBuf>,
    /// Write the findings into a new file for --accept; reasons are left for you to fill
    #[arg(long, value_name = "FILE")]
    pub(crate) write_accept: Option<PathBuf>,
}

/// Reads a number of seconds, fractions allowed: `0.5`.
fn seconds(text: &str) -> Result<Duration, String> {
    let number: f64 = text
        .parse()
        .map_err(|_| format!("`{text}` is not a number of seconds"))?;
    Duration::try_from_secs_f64(number)
        .map_err(|_| format!("`{text}` is not a number of seconds that can be waited"))
}

/// Reads a budget: `60s`, `10m`, or a number of requests.
fn budget(text: &str) -> Result<Budget, String> {
    let time = |number: &str, unit: u64| {
        let number: u64 = number.parse().ok()?;
        let seconds = number.checked_mul(unit).filter(|it| *it > 0)?;
        Some(Budget::Time(Duration::from_secs(seconds)))
    };
    let budget = match (text.strip_suffix('s'), text.strip_suffix('m')) {
        (Some(seconds), _) => time(seconds, 1),
        (None, Some(minutes)) => time(minutes, 60),
        (None, None) => {
            let requests = text.parse().ok().filter(|it| *it > 0);
            requests.map(Budget::Requests)
        }
    };
    budget.ok_or_else(|| {
        format!("`{text}` is not a budget; write a time (60s, 10m) or a number of requests (5000)")
    })
}

/// Reads a number of seconds above 0.
fn some_seconds(text: &str) -> Result<Duration, String> {
    match seconds(text)? {
        Duration::ZERO => Err("no answer takes no time; write a number above 0".to_owned()),
        time => Ok(time),
    }
}

/// Reads a number of requests a second as the time between two of them.
fn interval(text: &str) -> Result<Duration, String> {
    let number: f64 = text
        .parse()
        .map_err(|_| format!("`{text}` is not a number of requests a second"))?;
    Duration::try_from_secs_f64(number.recip())
        .ok()
        .filter(|_| number.is_finite() && number > 0.0)
        .ok_or_else(|| format!("`{text}` is not a rate; write a number above 0"))
}
