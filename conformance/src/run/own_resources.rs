//! Resources that the run makes for itself: made when one is needed, deleted in the end.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use indexmap::IndexMap;
use serde_json::Value;
use tally_spec::contract::{Operation, OperationKey};
use tally_spec::schema::{JsonTypes, pointer};
use tokio::time::timeout;

use super::engine::{Engine, Halt};
use super::known_ids::text;
use super::operation_run::OperationRun;
use super::resource::Resource;
use crate::case::{Case, CaseId, Expectation, Family, Intent, PlannedRequest};
use crate::compose::Values;
use crate::event::{CleanedUp, Event, ExchangeDone, LeftResource, Purpose};
use crate::exchange::Exchange;
use crate::record::Record;
use crate::request::at_mut;

/// How long cleaning up may take: a server that has become slow is not waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where the run has deleted what a resource stands for, lets it stand for another one that the run
/// made, or makes now.
pub(super) async fn replace_deleted(
    run: &OperationRun<'_>,
    resource: &mut Resource,
) -> Result<(), Halt> {
    let engine = run.engine;
    let of_path = engine.ids(|ids| {
        let (kind, pointers) = ids.of_path(&run.operation.key)?;
        Some((kind, pointers.to_vec()))
    });
    let Some((kind, pointers)) = of_path else {
        return Ok(());
    };
    let values = resource.values();
    let current = pointers
        .iter()
        .map(|it| values.by_pointer.get(it).and_then(text));
    let Some(current) = current.collect::<Option<Vec<String>>>() else {
        return Ok(());
    };
    if !engine.ids(|ids| ids.is_gone(kind, &current)) {
        return Ok(());
    }
    let mut fresh = engine.own(kind);
    if fresh.is_none() && engine.create(kind).await? {
        fresh = engine.own(kind);
    }
    if let Some(fresh) = fresh {
        let ids = pointers.into_iter().zip(fresh);
        if let Some(ids) = fitted(run, ids) {
            let mut moved = Values::clone(&values);
            moved.by_pointer.extend(ids);
            resource.moved_to(moved);
        }
    }
    Ok(())
}

/// Whether requests about a resource name what was there before the run, and what the user has not
/// named.
pub(super) fn is_of_others(run: &OperationRun<'_>, resource: &Resource) -> bool {
    let values = resource.values();
    run.engine.ids(|ids| {
        let Some((kind, pointers)) = ids.of_path(&run.operation.key) else {
            return false;
        };
        let is_given = |pointer: &String| run.known.iter().any(|(known, _)| known == pointer);
        let named = pointers
            .iter()
            .map(|it| values.by_pointer.get(it).and_then(text));
        let named = named.collect::<Option<Vec<String>>>();
        !pointers.iter().all(is_given) && named.is_some_and(|named| !ids.is_own(kind, &named))
    })
}

/// Ids as the parameters and members that they are for take them: as a text or as a number. None
/// where one of a path cannot be written so.
pub(super) fn fitted(
    run: &OperationRun<'_>,
    ids: impl IntoIterator<Item = (String, String)>,
) -> Option<IndexMap<String, Value>> {
    let mut values = IndexMap::new();
    for (pointer, id) in ids {
        let types = run.schemas().types(&pointer);
        let number = || id.parse::<i64>().ok().map(Value::from);
        let value = match types.has(JsonTypes::STRING) {
            true => Some(Value::String(id.clone())),
            false if types.has(JsonTypes::INTEGER) => number(),
            false => None,
        };
        match value {
            Some(value) => {
                values.insert(pointer, value);
            }
            None if pointer.starts_with("/path/") => return None,
            None => {}
        }
    }
    Some(values)
}

/// Asks for the ids that an operation needs, and for what is there of what it makes: what was there
/// before is not the run's own.
pub(super) async fn look_around(run: &OperationRun<'_>) -> Result<(), Halt> {
    let engine = run.engine;
    for key in engine.change_ids(|ids| ids.lists_to_ask(&run.operation.key)) {
        let planned = engine.plan.operations.iter().find(|it| it.key == key);
        let case = planned.and_then(|plan| plan.candidates.get(plan.smallest.unwrap_or(0)));
        let (Some(case), Some(operation)) = (case, engine.operation(&key)) else {
            continue;
        };
        let mut bound = case.request.clone();
        let ids = engine.ids(|ids| ids.choices(&key)).into_iter().next();
        for (pointer, id) in ids.unwrap_or_default() {
            if let Some(place) = at_mut(&mut bound, &pointer) {
                let is_number = place.is_number();
                let number = id.parse::<i64>().ok().filter(|_| is_number);
                *place = number.map_or_else(|| Value::String(id), Value::from);
            }
        }
        let case = Arc::new(Case::clone(case));
        engine
            .derived(operation, &case, bound, Purpose::Read)
            .await?;
    }
    Ok(())
}

impl Engine<'_> {
    /// The ids of a resource that the run made and that is still there.
    fn own(&self, kind: usize) -> Option<Vec<String>> {
        self.ids(|ids| ids.own(kind).map(|it| it.ids.clone()))
    }

    /// Makes a resource of a kind. Whether its id is known then.
    pub(super) async fn create(&self, kind: usize) -> Result<bool, Halt> {
        if self.ids(|ids| ids.is_barren(kind)) {
            return Ok(false);
        }
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
            sent.await?;
            if self.own(kind).is_some() {
                return Ok(true);
            }
        }
        // A resource whose id nobody knows would only be left on the server.
        self.change_ids(|ids| ids.set_barren(kind));
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

    /// Deletes what the run made, what stands in something else first, and says what is left; a
    /// server that is gone is asked nothing more.
    pub(super) async fn clean_up(&self, is_there: bool) {
        let made = self.ids(|ids| ids.left());
        let forgotten = self.ids(|ids| ids.forgotten);
        if made.is_empty() && forgotten == 0 {
            return;
        }
        let has_time = !is_there || timeout(PATIENCE, self.delete_all()).await.is_ok();
        let left = self.ids(|ids| ids.left());
        let missing = self.ids(|ids| ids.missing);
        let why = match (is_there, has_time) {
            (false, _) => Some("the server was gone"),
            (true, false) => Some("there was no time to delete it"),
            (true, true) => None,
        };
        let shown = left.iter().map(|(kind, ids)| self.shown(*kind, ids, why));
        self.emit(Event::CleanedUp(CleanedUp {
            deleted: made.len().saturating_sub(left.len() + missing),
            missing,
            forgotten,
            left: shown.collect(),
        }));
    }

    /// Deletes until nothing more goes: what refers to another resource may have to go before it.
    async fn delete_all(&self) {
        loop {
            let made = self.ids(|ids| ids.left());
            let mut by_depth: BTreeMap<usize, Vec<&(usize, Vec<String>)>> = BTreeMap::new();
            for one in &made {
                by_depth.entry(one.1.len()).or_default().push(one);
            }
            for (_, alike) in by_depth.into_iter().rev() {
                let mut deletes = Vec::new();
                for (kind, ids) in alike {
                    deletes.push(self.delete(*kind, ids));
                }
                let deletes = stream::iter(deletes).buffer_unordered(self.settings.jobs);
                // A server that is gone deletes nothing more; what is left is listed.
                deletes.collect::<Vec<Result<(), Halt>>>().await;
            }
            let left = self.ids(|ids| ids.left()).len();
            if left == 0 || left == made.len() {
                return;
            }
        }
    }

    async fn delete(&self, kind: usize, ids: &[String]) -> Result<(), Halt> {
        let found = self.ids(|all| {
            let key = all.graph.kinds[kind].delete.clone()?;
            let pointers = all.of_path(&key)?.1.to_vec();
            Some((key, pointers)).filter(|_| !all.is_gone(kind, ids))
        });
        let Some((key, pointers)) = found else {
            return Ok(());
        };
        let (Some(operation), Some(mut bound)) = (self.operation(&key), self.deleting(&key)) else {
            return Ok(());
        };
        for (pointer, id) in pointers.iter().zip(ids) {
            if let Some((_, name)) = pointer::split_last(pointer) {
                bound.path.insert(name, Value::String(id.clone()));
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
            match exchange.status() {
                Some(200..300) => self.change_ids(|all| all.forget(kind, ids)),
                Some(404 | 410) => self.change_ids(|all| {
                    all.forget(kind, ids);
                    all.missing += 1;
                }),
                _ => {}
            }
        }
        Ok(())
    }

    /// The request that deletes: one that was accepted, else the smallest one of the plan. None for an
    /// operation that is not planned: the user has left it out.
    fn deleting(&self, key: &OperationKey) -> Option<PlannedRequest> {
        let planned = self.plan.operations.iter().find(|it| it.key == *key)?;
        let accepted = self.creator(key).map(|it| it.request());
        let smallest = || {
            let candidate = planned.candidates.get(planned.smallest.unwrap_or(0));
            candidate.map(|it| it.request.clone())
        };
        Some(accepted.or_else(smallest).unwrap_or_default())
    }

    /// A resource as people know it: its path, and why it was not deleted.
    fn shown(&self, kind: usize, ids: &[String], why: Option<&str>) -> LeftResource {
        self.ids(|all| {
            let kind = &all.graph.kinds[kind];
            let mut ids = ids.iter().cloned();
            let segments = kind
                .path
                .split('/')
                .map(|segment| match segment.contains('{') {
                    true => ids.next().unwrap_or_default(),
                    false => segment.to_owned(),
                });
            let is_planned = |key: &&OperationKey| self.deleting(key).is_some();
            LeftResource {
                path: segments.collect::<Vec<_>>().join("/"),
                why: match (why, &kind.delete) {
                    (Some(why), _) => why.to_owned(),
                    (None, Some(key)) if Some(key).filter(is_planned).is_some() => {
                        format!("{key} did not delete it")
                    }
                    (None, Some(key)) => format!("{key} is not among the operations of the run"),
                    (None, None) => "the document has no operation that deletes it".to_owned(),
                },
            }
        })
    }
}
