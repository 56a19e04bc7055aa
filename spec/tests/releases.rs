//! The document that the project is about, read as a contract.

#![expect(clippy::expect_used, reason = "a test may fail")]

use std::path::Path;

use serde_json::json;
use tally_spec::contract::{Content, CredentialLocation, Media, SecuritySchemeKind, StatusPattern};
use tally_spec::{Contract, Diagnostic, Loaded};

fn releases() -> Loaded {
    tally_spec::load(Path::new("releases.json"), &[]).expect("the document is there")
}

fn contract() -> Contract {
    releases().contract.expect("the document can be used")
}

#[test]
fn reading_finds_nothing_wrong() {
    assert_eq!(releases().diagnostics, Vec::<Diagnostic>::new());
}

#[test]
fn the_operation_is_whole() {
    let contract = contract();
    let [operation] = &contract.operations[..] else {
        panic!("one operation")
    };
    assert_eq!(operation.key.to_string(), "PATCH /api/tasks");
    assert_eq!(operation.place.to_string(), "releases.json:19:7");
    assert_eq!(operation.place.pointer, "/paths/~1api~1tasks/patch");
    let body = operation.request_body.as_ref().expect("a body");
    assert!(body.required);
    let names: Vec<_> = body.content[0]
        .examples
        .iter()
        .map(|example| example.name.clone())
        .collect();
    let expected = ["updateTitleAndSchedule", "toggleEnabled", "changeModel"];
    assert_eq!(names, expected.map(|name| Some(name.to_owned())));
    let statuses: Vec<_> = operation
        .responses
        .iter()
        .map(|response| response.status)
        .collect();
    assert_eq!(
        statuses,
        [200, 400, 401, 403, 404, 500].map(StatusPattern::Code)
    );
    let schemes: Vec<_> = operation
        .security
        .iter()
        .map(|alternative| alternative.schemes[0].0.as_str())
        .collect();
    assert_eq!(schemes, ["apiKeyAuth", "bearerAuth"]);
    assert_eq!(operation.servers[0].url, "https://api.recoupable.dev");
    let SecuritySchemeKind::ApiKey { location, name } =
        &contract.security_schemes["apiKeyAuth"].kind
    else {
        panic!("an API key")
    };
    assert_eq!(
        (*location, name.as_str()),
        (CredentialLocation::Header, "x-api-key")
    );
    assert!(
        operation
            .parameters
            .iter()
            .all(|p| matches!(p.content, Content::Undescribed))
    );
}

fn schema_of(media: &Media) -> tally_spec::contract::SchemaId {
    media.schema.expect("a schema")
}

#[test]
fn a_body_is_a_schema_that_stands_alone() {
    let contract = contract();
    let operation = &contract.operations[0];
    let body = &operation.request_body.as_ref().expect("a body").content[0];
    let schema = contract.schema(schema_of(body));
    assert_eq!(schema.value["$ref"], json!("#/$defs/UpdateTaskRequest"));
    let request = schema
        .definition("#/$defs/UpdateTaskRequest")
        .expect("a definition");
    assert_eq!(
        request["properties"]["enabled"]["type"],
        json!(["boolean", "null"])
    );
    let place = &schema.places["/$defs/UpdateTaskRequest/properties/title/minLength"];
    assert_eq!(
        place.pointer,
        "/components/schemas/UpdateTaskRequest/properties/title/minLength"
    );
    assert_eq!((place.line, place.column), (155, 13));
}

#[test]
fn null_is_added_to_everything_that_stands_beside_nullable() {
    let contract = contract();
    let run = contract.schema(contract.definitions["TaskRunResponse"]);
    let properties = &run.value["properties"];
    assert_eq!(
        properties["ttl"].get("type"),
        None,
        "beside nothing it says nothing"
    );
    assert_eq!(properties["metadata"]["type"], json!(["object", "null"]));
    assert_eq!(
        properties["output"].get("oneOf"),
        None,
        "one branch covers the other"
    );
    let output = &properties["output"]["anyOf"];
    assert_eq!(output[0], json!({"$ref": "#/$defs/CreateContentRunOutput"}));
    assert_eq!(output[2], json!({"type": "null"}));
    let place = &run.places["/properties/output/anyOf/2"];
    assert!(
        place.pointer.ends_with("/output/nullable"),
        "{}",
        place.pointer
    );
}

#[test]
fn int32_is_two_bounds_that_stand_at_the_format() {
    let contract = contract();
    let error = contract.schema(contract.definitions["Error"]);
    let number = &error.value["properties"]["error"];
    assert_eq!(number["minimum"], json!(-2_147_483_648_i64));
    assert_eq!(number["maximum"], json!(2_147_483_647_i64));
    for bound in ["minimum", "maximum"] {
        let place = &error.places[&format!("/properties/error/{bound}")];
        assert!(
            place.pointer.ends_with("/error/format"),
            "{}",
            place.pointer
        );
    }
}

/// The document with its overlay.
fn overlaid() -> Contract {
    let overlay = Path::new("releases.overlay.yaml").to_owned();
    let loaded = tally_spec::load(Path::new("releases.json"), &[overlay]).expect("both are there");
    assert_eq!(loaded.diagnostics, Vec::<Diagnostic>::new());
    loaded.contract.expect("the document can be used")
}

#[test]
fn the_overlay_makes_the_prose_checkable() {
    let contract = overlaid();
    let operation = &contract.operations[0];
    assert_eq!(operation.id.as_deref(), Some("updateTask"));
    let status = contract.schema(contract.definitions["TasksResponse"]);
    assert_eq!(
        status.value["properties"]["status"]["const"],
        json!("success")
    );
    let task = contract.schema(contract.definitions["Task"]);
    assert_eq!(
        task.value["properties"]["recent_runs"]["maxItems"],
        json!(5)
    );
    let place = &task.places["/properties/recent_runs/maxItems"];
    assert_eq!(&*place.file, "releases.overlay.yaml");
    assert_eq!(place.pointer, "/actions/3/update/maxItems");
    for name in [
        "UpdateTaskValidationErrorResponse",
        "UpdateTaskFailureResponse",
    ] {
        let failure = contract.schema(contract.definitions[name]);
        assert_eq!(
            failure.value["properties"]["error"]["minLength"],
            json!(1),
            "{name}"
        );
    }
    let error = contract.schema(contract.definitions["Error"]);
    assert_eq!(error.value["properties"]["message"]["minLength"], json!(1));
    let request = contract.schema(contract.definitions["UpdateTaskRequest"]);
    let accepted = &request.value["properties"]["schedule"]["x-tally-accepted"]["enum"];
    assert_eq!(accepted[0], json!("0 10 * * 4"));
    let response = |status| operation.response(status).expect("a response");
    let culprit = tally_spec::extension::culprit(response(400)).expect("it is well-formed");
    assert_eq!(culprit.expect("it is there").pointer, "/missing_fields");
    let resource = tally_spec::extension::resource(response(200)).expect("it is well-formed");
    assert_eq!(resource.as_deref(), Some("/tasks/0"));
}
