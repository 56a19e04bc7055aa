//! What may be to blame for a refusal or a failure, and what was found to be.

use std::sync::Arc;

use serde_json::Value;

use crate::case::Case;
use crate::exchange::Exchange;
use crate::judge::{ClauseViolation, Position};
use crate::rule_id::FoundBy;

/// A request that may have been refused, or have failed, because of what is special about it.
#[derive(Clone, Debug)]
pub(super) struct Suspect {
    pub(super) position: Position,
    pub(super) exchange: Exchange,
    pub(super) violation: ClauseViolation,
    /// The resource, counted from 0.
    pub(super) resource: usize,
}

impl Suspect {
    /// The same, shown by a smaller request that is answered alike.
    pub(super) fn shown_by(mut self, exchange: Exchange) -> Self {
        let own = &self.exchange.case;
        let case = Case {
            id: own.id.clone(),
            about: own.about.clone(),
            ..Case::clone(&exchange.case)
        };
        self.exchange = Exchange {
            case: Arc::new(case),
            ..exchange
        };
        self
    }
}

/// What was found to blame: the values that it takes, and what they led to.
#[derive(Debug)]
pub(super) struct Culprit {
    pub(super) rule: FoundBy,
    pub(super) status: Option<u16>,
    /// Pointers into the request, each with the value there; none: absent.
    pub(super) values: Vec<(String, Option<Value>)>,
    pub(super) violation: ClauseViolation,
}

/// Whether a violation is reported only when the base is accepted: it blames a value, or its answer says that
/// the resource is not there, which it may well not be any more.
pub(super) fn needs_base(violation: &ClauseViolation, exchange: &Exchange) -> bool {
    let gone = matches!(exchange.status(), Some(404 | 410));
    violation.blames_values() || (gone && violation.rule.is_about_status())
}
