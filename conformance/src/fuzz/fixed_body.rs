//! A body that is sent with every drawn request, where it is no JSON.

use crate::case::{Body, Expectation};
use crate::plan::OperationPlan;

/// A body that is not drawn.
pub(super) struct Fixed {
    /// As it is sent.
    pub(super) body: Body,
    /// Pointers to values in it that may name something that only the server knows.
    pub(super) names: Vec<String>,
}

impl Fixed {
    /// That of the first candidate, if the plan has written one.
    pub(super) fn of(plan: &OperationPlan) -> Option<Self> {
        let first = plan.candidates.first()?;
        let (Expectation::Accepted { names }, body @ Body::Text { .. }) =
            (&first.expectation, &first.request.body)
        else {
            return None;
        };
        let of_body = names.iter().filter(|at| at.starts_with("/body"));
        Some(Self {
            body: body.clone(),
            names: of_body.cloned().collect(),
        })
    }
}
