//! Reads the state of a resource: by a documented GET of the same path, else by the smallest
//! accepted request, which changes nothing.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::bind::{Lane, smallest};
use super::engine::Halt;
use super::site::{DERIVED, Judged, Site};
use crate::case::{Body, Case, CaseId};
use crate::compose::Values;
use crate::event::Purpose;
use crate::exchange::Exchange;
use crate::state::{Located, State};

/// How the state of one resource is read.
#[derive(Debug)]
pub(super) struct Reader {
    case: Arc<Case>,
}

impl Reader {
    /// The reader of a lane: none when there is no way to read its state.
    pub(super) fn new(site: &Site<'_>, lane: &Lane) -> Option<Self> {
        if !site.has_laws() {
            return None;
        }
        let mut case = match smallest(site, &lane.accepted) {
            Some(case) => case,
            None => (*lane.accepted).clone(),
        };
        case.id = CaseId("derived/read".to_owned());
        case.about = "the state is read by the smallest accepted request".to_owned();
        case.times = 1;
        Some(Self {
            case: Arc::new(case),
        })
    }

    /// The request that reads.
    pub(super) fn case(&self) -> &Arc<Case> {
        &self.case
    }

    /// Whether reading is done by a method that writes.
    pub(super) fn writes(&self) -> bool {
        true
    }

    /// The members of the body that identifies the resource.
    pub(super) fn sent(&self, values: &Values) -> Map<String, Value> {
        match values.bind(&self.case.request).body {
            Body::Json {
                value: Value::Object(members),
                ..
            } => members,
            _ => Map::new(),
        }
    }

    /// Reads the state.
    pub(super) async fn read(&self, site: &Site<'_>, lane: &Lane) -> Result<Read, Halt> {
        let exchange = site.send(&self.case, lane.index, &lane.values).await?;
        let Some(exchange) = exchange else {
            return Ok(Read::default());
        };
        let judged = Judged {
            place: DERIVED,
            purpose: Purpose::Read,
            values: &lane.values,
        };
        site.judge(&exchange, judged);
        let state = match site.located(&exchange, &lane.values) {
            Located::Shown(state) => Some(state),
            Located::Missing | Located::Unknown => None,
        };
        Ok(Read {
            state,
            exchange: Some(exchange),
        })
    }
}

/// What a read gave.
#[derive(Clone, Debug, Default)]
pub(super) struct Read {
    /// The state; none when the answer does not show it.
    pub(super) state: Option<State>,
    /// The exchange; none when it cannot be sent.
    pub(super) exchange: Option<Exchange>,
}
