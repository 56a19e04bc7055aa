//! Sends the cases of an operation: bound, validated as they leave, composed.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;

use super::engine::Halt;
use super::operation_run::OperationRun;
use crate::case::{Case, Intent, PlannedRequest};
use crate::compose::Values;
use crate::event::{CaseDropped, Event};
use crate::exchange::Exchange;

impl OperationRun<'_> {
    /// Sends a case. None when it cannot be sent; its clause is then undecided.
    pub(super) async fn send(
        &self,
        case: &Arc<Case>,
        resource: usize,
        values: &Values,
    ) -> Result<Option<Exchange>, Halt> {
        let Some(bound) = self.bind(case, values) else {
            self.drop_case(case);
            return Ok(None);
        };
        let request = match self.engine.compose(self.operation, &bound) {
            Ok(request) => request,
            Err(reason) => {
                self.cannot(case, &reason.to_string());
                return Ok(None);
            }
        };
        let engine = self.engine;
        let sent = engine.send(self.operation, case, resource, Arc::new(bound), request);
        let exchange = sent.await?;
        self.notice(&exchange);
        Ok(Some(exchange))
    }

    /// Sends the same bytes again.
    pub(super) async fn send_again(&self, exchange: &Exchange) -> Result<Exchange, Halt> {
        let bound = Arc::clone(&exchange.bound);
        let request = exchange.request.clone();
        let (case, resource) = (&exchange.case, exchange.resource);
        let sent = self
            .engine
            .send(self.operation, case, resource, bound, request);
        let exchange = sent.await?;
        self.notice(&exchange);
        Ok(exchange)
    }

    /// A case with the values that the server is known to accept, which must leave it what it is: a
    /// valid one valid, a broken one broken in the same way. Where all values together do not, those
    /// that the user gave are put in, else none. None where the case is not even then what it should
    /// be.
    fn bind(&self, case: &Case, values: &Values) -> Option<PlannedRequest> {
        let bound = values.bind(&case.request);
        let must = match case.intent {
            Intent::Honours => Some(BTreeSet::new()),
            Intent::Breaks { .. } | Intent::BreaksSeveral { .. } if bound != case.request => {
                Some(self.schemas().faults(&case.request))
            }
            Intent::Breaks { .. } | Intent::BreaksSeveral { .. } | Intent::Probes => None,
        };
        let Some(must) = must else {
            return Some(bound);
        };
        let fits = |request: &PlannedRequest| match must.is_empty() {
            true => self.schemas().is_valid(request),
            false => self.schemas().faults(request) == must,
        };
        if fits(&bound) {
            return Some(bound);
        }
        let known = self.known.iter().cloned();
        let known = Values {
            by_pointer: known.rev().collect(),
            credentials: values.credentials.clone(),
        };
        let none = Values {
            by_pointer: IndexMap::new(),
            ..known.clone()
        };
        let mut others = [known, none].into_iter().map(|it| it.bind(&case.request));
        // What is changed or deleted is what was meant, or nothing.
        others.find(|request| fits(request) && (self.is_safe() || request.path == bound.path))
    }

    fn drop_case(&self, case: &Case) {
        let why = "with the values that the server is known to have, it is not what it should be";
        self.engine.emit(Event::CaseDropped(CaseDropped {
            operation: self.operation.key.clone(),
            case: case.id.clone(),
            why: why.to_owned(),
        }));
        self.cannot(case, why);
    }

    /// Whether it makes something each time.
    pub(super) fn makes(&self) -> bool {
        self.operation.key.method.as_str() == "POST"
    }
}
