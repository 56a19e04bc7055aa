//! Resources that the run makes for itself: made when one is needed, deleted in the end.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use serde_json::Value;
use tally_spec::contract::{Operation, OperationKey};
use tally_spec::schema::pointer;
use tokio::time::timeout;

use super::engine::{Engine, Halt};
use super::operation_run::OperationRun;
use super::resource::Resource;
use crate::case::{Case, CaseId, Expectation, Family, Intent, PlannedRequest};
use crate::compose::Values;
use crate::event::{CleanedUp, Event, ExchangeDone, LeftResource, Purpose};
use crate::exchange::Exchange;
use crate::plan::Plan;
use crate::record::Record;

/// How long cleaning up may take: a server that has become slow is not waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where the run has deleted what a resource stands for, lets it stand for another one that the run
/// made, or makes now.
pub(super) async fn replace_deleted(
    run: &OperationRun<'_>,
    resource: &mut Resource,
) -> Result<(), Halt> {
    let engine = run.engine;
    let Some((kind, pointers)) = engine.ids(|ids| {
        let (kind, pointers) = ids.of_path(&run.operation.key)?;
        Some((kind, pointers.to_vec()))
    }) else {
        return Ok(());
    };
    let values = resource.values();
    let current = pointers.iter().map(|it| values.by_pointer.get(it).cloned());
    let Some(current) = current.collect::<Option<Vec<Value>>>() else {
        return Ok(());
    };
    if !engine.ids(|ids| ids.is_gone(kind, &current)) {
        return Ok(());
    }
    let own = || engine.ids(|ids| ids.own(kind).map(|it| it.ids.clone()));
    let mut fresh = own();
    if fresh.is_none() && engine.create(kind).await? {
        fresh = own();
    }
    if let Some(fresh) = fresh {
        let mut moved = Values::clone(&values);
        moved.by_pointer.extend(pointers.into_iter().zip(fresh));
        resource.moved_to(moved);
    }
    Ok(())
}

impl Engine<'_> {
    /// Makes a resource of a kind. Whether that was accepted.
    async fn create(&self, kind: usize) -> Result<bool, Halt> {
        let makers = self.ids(|ids| {
            let makers = ids.graph.kinds[kind].creators();
            makers.map(|it| it.operation.clone()).collect::<Vec<_>>()
        });
        for key in makers {
            let Some(creator) = self.creator(&key) else {
                continue;
            };
            let Some(operation) = self.operation(&key) else {
                continue;
            };
            let bound = creator.request();
            let sent = self.derived(operation, &creator.case, bound, Purpose::Create);
            if sent.await?.is_some_and(|exchange| exchange.accepted()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Sends a request that is no case of the plan, and emits it. None when it cannot be sent.
    async fn derived(
        &self,
        operation: &Operation,
        case: &Arc<Case>,
        bound: PlannedRequest,
        purpose: Purpose,
    ) -> Result<Option<Exchange>, Halt> {
        let Ok(request) = self.compose(operation, &bound) else {
            return Ok(None);
        };
        let sent = self.send(operation, case, 0, Arc::new(bound), request);
        let exchange = sent.await?;
        if exchange.accepted() {
            self.learn(&exchange);
        }
        self.emit(Event::ExchangeDone(Box::new(ExchangeDone {
            purpose,
            record: Record::brief(&exchange),
            broke: Vec::new(),
        })));
        Ok(Some(exchange))
    }

    /// Deletes what the run made, what stands in something else first, and says what is left.
    pub(super) async fn clean_up(&self, plan: &Plan) {
        let made = self.ids(|ids| ids.left());
        if made.is_empty() {
            return;
        }
        // What is left when the time is up is listed all the same.
        let _ = timeout(PATIENCE, self.delete_all(plan, &made)).await;
        let left = self.ids(|ids| ids.left());
        let shown = left.iter().map(|(kind, ids)| self.shown(*kind, ids));
        self.emit(Event::CleanedUp(CleanedUp {
            deleted: made.len().saturating_sub(left.len()),
            left: shown.collect(),
        }));
    }

    async fn delete_all(&self, plan: &Plan, made: &[(usize, Vec<Value>)]) {
        let mut by_depth: BTreeMap<usize, Vec<&(usize, Vec<Value>)>> = BTreeMap::new();
        for one in made {
            by_depth.entry(one.1.len()).or_default().push(one);
        }
        for (_, alike) in by_depth.into_iter().rev() {
            let mut deletes = Vec::new();
            for (kind, ids) in alike {
                deletes.push(self.delete(plan, *kind, ids));
            }
            let deletes = stream::iter(deletes).buffer_unordered(self.settings.jobs);
            // A server that is gone deletes nothing more; what is left is listed.
            deletes.collect::<Vec<Result<(), Halt>>>().await;
        }
    }

    async fn delete(&self, plan: &Plan, kind: usize, ids: &[Value]) -> Result<(), Halt> {
        let found = self.ids(|all| {
            let key = all.graph.kinds[kind].delete.clone()?;
            let pointers = all.of_path(&key)?.1.to_vec();
            Some((key, pointers))
        });
        let is_there = self.ids(|all| !all.is_gone(kind, ids));
        let Some((key, pointers)) = found.filter(|_| is_there) else {
            return Ok(());
        };
        let Some(operation) = self.operation(&key) else {
            return Ok(());
        };
        let mut bound = smallest(plan, &key);
        for (pointer, id) in pointers.iter().zip(ids) {
            if let Some((_, name)) = pointer::split_last(pointer) {
                bound.path.insert(name, id.clone());
            }
        }
        let case = Arc::new(Case {
            id: CaseId("derived/delete".to_owned()),
            operation: key,
            family: Family::Example,
            clause: None,
            intent: Intent::Honours,
            request: bound.clone(),
            expectation: Expectation::Survived,
            difference: None,
            about: "deletes what the run made".to_owned(),
            times: 1,
        });
        let sent = self.derived(operation, &case, bound, Purpose::Delete);
        if let Some(exchange) = sent.await? {
            let status = exchange.status();
            if status.is_some_and(|it| (200..300).contains(&it) || matches!(it, 404 | 410)) {
                self.change_ids(|all| all.forget(kind, ids));
            }
        }
        Ok(())
    }

    /// A resource as people know it: its path, and why it was not deleted.
    fn shown(&self, kind: usize, ids: &[Value]) -> LeftResource {
        self.ids(|all| {
            let kind = &all.graph.kinds[kind];
            let mut ids = ids.iter().map(|id| match id {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            });
            let segments = kind
                .path
                .split('/')
                .map(|segment| match segment.contains('{') {
                    true => ids.next().unwrap_or_default(),
                    false => segment.to_owned(),
                });
            LeftResource {
                path: segments.collect::<Vec<_>>().join("/"),
                why: match &kind.delete {
                    Some(key) => format!("{key} did not delete it"),
                    None => "the document has no operation that deletes it".to_owned(),
                },
            }
        })
    }
}

/// The smallest request of an operation, if it is planned.
fn smallest(plan: &Plan, key: &OperationKey) -> PlannedRequest {
    let planned = plan.operations.iter().find(|it| it.key == *key);
    let candidate = planned.and_then(|plan| plan.candidates.get(plan.smallest.unwrap_or(0)));
    candidate.map(|it| it.request.clone()).unwrap_or_default()
}
