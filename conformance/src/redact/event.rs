//! Which text of an event may hold a credential: everything that a server said, or that was made
//! from what it said or from what was sent. What identifies (operations, clauses, cases,
//! fingerprints, pointers), tags and the names of members of the events themselves are the
//! project's and the document's own, and stay.
//!
//! Every member of every type is named here, so that a new one cannot be forgotten.

use serde_json::Value;
use tally_spec::clause::Clause;

use super::Redactor;
use crate::case::{Body, Case, Difference, Malformed, PlannedRequest};
use crate::event::{
    AcceptanceVoid, Accepted, CaseDropped, CleanedUp, Event, ExchangeDone, LawJudged, LeftResource,
    NotRestored, OperationBound, OperationJudged, Planned, RunAborted, RunStarted,
};
use crate::finding::{Finding, TriedValues};
use crate::note::Note;
use crate::record::{AnswerRecord, FailureRecord, Record, RequestRecord, Text};
use crate::replay::Replay;
use crate::verdict::{ClauseVerdict, Verdict};

/// What holds text that may hold a credential.
pub(super) trait Redact {
    /// Replaces every credential in it.
    fn redact(&mut self, by: &Redactor);
}

impl Redact for String {
    fn redact(&mut self, by: &Redactor) {
        put(self, |text| by.replaced(text));
    }
}

fn put(text: &mut String, redacted: impl Fn(&str) -> Option<String>) {
    if let Some(redacted) = redacted(text) {
        *text = redacted;
    }
}

impl Redact for Value {
    fn redact(&mut self, by: &Redactor) {
        match self {
            Self::String(text) => text.redact(by),
            Self::Array(items) => items.redact(by),
            Self::Object(members) => members.redact(by),
            // A credential of digits that was sent back as a number.
            Self::Number(number) => {
                if let Some(redacted) = by.replaced(&number.to_string()) {
                    *self = Self::String(redacted);
                }
            }
            Self::Null | Self::Bool(_) => {}
        }
    }
}

impl Redact for serde_json::Map<String, Value> {
    fn redact(&mut self, by: &Redactor) {
        self.values_mut().for_each(|value| value.redact(by));
        if !self.keys().any(|name| by.replaced(name).is_some()) {
            return;
        }
        for (mut name, value) in std::mem::take(self) {
            name.redact(by);
            // Two names may be two forms of one credential: no member is lost.
            while self.contains_key(&name) {
                name.push('_');
            }
            self.insert(name, value);
        }
    }
}

impl<T: Redact> Redact for Option<T> {
    fn redact(&mut self, by: &Redactor) {
        self.iter_mut().for_each(|it| it.redact(by));
    }
}

impl<T: Redact> Redact for Vec<T> {
    fn redact(&mut self, by: &Redactor) {
        self.iter_mut().for_each(|it| it.redact(by));
    }
}

/// A header line: its name is a server's own as well.
impl Redact for (String, String) {
    fn redact(&mut self, by: &Redactor) {
        self.0.redact(by);
        self.1.redact(by);
    }
}

impl Redact for Event {
    fn redact(&mut self, by: &Redactor) {
        match self {
            Self::RunStarted(RunStarted {
                version: _,
                url,
                operations,
                jobs: _,
                seed: _,
                run_id: _,
            }) => {
                url.redact(by);
                operations.redact(by);
            }
            Self::Noted(note) => note.redact(by),
            Self::OperationBound(OperationBound {
                operation: _,
                accepted: _,
                state,
                refused,
                help,
            }) => {
                state.redact(by);
                help.redact(by);
                refused.redact(by);
            }
            Self::CaseDropped(CaseDropped {
                operation: _,
                case: _,
                why,
            }) => why.redact(by),
            Self::ExchangeDone(done) => {
                let ExchangeDone {
                    purpose: _,
                    record,
                    broke: _,
                } = &mut **done;
                record.redact(by);
            }
            Self::Found(finding) => finding.redact(by),
            Self::Accepted(Accepted {
                fingerprint: _,
                reason,
                until: _,
            }) => reason.redact(by),
            Self::AcceptanceVoid(AcceptanceVoid {
                fingerprint: _,
                origin: _,
                until: _,
                why: _,
            })
            | Self::RunFinished(_) => {}
            Self::LawJudged(LawJudged {
                law: _,
                clause: _,
                case: _,
                confirmed: _,
                what,
            }) => what.redact(by),
            Self::NotRestored(NotRestored {
                operation: _,
                resource: _,
                members,
                why,
            }) => {
                members.redact(by);
                why.redact(by);
            }
            Self::CleanedUp(CleanedUp {
                deleted: _,
                missing: _,
                forgotten: _,
                left,
            }) => {
                for LeftResource { path, why } in left {
                    path.redact(by);
                    why.redact(by);
                }
            }
            Self::OperationJudged(OperationJudged {
                operation: _,
                accepted: _,
                verdicts,
            }) => verdicts.redact(by),
            Self::RunAborted(aborted) => match aborted {
                RunAborted::Unreachable { detail } | RunAborted::ServerGone { detail } => {
                    detail.redact(by);
                }
                RunAborted::Stopped => {}
            },
        }
    }
}

impl Redact for Note {
    fn redact(&mut self, by: &Redactor) {
        match self {
            Self::NothingThere { url, bases } => {
                url.redact(by);
                bases.redact(by);
            }
            // The document's own.
            Self::Unread {
                references: _,
                operations: _,
            }
            | Self::ServedElsewhere {
                operations: _,
                servers: _,
            }
            | Self::OwnServers {
                operations: _,
                servers: _,
            } => {}
        }
    }
}

impl Redact for Planned {
    fn redact(&mut self, by: &Redactor) {
        let Self {
            operation: _,
            url,
            requests: _,
            writes: _,
            drawn: _,
            clauses,
        } = self;
        url.redact(by);
        clauses.redact(by);
    }
}

impl Redact for Clause {
    fn redact(&mut self, by: &Redactor) {
        let Self {
            id: _,
            operation: _,
            part: _,
            path: _,
            keyword: _,
            instance: _,
            promise,
            place: _,
        } = self;
        promise.redact(by);
    }
}

impl Redact for ClauseVerdict {
    fn redact(&mut self, by: &Redactor) {
        let Self { clause: _, verdict } = self;
        match verdict {
            Verdict::Upheld { by: _ } | Verdict::Violated => {}
            Verdict::Inconclusive { why } | Verdict::NotExercised { why } => why.redact(by),
        }
    }
}

impl Redact for Record {
    fn redact(&mut self, by: &Redactor) {
        let Self {
            case: _,
            about,
            operation: _,
            resource: _,
            request,
            answer,
            failure,
            milliseconds: _,
            curl,
        } = self;
        about.redact(by);
        let RequestRecord {
            method: _,
            url,
            headers,
            body,
        } = request;
        url.redact(by);
        headers.redact(by);
        body.redact(by);
        if let Some(AnswerRecord {
            status: _,
            headers,
            body,
        }) = answer
        {
            headers.redact(by);
            match failure.is_some() && !body.cut {
                // What arrived may end in the middle of a credential.
                true => put(&mut body.text, |text| by.replaced_before_break(text)),
                false => body.redact(by),
            }
        }
        if let Some(FailureRecord { kind: _, detail }) = failure {
            detail.redact(by);
        }
        curl.redact(by);
    }
}

impl Redact for Text {
    fn redact(&mut self, by: &Redactor) {
        let Self {
            text,
            bytes: _,
            cut,
        } = self;
        match cut {
            true => put(text, |text| by.replaced_before_cut(text)),
            false => text.redact(by),
        }
    }
}

impl Redact for Finding {
    fn redact(&mut self, by: &Redactor) {
        let Self {
            fingerprint: _,
            rule: _,
            clause,
            also: _,
            expected,
            observed,
            why,
            detail,
            difference,
            cases: _,
            evidence,
            values,
            replay,
            explained_by: _,
        } = self;
        clause.redact(by);
        expected.redact(by);
        observed.text_mut().redact(by);
        why.redact(by);
        detail.redact(by);
        difference.redact(by);
        evidence.redact(by);
        if let Some(TriedValues {
            pointer: _,
            accepted,
            refused,
            overlay,
        }) = values
        {
            accepted.redact(by);
            refused.redact(by);
            overlay.redact(by);
        }
        if let Some(Replay { state, read, steps }) = replay {
            state.redact(by);
            read.redact(by);
            steps.redact(by);
        }
    }
}

impl Redact for Difference {
    fn redact(&mut self, by: &Redactor) {
        let Self {
            pointer: _,
            accepted,
            sent,
        } = self;
        accepted.redact(by);
        sent.redact(by);
    }
}

impl Redact for Case {
    fn redact(&mut self, by: &Redactor) {
        let Self {
            id: _,
            operation: _,
            family: _,
            clause: _,
            intent: _,
            request,
            expectation: _,
            difference,
            about,
            times: _,
        } = self;
        request.redact(by);
        difference.redact(by);
        about.redact(by);
    }
}

impl Redact for PlannedRequest {
    fn redact(&mut self, by: &Redactor) {
        let Self {
            method: _,
            path,
            query,
            header,
            cookie,
            body,
            credentials: _,
            raw_headers,
            bound: _,
            transformed: _,
        } = self;
        for parameters in [path, query, header, cookie] {
            parameters.values_mut().for_each(|value| value.redact(by));
        }
        for (_, value) in raw_headers {
            value.redact(by);
        }
        match body {
            Body::None => {}
            Body::Json { media: _, value } => value.redact(by),
            Body::Text {
                media: _,
                text,
                described: _,
            } => text.redact(by),
            Body::Malformed {
                media: _,
                value,
                how,
            } => {
                value.redact(by);
                match how {
                    Malformed::DuplicateMember { second: text }
                    | Malformed::UnknownMember { text }
                    | Malformed::Text { at: _, text } => text.redact(by),
                    Malformed::Not
                    | Malformed::Empty
                    | Malformed::Truncated
                    | Malformed::Trailing
                    | Malformed::SingleQuotes
                    | Malformed::TrailingComma
                    | Malformed::NotUtf8
                    | Malformed::ByteOrderMark
                    | Malformed::Padded { to: _ } => {}
                }
            }
        }
    }
}
