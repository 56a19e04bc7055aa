//! Reads the state of a resource: by a documented GET of the same path, else by the smallest
//! accepted request, which changes nothing.

use std::sync::Arc;

use serde_json::{Map, Value};
use tally_spec::contract::{Operation, ParameterLocation};
use tally_spec::promise::is_json;
use tally_spec::schema::for_response;

use super::base::Lane;
use super::condition::refresh;
use super::engine::Halt;
use super::site::{Judged, Site};
use super::smallest::stripped;
use crate::case::{Body, Case, CaseId, Credentials, PlannedRequest};
use crate::event::Purpose;
use crate::exchange::Exchange;
use crate::judge::{Opinion, Opinions, Position};
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
pub(super) struct Read {
    /// The state; none when the answer does not show it.
    pub(super) state: Option<State>,
    /// The exchange; none when it cannot be sent.
    pub(super) exchange: Option<Exchange>,
}

impl<'a> Reader<'a> {
    /// The reader of a lane: none when the operation has no state that laws speak of.
    pub(super) async fn new(site: &Site<'a>, lane: &Lane) -> Result<Option<Self>, Halt> {
        if !site.has_laws() {
            return Ok(None);
        }
        let mut case = match stripped(site, &lane.accepted).filter(|_| !lane.is_rebased) {
            Some(case) => case,
            None => (*lane.accepted).clone(),
        };
        case.id = CaseId::read();
        case.about = "the state is read by the smallest accepted request".to_owned();
        case.times = 1;
        let identity = match lane.values().bind(&case.request).body {
            Body::Json {
                value: Value::Object(members),
                ..
            } => members,
            _ => Map::new(),
        };
        let mut reader = Self {
            get: get(site, lane, &case),
            identity,
            smallest: Arc::new(case),
        };
        // A GET that does not show the resource is no help.
        if reader.get.is_some() && reader.read(site, lane).await?.state.is_none() {
            reader.get = None;
        }
        // What must change something cannot read.
        let is_smallest = !lane.is_rebased && site.is_valid(&reader.smallest);
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
    pub(super) fn is_about(&self, site: &Site<'_>, sent: &Map<String, Value>) -> bool {
        site.members.required().all(|member| {
            sent.get(&member.name)
                .is_none_or(|value| member.same(Some(value), self.identity.get(&member.name)))
        })
    }

    /// Reads the state.
    pub(super) async fn read(&self, site: &Site<'_>, lane: &Lane) -> Result<Read, Halt> {
        match &self.get {
            Some(get) => self.by_get(site, lane, get).await,
            None => self.by_smallest(site, lane).await,
        }
    }

    async fn by_smallest(&self, site: &Site<'_>, lane: &Lane) -> Result<Read, Halt> {
        refresh(site, lane).await?;
        let exchange = site
            .send(&self.smallest, lane.index, &lane.values())
            .await?;
        let Some(exchange) = exchange else {
            return Ok(Read::default());
        };
        let judged = Judged {
            position: Position::DERIVED,
            purpose: Purpose::Read,
            values: &lane.values(),
        };
        // Whether it is to blame that it is refused is for the walk to find out.
        let mut opinions = site.opinions(&exchange, judged.values);
        let blames =
            |it: &Opinion| matches!(it, Opinion::Violated(breach) if breach.blames_values());
        opinions.0.retain(|it| !blames(it));
        site.take(&exchange, judged, opinions);
        let state = site.located(&exchange).state().cloned();
        Ok(Read {
            state,
            exchange: Some(exchange),
        })
    }

    async fn by_get(&self, site: &Site<'_>, lane: &Lane, get: &Get<'_>) -> Result<Read, Halt> {
        let bound = Arc::new(lane.values().bind(&get.case.request));
        let Ok(request) = site.engine.compose(get.operation, &bound) else {
            return Ok(Read::default());
        };
        let exchange = site
            .engine
            .send(get.operation, &get.case, lane.index, bound, request)
            .await?;
        // The GET is an operation of its own, with its own plan: here it only tells the state.
        let judged = Judged {
            position: Position::DERIVED,
            purpose: Purpose::Read,
            values: &lane.values(),
        };
        site.take(&exchange, judged, Opinions::default());
        let answer = exchange.answer().filter(|_| exchange.accepted());
        let body = answer.and_then(|it| it.json().value());
        let state = body.and_then(|body| {
            let located = get.locator.locate(body, &site.members, &self.identity);
            located.state().cloned()
        });
        Ok(Read {
            state,
            exchange: Some(exchange),
        })
    }
}

/// The documented GET of the same path, if its required parameters have values in the smallest
/// request: path parameters by their names, others by those or by the members of the body.
fn get<'a>(site: &Site<'a>, lane: &Lane, smallest: &Case) -> Option<Get<'a>> {
    let contract = site.engine.contract;
    let operation = contract.operations.iter().find(|operation| {
        operation.key.method.as_str() == "GET" && operation.key.path == site.operation.key.path
    })?;
    let response = operation.response(200)?;
    let media = response.content.iter().find(|media| is_json(&media.name))?;
    let schema = media
        .schema
        .map(|id| for_response(&contract.schema(id).value));
    let locator = Locator::new(response, schema.as_ref(), &site.members)?;
    let known = lane.values().bind(&smallest.request);
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
