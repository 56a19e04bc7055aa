//! Requests that should be accepted: what the document shows, and the smallest valid one.

use serde_json::Value;

use super::new_case::{Cases, NewCase, PlanContext};
use crate::case::{Body, Family, Intent, PlannedRequest};

/// The candidates that bind the plan to the server, the most promising first. Gives the place of the
/// smallest one, which all other cases are made of.
pub(super) fn candidates(ground: &PlanContext<'_, '_>, cases: &mut Cases) -> usize {
    if ground.options.known.is_empty() {
        shown(ground, cases);
    }
    let smallest = smallest(ground, cases);
    // What is there already is not added again.
    shown(ground, cases);
    largest(ground, cases);
    smallest
}

/// Adds a candidate, unless there is one that is sent alike. Gives its place.
fn push(
    ground: &PlanContext<'_, '_>,
    cases: &mut Cases,
    id: &str,
    about: &str,
    request: PlannedRequest,
) -> usize {
    let repeated = cases.cases.iter().position(|case| {
        case.request.body == request.body
            && case.request.path == request.path
            && case.request.query == request.query
            && case.request.header == request.header
    });
    if let Some(place) = repeated {
        return place;
    }
    let draft = NewCase {
        id: id.to_owned(),
        family: Family::Example,
        clause: None,
        intent: Intent::Honours,
        expectation: ground.accepted(&request),
        request,
        difference: None,
        about: about.to_owned(),
        times: 1,
    };
    cases.push(ground, draft);
    cases.cases.len().saturating_sub(1)
}

fn smallest(ground: &PlanContext<'_, '_>, cases: &mut Cases) -> usize {
    let about = "the smallest valid request";
    push(
        ground,
        cases,
        "example/smallest",
        about,
        ground.request(&[]),
    )
}

/// The examples of the body and of the parameters.
fn shown(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    let of_parameters = shown_parameters(ground);
    if let Some(body) = ground.body()
        && let Some(content) = &ground.operation.request_body
    {
        let media = content
            .content
            .iter()
            .find(|it| it.name == ground.inputs[body].media);
        for example in media.into_iter().flat_map(|media| &media.examples) {
            if !ground.probers[body].is_valid(&example.value) {
                continue;
            }
            let name = example.name.as_deref().unwrap_or("example");
            let mut values = of_parameters.clone();
            values.push((body, Some(example.value.clone())));
            let about = format!("the example `{name}` of the document");
            push(
                ground,
                cases,
                &format!("example/{name}"),
                &about,
                ground.request(&values),
            );
        }
    }
    if !of_parameters.is_empty() {
        let about = "the parameters that the document shows";
        push(
            ground,
            cases,
            "example/parameters",
            about,
            ground.request(&of_parameters),
        );
    }
}

/// The first valid example of each parameter.
fn shown_parameters(ground: &PlanContext<'_, '_>) -> Vec<(usize, Option<Value>)> {
    let inputs = ground.inputs.iter().zip(&ground.probers).enumerate();
    inputs
        .filter_map(|(index, (input, prober))| {
            let examples = &input.parameter?.examples;
            let good = examples.iter().find(|example| {
                prober.accepts(&example.value)
                    && super::parameters::is_sendable(input, &example.value)
            })?;
            Some((index, Some(good.value.clone())))
        })
        .collect()
}

/// The valid request with the optional body that is no JSON. No candidate: where it alone were
/// accepted, all that is sent without it would be refused for want of it.
pub(super) fn with_body(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    let Some(written) = ground.written().filter(|written| !written.always) else {
        return;
    };
    let mut request = ground.request(&[]);
    request.body = written.body.clone();
    let about = format!("a valid request with a body that is `{}`", written.media);
    push(ground, cases, "example/body", &about, request);
}

/// The valid request with all optional members.
fn largest(ground: &PlanContext<'_, '_>, cases: &mut Cases) {
    let values: Vec<(usize, Option<Value>)> = ground
        .probers
        .iter()
        .enumerate()
        .filter(|(index, _)| ground.inputs[*index].parameter.is_none())
        .filter_map(|(index, prober)| Some((index, Some(prober.full()?))))
        .collect();
    let request = ground.request(&values);
    if matches!(request.body, Body::Json { .. }) {
        push(
            ground,
            cases,
            "example/largest",
            "a valid request with all members",
            request,
        );
    }
}
