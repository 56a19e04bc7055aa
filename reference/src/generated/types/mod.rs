//! The schemas of the document, each in a file with those that stand inside it.

mod create_content_run_output;
mod error;
mod task;
mod task_run_response;
mod tasks_response;
mod update_task_failure_response;
mod update_task_request;
mod update_task_validation_error_response;

pub use create_content_run_output::{CreateContentRunOutput, CreateContentRunOutputAudio};
pub use error::Error;
pub use task::Task;
pub use task_run_response::{
    TaskRunResponse, TaskRunResponseAttemptsItem, TaskRunResponseAttemptsItemError,
    TaskRunResponseAttemptsItemStatus, TaskRunResponseEnv, TaskRunResponseError,
    TaskRunResponseOutput, TaskRunResponseStatus, TaskRunResponseTriggerFunction,
};
pub use tasks_response::{TasksResponse, TasksResponseStatus};
pub use update_task_failure_response::{
    UpdateTaskFailureResponse, UpdateTaskFailureResponseStatus,
};
pub use update_task_request::UpdateTaskRequest;
pub use update_task_validation_error_response::{
    UpdateTaskValidationErrorResponse, UpdateTaskValidationErrorResponseMissingFieldsItem,
    UpdateTaskValidationErrorResponseStatus,
};
