//! The implementation: what the faithful server answers. Written once by the generator, ours from
//! there on.

use std::collections::BTreeSet;

use serde_json::Map;
use uuid::Uuid;

use crate::configuration::Scheme;
use crate::generated::operations::update_task;
use crate::generated::security::Credentials;
use crate::generated::server::Api;
use crate::generated::support::{BoundedVec, Field, NonEmptyString, Rejection, Segment};
use crate::generated::types::{
    Error, Task, TasksResponse, TasksResponseStatus, UpdateTaskFailureResponse,
    UpdateTaskFailureResponseStatus, UpdateTaskRequest, UpdateTaskValidationErrorResponse,
    UpdateTaskValidationErrorResponseMissingFieldsItem, UpdateTaskValidationErrorResponseStatus,
};
use crate::layers::{Visit, Written};
use crate::schedule::Schedule;
use crate::store::StoreError;
use crate::task::{Changes, StoredTask};

/// A task shows no more than its last runs, so many.
const RECENT_RUNS: usize = 5;

/// The service behind the API, for one request.
#[derive(Debug)]
pub struct Service {
    /// What the request may reach.
    pub visit: Visit,
}

/// Who asks.
#[derive(Debug)]
pub struct Caller {
    /// The accounts for which they may act.
    scope: BTreeSet<Uuid>,
}

impl Api for Service {
    type Caller = Caller;

    async fn authenticate(&self, credentials: Credentials) -> Option<Caller> {
        let (scheme, presented) = match &credentials {
            Credentials::ApiKeyAuth(key) => (Scheme::ApiKey, &key.0),
            Credentials::BearerAuth(token) => (Scheme::Bearer, &token.0),
        };
        let configuration = &self.visit.world.configuration;
        let scope = configuration.scope(scheme, presented.expose())?.clone();
        Some(Caller { scope })
    }

    /// Looks at the request in this order: the schedule (400), the account that it names (403),
    /// the task (404), the account of the task (403).
    async fn update_task(
        &self,
        caller: Caller,
        request: update_task::Request,
    ) -> update_task::Response {
        let body = request.body;
        if let Some(schedule) = &body.schedule
            && let Err(error) = schedule.parse::<Schedule>()
        {
            return invalid(&[Segment::Member("schedule".to_owned())], error.to_string());
        }
        let foreign = |account: Uuid| !caller.scope.contains(&account);
        if body.account_id.is_some_and(foreign) {
            return forbidden("the account is outside the scope of these credentials");
        }
        match self.visit.world.store.find(body.id) {
            Ok(Some(task)) if foreign(task.account_id) => {
                return forbidden("the task belongs to an account outside this scope");
            }
            Ok(Some(_)) => {}
            Ok(None) => return not_found(),
            Err(error) => return failed(&error),
        }
        match self.visit.write(body.id, changes(body)) {
            Ok(Written::Task(task)) => self.updated(*task),
            Ok(Written::Missing) => not_found(),
            // The layer that refused it answers in our place.
            Ok(Written::Refused) => not_found(),
            Err(error) => failed(&error),
        }
    }

    fn reject_update_task(&self, rejection: Rejection) -> update_task::Response {
        let error = rejection.to_string();
        match rejection {
            Rejection::Unauthorized(_) => {
                update_task::Response::Unauthorized(refusal(401, "Unauthorized"))
            }
            Rejection::Invalid(issues) => invalid(&issues.first().path, error),
            Rejection::UnsupportedMediaType { .. }
            | Rejection::TooLarge { .. }
            | Rejection::Incomplete
            | Rejection::MissingBody
            | Rejection::Malformed { .. } => invalid(&[], error),
        }
    }
}

impl Service {
    fn updated(&self, task: StoredTask) -> update_task::Response {
        let task = self.shown(task);
        let answer = TasksResponse::new(TasksResponseStatus::Success, vec![task]);
        update_task::Response::Ok(answer)
    }

    /// A task with what is not stored of it: the address of its owner and its upcoming runs, of
    /// which a task that is switched off has none.
    fn shown(&self, task: StoredTask) -> Task {
        let world = &self.visit.world;
        let schedule: Option<Schedule> = task.schedule.parse().ok();
        let upcoming = match schedule {
            Some(schedule) if task.enabled != Some(false) => schedule.upcoming(world.clock.now()),
            _ => Vec::new(),
        };
        let runs: Vec<_> = task.recent_runs.iter().take(RECENT_RUNS).cloned().collect();
        let owner_email = world.configuration.owner_email(task.account_id);
        Task {
            id: Some(task.id),
            title: Some(task.title),
            prompt: Some(task.prompt),
            schedule: Some(task.schedule),
            account_id: Some(task.account_id),
            artist_account_id: Some(task.artist_account_id),
            enabled: task.enabled.into(),
            trigger_schedule_id: task.trigger_schedule_id.into(),
            recent_runs: BoundedVec::new(runs).ok(),
            upcoming: Some(upcoming.into_iter().flat_map(TryFrom::try_from).collect()),
            owner_email: owner_email.map(str::to_owned).into(),
            // An empty model is no model: the store has none.
            model: task.model.and_then(|model| model.try_into().ok()).into(),
            additional: Map::new(),
        }
    }
}

fn changes(body: UpdateTaskRequest) -> Changes {
    Changes {
        title: body.title.map(String::from),
        prompt: body.prompt.map(String::from),
        schedule: body.schedule.map(String::from),
        account_id: body.account_id,
        artist_account_id: body.artist_account_id,
        enabled: match body.enabled {
            Field::Absent => None,
            Field::Null => Some(None),
            Field::Value(enabled) => Some(Some(enabled)),
        },
        model: body.model.map(|model| Some(model.into())),
    }
}

fn invalid(path: &[Segment], error: String) -> update_task::Response {
    let segments = path.iter().map(|segment| match segment {
        Segment::Member(name) => {
            UpdateTaskValidationErrorResponseMissingFieldsItem::String(name.clone())
        }
        Segment::Index(index) => {
            UpdateTaskValidationErrorResponseMissingFieldsItem::Integer((*index as u64).into())
        }
    });
    update_task::Response::BadRequest(UpdateTaskValidationErrorResponse {
        status: UpdateTaskValidationErrorResponseStatus::Error,
        missing_fields: segments.collect(),
        error: text(error),
        additional: Map::new(),
    })
}

fn refusal(status: i32, message: &str) -> Error {
    Error {
        error: status,
        message: text(message),
        additional: Map::new(),
    }
}

fn forbidden(message: &str) -> update_task::Response {
    update_task::Response::Forbidden(refusal(403, message))
}

fn failure(error: String) -> UpdateTaskFailureResponse {
    UpdateTaskFailureResponse {
        status: UpdateTaskFailureResponseStatus::Error,
        error: text(error),
        additional: Map::new(),
    }
}

/// A message that says at least something.
fn text(message: impl Into<String>) -> NonEmptyString {
    NonEmptyString::new(message).unwrap_or_else(|_| '?'.into())
}

fn not_found() -> update_task::Response {
    update_task::Response::NotFound(failure("Task not found".to_owned()))
}

fn failed(error: &StoreError) -> update_task::Response {
    update_task::Response::InternalServerError(failure(error.to_string()))
}
