//! What every law is.

use serde_json::{Map, Value};
use tally_spec::clause::{ClauseId, Part};
use tally_spec::promise::Promise;

use crate::exchange::Exchange;
use crate::judge::{Assessments, ClauseViolation, Ledger};
use crate::observed::Observed;
use crate::rule_id::LawId;
use crate::state::{Located, Member, Members, State, equal};

/// One step on a resource: the state before, one case (sent once or several times), and the state
/// after.
#[derive(Debug)]
pub struct Step<'a> {
    /// The clauses of the operation.
    pub ledger: &'a Ledger,
    /// The members that are compared: those that the request can write and that do not move by
    /// themselves.
    pub members: &'a Members,
    /// The members that were sent.
    pub sent: &'a Map<String, Value>,
    /// The state before, as a read shows it.
    pub before: Option<&'a State>,
    /// The exchanges of the case, at least one.
    pub exchanges: &'a [Exchange],
    /// What the answer of each exchange shows of the resource.
    pub shown: &'a [&'a Located],
    /// The state after, as a read shows it.
    pub after: Option<&'a State>,
}

/// One law.
pub trait Law: std::fmt::Debug + Sync {
    /// Its name.
    fn id(&self) -> LawId;

    /// The source text of its file.
    fn source(&self) -> &'static str;

    /// The promise whose clause it judges.
    fn promise(&self) -> Promise;

    /// What it thinks of a step; `clause` is that of its promise.
    fn judge(&self, step: &Step<'_>, clause: ClauseId, assessments: &mut Assessments);

    /// Its manual page: the comment at the top of its file.
    fn page(&self) -> String {
        let lines = self.source().lines();
        let comment = lines.map_while(|line| line.strip_prefix("//!"));
        let lines: Vec<_> = comment
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        lines.join("\n")
    }
}

/// What all laws think of a step.
#[must_use]
pub fn judge(step: &Step<'_>) -> Assessments {
    let mut assessments = Assessments::default();
    for law in super::LAWS {
        if let Some(clause) = step.ledger.promise(law.promise(), &Part::Law) {
            law.judge(step, clause, &mut assessments);
        }
    }
    assessments
}

impl Step<'_> {
    /// Whether every exchange of the step was accepted.
    #[must_use]
    pub fn accepted(&self) -> bool {
        self.exchanges.iter().all(Exchange::accepted)
    }

    /// What the last answer shows of the resource.
    #[must_use]
    pub fn last_shown(&self) -> Option<&State> {
        self.shown.last()?.state()
    }

    /// The compared members that were sent, with what was sent.
    pub fn sent_members(&self) -> impl Iterator<Item = (&Member, &Value)> {
        self.members
            .all()
            .filter_map(|member| Some((member, self.sent.get(&member.name)?)))
    }

    /// The compared members that were not sent.
    pub fn other_members(&self) -> impl Iterator<Item = &Member> {
        self.members
            .all()
            .filter(|member| !self.sent.contains_key(&member.name))
    }
}

/// Whether the null that was sent for a member cleared it; none when that is not known.
///
/// Null and absent are the same. A server may answer the member's default instead, which is not
/// known: only what was there before says that nothing was cleared, and even that once may be the
/// default.
pub(super) fn cleared(step: &Step<'_>, member: &Member, seen: Option<&Value>) -> Option<bool> {
    let seen = match seen {
        None | Some(Value::Null) => return Some(true),
        Some(seen) => seen,
    };
    let before = step.before?.members.get(&member.name)?;
    member.same(Some(before), Some(seen)).then_some(false)
}

/// Whether a value is what was there with an object that was sent merged into it, which RFC 7396 §2
/// does and other servers may do: it has all that was sent, and more.
pub(crate) fn is_merged(sent: &Value, seen: Option<&Value>) -> bool {
    let (Value::Object(sent), Some(Value::Object(seen))) = (sent, seen) else {
        return false;
    };
    sent.iter().all(|(name, sent)| {
        let seen = seen.get(name);
        is_merged(sent, seen) || equal(sent, seen.unwrap_or(&Value::Null), None)
    })
}

/// A violation of a law about one member.
pub(super) fn violation(
    law: &dyn Law,
    clause: &ClauseId,
    expected: String,
    observed: impl Into<Observed>,
    why: &str,
    detail: String,
) -> ClauseViolation {
    ClauseViolation {
        rule: law.id().into(),
        clause: clause.clone(),
        also: Vec::new(),
        expected,
        observed: observed.into(),
        why: why.to_owned(),
        detail: Some(detail),
    }
}

/// A value as a detail shows it.
pub(super) fn text(value: Option<&Value>) -> String {
    value.map_or_else(|| "absent".to_owned(), Value::to_string)
}

/// What a value is, without the value itself.
pub(super) fn kind(value: Option<&Value>) -> &'static str {
    match value {
        None => "absent",
        Some(_) => "another value",
    }
}

/// Implements the parts of [`Law`] that say where it stands.
macro_rules! stands_in {
    ($id:ident, $file:literal, $promise:ident) => {
        fn id(&self) -> crate::rule_id::LawId {
            crate::rule_id::LawId::$id
        }

        fn source(&self) -> &'static str {
            include_str!(concat!($file, ".rs"))
        }

        fn promise(&self) -> Promise {
            Promise::$promise
        }
    };
}
pub(super) use stands_in;
