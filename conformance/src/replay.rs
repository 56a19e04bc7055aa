//! Replays: what is sent to see a finding again, as data that holds no credential.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::case::{Case, CaseId};
use crate::exchange::Exchange;
use crate::state::State;

/// What is sent to see a finding again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Replay {
    /// The state that the resource had, as far as requests can write it; none: any will do.
    pub state: Option<Map<String, Value>>,
    /// How the state is read; none: it is not looked at.
    pub read: Option<Case>,
    /// The requests in order, the server's own values in them, credentials by their scheme.
    pub steps: Vec<Case>,
}

impl Replay {
    /// The replay of some exchanges from a state; none when they were about several resources.
    #[must_use]
    pub fn of(evidence: &[Exchange], state: Option<&State>) -> Option<Self> {
        let first = evidence.first()?;
        if evidence.iter().any(|it| it.resource != first.resource) {
            return None;
        }
        let is_read = |it: &&Exchange| it.case.id == CaseId::read();
        let read = evidence.iter().find(is_read).map(bound);
        let mut steps: Vec<Case> = Vec::new();
        let mut left = 0;
        for exchange in evidence.iter().filter(|it| !is_read(it)) {
            // One case that is sent several times is one step.
            if left > 1 && steps.last().is_some_and(|it| it.id == exchange.case.id) {
                left -= 1;
                continue;
            }
            left = exchange.case.times;
            steps.push(bound(exchange));
        }
        Some(Self {
            state: state
                .map(|it| it.members.clone())
                .filter(|_| read.is_some()),
            read,
            steps,
        })
    }
}

/// The case of an exchange with the values that were bound into it.
fn bound(exchange: &Exchange) -> Case {
    let mut case = Case::clone(&exchange.case);
    case.request = (*exchange.bound).clone();
    case.request.bound.clear();
    case.request.transformed.clear();
    case
}
