//! How a resource is made once more.

use std::sync::Arc;

use super::resource::{Resource, ResourceValues};
use crate::case::{Case, CaseId, PlannedRequest};

/// How a resource is made: an accepted request, and what the next one is bound to.
#[derive(Clone, Debug)]
pub(super) struct Creator {
    pub(super) case: Arc<Case>,
    values: ResourceValues,
}

impl Creator {
    /// By the base of a resource that accepted a POST.
    pub(super) fn of(resource: &Resource) -> Self {
        Self {
            case: Arc::new(Case {
                id: CaseId("derived/create".to_owned()),
                about: "makes a resource for the requests that follow".to_owned(),
                ..resource.control()
            }),
            values: resource.bindings(),
        }
    }

    /// The next request that makes one, with fresh values for what the server takes only once.
    pub(super) fn request(&self) -> PlannedRequest {
        self.values.next().bind(&self.case.request)
    }
}
