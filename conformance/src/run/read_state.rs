//! Reads the state of a resource: by a documented GET of the same path, else by the smallest
//! accepted request, which changes nothing.

use std::sync::Arc;

use serde_json::{Map, Value};
use tally_spec::contract::{Operation, ParameterLocation};
use tally_spec::promise::is_json;
use tally_spec::schema::for_response;

use super::conditional_headers::refresh;
use super::engine::Halt;
use super::operation_run::{Judged, OperationRun};
use super::resource::Resource;
use super::smallest::stripped;
use crate::case::{Body, Case, CaseId, Credentials, PlannedRequest};
use crate::event::Purpose;
use crate::exchange::Exchange;
use crate::judge::{Assessment, Assessments, Position};
use crate::state::{Locator, State};

/// How the state of one resource is read.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    /// The request with only those members that every one must have: accepted, where it is valid.
    smallest: Arc<Case>,
    /// The members of its body, which identify the resource.
    identity: Map<String, Value>,
    get: Option<Get<'a>>,
}

/// A documented GET that shows the resource.
#[derive(Debug)]
struct Get<'a> {
    operation: &'a Operation,
    case: Arc<Case>,
    locator: Locator,
}

/// What a read gave.
#[derive(Clone, Debug, Default)]
pub(super) struct StateRead {
    /// The state; none when the answer does not show it.
    pub(super) state: Option<State>,
    /// The exchange; none when it cannot be sent.
    pub(super) exchange: Option<Exchange>,
}

impl<'a> Reader<'a> {
    /// The reader of a resource: none when the operation has no state that laws concern.
    pub(super) async fn new(
        run: &OperationRun<'a>,
        resource: &mut Resource,
    ) -> Result<Option<Self>, Halt> {
        if !run.has_laws() {
            return Ok(None);
        }
        let mut case = match stripped(run, &resource.accepted).filter(|_| !resource.is_rebased) {
            Some(case) => case,
            None => (*resource.accepted).clone(),
        };
        case.id = CaseId::read();
        case.about = "the state is read by the smallest accepted request".to_owned();
        case.times = 1;
        let identity = match resource.values().bind(&case.request).body {
            Body::Json {
                value: Value::Object(members),
                ..
            } => members,
            _ => Map::new(),
        };
        let mut reader = Self {
            get: get(run, resource, &case),
            identity,
            smallest: Arc::new(case),
        };
        // A GET that does not show the resource is no help.
        if reader.get.is_some() && reader.read(run, resource).await?.state.is_none() {
            reader.get = None;
        }
        // What must change something cannot read.
        let is_smallest = !resource.is_rebased && run.is_valid(&reader.smallest);
        let reads = reader.get.is_some() || is_smallest;
        Ok(reads.then_some(reader))
    }

    /// The smallest accepted request.
    pub(super) fn smallest(&self) -> &Arc<Case> {
        &self.smallest
    }

    /// Whether reading is done by a method that writes.
    pub(super) fn writes(&self) -> bool {
        self.get.is_none()
    }

    /// Whether a request is about the resource: the members that identify it say so.
    pub(super) fn is_about(&self, run: &OperationRun<'_>, sent: &Map<String, Value>) -> bool {
        run.members.required().all(|member| {
            sent.get(&member.name)
                .is_none_or(|value| member.same(Some(value), self.identity.get(&member.name)))
        })
    }

    /// Reads the state.
    pub(super) async fn read(
        &self,
        run: &OperationRun<'_>,
        resource: &mut Resource,
    ) -> Result<StateRead, Halt> {
        match &self.get {
            Some(get) => self.by_get(run, resource, get).await,
            None => self.by_smallest(run, resource).await,
        }
    }

    async fn by_smallest(
        &self,
        run: &OperationRun<'_>,
        resource: &mut Resource,
    ) -> Result<StateRead, Halt> {
        refresh(run, resource).await?;
        let exchange = run
            .send(&self.smallest, resource.index, &resource.values())
            .await?;
        let Some(exchange) = exchange else {
            return Ok(StateRead::default());
        };
        let judged = Judged {
            position: Position::DERIVED,
            purpose: Purpose::Read,
            values: &resource.values(),
        };
        // Whether it is to blame for the refusal is looked into later.
        let mut assessments = run.assessments(&exchange, judged.values);
        let blames = |it: &Assessment| matches!(it, Assessment::Violated(violation) if violation.blames_values());
        assessments.0.retain(|it| !blames(it));
        run.take(&exchange, judged, assessments);
        let state = run.located(&exchange).state().cloned();
        Ok(StateRead {
            state,
            exchange: Some(exchange),
        })
    }

    async fn by_get(
        &self,
        run: &OperationRun<'_>,
        resource: &mut Resource,
        get: &Get<'_>,
    ) -> Result<StateRead, Halt> {
        let bound = Arc::new(resource.values().bind(&get.case.request));
        let Ok(request) = run.engine.compose(get.operation, &bound) else {
            return Ok(StateRead::default());
        };
        let exchange = run
            .engine
            .send(get.operation, &get.case, resource.index, bound, request)
            .await?;
        // The GET is an operation of its own, with its own plan: here it only shows the state.
        let judged = Judged {
            position: Position::DERIVED,
            purpose: Purpose::Read,
            values: &resource.values(),
        };
        run.take(&exchange, judged, Assessments::default());
        let answer = exchange.answer().filter(|_| exchange.accepted());
        let body = answer.and_then(|it| it.json().value());
        let state = body.and_then(|body| {
            let located = get.locator.locate(body, &run.members, &self.identity);
            located.state().cloned()
        });
        Ok(StateRead {
            state,
            exchange: Some(exchange),
        })
    }
}

/// The documented GET of the same path, if its required parameters have values in the smallest
/// request: path parameters by their names, others by those or by the members of the body.
fn get<'a>(run: &OperationRun<'a>, resource: &Resource, smallest: &Case) -> Option<Get<'a>> {
    let contract = run.engine.contract;
    let operation = contract.operations.iter().find(|operation| {
        operation.key.method.as_str() == "GET" && operation.key.path == run.operation.key.path
    })?;
    let response = operation.response(200)?;
    let media = response.content.iter().find(|media| is_json(&media.name))?;
    let schema = media
        .schema
        .map(|id| for_response(&contract.schema(id).value));
    let locator = Locator::new(response, schema.as_ref(), &run.members)?;
    let known = resource.values().bind(&smallest.request);
    let members = match &known.body {
        Body::Json {
            value: Value::Object(members),
            ..
        } => members.clone(),
        _ => Map::new(),
    };
    let mut request = PlannedRequest {
        path: known.path.clone(),
        credentials: Credentials::Given,
        ..PlannedRequest::default()
    };
    for parameter in &operation.parameters {
        let name = &parameter.name;
        let value = match parameter.location {
            ParameterLocation::Path => continue,
            ParameterLocation::Query => known.query.get(name).or_else(|| members.get(name)),
            ParameterLocation::Header => known.header.get(name),
            ParameterLocation::QueryString | ParameterLocation::Cookie => None,
        };
        match (value, parameter.location) {
            (Some(value), ParameterLocation::Query) => {
                request.query.insert(name.clone(), value.clone());
            }
            (Some(value), _) => {
                request.header.insert(name.clone(), value.clone());
            }
            (None, _) if parameter.required => return None,
            (None, _) => {}
        }
    }
    let mut case = smallest.clone();
    case.id = CaseId::read();
    case.operation = operation.key.clone();
    case.about = format!("the state is read by {}", operation.key);
    case.request = request;
    Some(Get {
        operation,
        case: Arc::new(case),
        locator,
    })
}
