//! An example that its schema refuses.
//!
//! "The example SHOULD match the specified schema" (OpenAPI 3.1 sections 4.8.12, 4.8.14), and
//! schemas have `examples` of their own. Fires at the example; members that only requests or only
//! answers have are not missed in the other. Silent for media types that are not JSON, whose
//! examples may be written as text, and where a keyword could not be decided.

use serde_json::Value;

use super::Findings;
use super::judge::{Judge, Way};
use crate::Severity;
use crate::contract::{Content, Contract, Example, Media, Parameter, SchemaId};
use crate::promise::is_json;
use crate::resolve::grammar::Role;

pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    let mut judge = Judge::new(contract);
    for operation in contract.operations.iter().chain(&contract.webhooks) {
        for parameter in &operation.parameters {
            parameter_examples(&mut judge, parameter, findings);
        }
        for media in operation.request_body.iter().flat_map(|body| &body.content) {
            media_examples(&mut judge, media, Way::Request, findings);
        }
        for response in &operation.responses {
            for media in &response.content {
                media_examples(&mut judge, media, Way::Response, findings);
            }
        }
    }
    schema_examples(contract, &mut judge, findings);
}

fn parameter_examples(judge: &mut Judge<'_>, parameter: &Parameter, findings: &mut Findings) {
    if let Content::Styled { schema, .. } = parameter.content {
        examples(judge, schema, Way::Request, &parameter.examples, findings);
    }
}

fn media_examples(judge: &mut Judge<'_>, media: &Media, way: Way, findings: &mut Findings) {
    if let Some(schema) = media.schema.filter(|_| is_json(&media.name)) {
        examples(judge, schema, way, &media.examples, findings);
    }
}

fn examples(
    judge: &mut Judge<'_>,
    schema: SchemaId,
    way: Way,
    examples: &[Example],
    findings: &mut Findings,
) {
    for example in examples {
        if let Some(problem) = judge.problem(schema, way, &example.value) {
            findings.at(Severity::Warning, &example.place, message(&problem), None);
        }
    }
}

fn schema_examples(contract: &Contract, judge: &mut Judge<'_>, findings: &mut Findings) {
    let document = &contract.document;
    for &(node, _) in document
        .roles
        .iter()
        .filter(|(_, role)| *role == Role::Schema)
    {
        let schema = document.view(node);
        let listed = schema
            .get("examples")
            .into_iter()
            .flat_map(|examples| examples.items());
        for example in schema.get("example").into_iter().chain(listed) {
            let value: Value = example.value();
            if let Some(problem) = judge.problem_anyway(SchemaId(node.0), &value) {
                findings.add(Severity::Warning, example, message(&problem), None);
            }
        }
    }
}

fn message(problem: &str) -> String {
    format!("this example is not valid: {problem}")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, silent};

    const NAME: &str = "unmatched-example";

    fn body(text: &str) -> String {
        format!(
            "paths: {{/a: {{post: {{requestBody: {{content: {{application/json: {text}}}}}, responses: {{default: {{description: a}}}}}}}}}}"
        )
    }

    #[test]
    fn examples_of_every_kind_fire() {
        let one = "this example is not valid: 1 is not of type \"string\"";
        check(NAME, &body("{schema: {type: string}, example: 1}"), &[one]);
        check(
            NAME,
            &body("{schema: {type: string}, examples: {a: {value: 1}, b: {value: b}}}"),
            &[one],
        );
        check(
            NAME,
            "components: {schemas: {A: {type: string, example: 1}, B: {type: string, examples: [b, 1]}}}",
            &[one, one],
        );
        check(
            NAME,
            "paths: {/a: {parameters: [{name: a, in: query, schema: {type: string}, example: 1}], get: {}}}",
            &[one],
        );
    }

    #[test]
    fn only_the_way_that_a_value_goes_counts() {
        silent(
            NAME,
            &body("{schema: {required: [a], properties: {a: {readOnly: true}}}, example: {}}"),
        );
        silent(
            NAME,
            "components: {schemas: {A: {required: [a], properties: {a: {writeOnly: true}}, example: {}}}}",
        );
    }

    #[test]
    fn what_is_not_json_is_silent() {
        silent(
            NAME,
            "paths: {/a: {post: {requestBody: {content: {application/xml: {schema: {type: object}, example: <a/>}}}}}}",
        );
    }
}
