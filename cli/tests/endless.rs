//! No document makes a command run without end: schemas that refer to each other at random, through
//! every keyword that applies schemas, are linted, planned and generated within a bound.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};
use tally_conformance::plan;
use tally_generator::{Emit, generate};

/// How long all commands may take together with one document. What they do is counted in work;
/// this only ends a test that would hang, on a machine that has much else to do.
const LIMIT: Duration = Duration::from_secs(240);

/// The stack that a command has.
const STACK: usize = 1 << 28;

/// How many schemas refer to each other.
const SCHEMAS: usize = 5;

fn reference() -> impl Strategy<Value = Value> {
    let keyword = prop_oneof![4 => Just("$ref"), 1 => Just("$dynamicRef")];
    (keyword, 0..SCHEMAS)
        .prop_map(|(keyword, number)| json!({ keyword: format!("#/components/schemas/S{number}") }))
}

fn leaf() -> impl Strategy<Value = Value> {
    let plain = [
        json!({ "type": "object" }),
        json!({ "type": "string" }),
        json!({ "type": "integer", "minimum": 3 }),
        json!({ "type": ["object", "null"], "required": ["a"] }),
        json!({}),
    ];
    prop_oneof![3 => reference(), 1 => proptest::sample::select(plain.to_vec())]
}

fn schema() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(3, 24, 4, |inner| {
        let list = ["allOf", "oneOf", "anyOf", "prefixItems"];
        let one = [
            "not",
            "if",
            "then",
            "else",
            "items",
            "contains",
            "additionalProperties",
            "propertyNames",
            "unevaluatedProperties",
        ];
        let named = ["properties", "dependentSchemas"];
        let listed = (
            proptest::sample::select(list.to_vec()),
            prop::collection::vec(inner.clone(), 1..4),
        )
            .prop_map(|(keyword, schemas)| (keyword, json!(schemas)));
        let single = (proptest::sample::select(one.to_vec()), inner.clone());
        let named = (
            proptest::sample::select(named.to_vec()),
            prop::collection::btree_map("[ab]", inner, 1..3),
        )
            .prop_map(|(keyword, schemas)| (keyword, json!(schemas)));
        let keyword = prop_oneof![3 => listed, 1 => single, 1 => named];
        let keywords = prop::collection::vec(keyword, 1..4);
        (keywords, prop::option::of(reference())).prop_map(|(keywords, reference)| {
            let mut schema = Map::new();
            for (keyword, value) in keywords {
                schema.insert(keyword.to_owned(), value);
            }
            if let Some(Value::Object(reference)) = reference {
                schema.extend(reference);
            }
            Value::Object(schema)
        })
    })
}

fn document(schemas: &[Value]) -> String {
    let named: Map<String, Value> = schemas
        .iter()
        .enumerate()
        .map(|(number, schema)| (format!("S{number}"), schema.clone()))
        .collect();
    let content =
        json!({ "application/json": { "schema": { "$ref": "#/components/schemas/S0" } } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Endless", "version": "1" },
        "paths": { "/a": { "post": {
            "operationId": "a",
            "requestBody": { "content": content },
            "responses": { "200": { "description": "Done.", "content": content } },
        } } },
        "components": { "schemas": named },
    })
    .to_string()
}

/// What all commands do with a document before anything is sent.
fn work(text: &str) {
    let loaded = tally_spec::read_text("openapi.json", text);
    let Some(contract) = loaded.contract else {
        return;
    };
    drop(contract.lint());
    let emit = Emit {
        strategies: true,
        ..Emit::default()
    };
    let configuration = tally_generator::Config {
        emit,
        ..tally_generator::Config::default()
    };
    assert!(
        generate(&contract, &configuration).is_ok(),
        "not Rust: {text}"
    );
    drop(plan::plan(&contract, &plan::Options::default()));
}

#[track_caller]
fn check(text: String) {
    let (done, waits) = mpsc::channel();
    let shown = text.clone();
    let worker = thread::Builder::new().stack_size(STACK).spawn(move || {
        work(&text);
        // Nobody waits any more if it took too long.
        let _ = done.send(());
    });
    assert!(worker.is_ok(), "no thread");
    assert!(
        waits.recv_timeout(LIMIT).is_ok(),
        "no end, or a panic: {shown}"
    );
}

#[test]
fn schemas_that_refer_to_each_other_at_random_come_to_an_end() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[8; 32]);
    let config = Config {
        cases: 8,
        failure_persistence: None,
        max_shrink_iters: 0,
        ..Config::default()
    };
    let schemas = prop::collection::vec(schema(), SCHEMAS);
    let mut runner = TestRunner::new_with_rng(config, rng);
    runner
        .run(&schemas, |schemas| {
            check(document(&schemas));
            Ok(())
        })
        .expect("all come to an end");
}

#[test]
fn every_circle_through_one_value_comes_to_an_end() {
    let to = |number: usize| json!({ "$ref": format!("#/components/schemas/S{number}") });
    let object = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let circles = [
        [
            json!({ "allOf": [to(1)] }),
            json!({ "allOf": [to(0), object] }),
        ],
        [
            json!({ "anyOf": [to(1), object] }),
            json!({ "allOf": [to(0)] }),
        ],
        [
            json!({ "not": to(1) }),
            json!({ "not": to(0), "type": "object" }),
        ],
        [json!({ "not": to(0), "type": "object" }), to(0)],
        [
            json!({ "if": to(1), "then": object }),
            json!({ "else": to(0) }),
        ],
        [
            json!({ "type": "object", "dependentSchemas": { "a": to(1) } }),
            json!({ "allOf": [to(0)], "required": ["b"] }),
        ],
        [
            json!({ "type": "object", "oneOf": [to(1)] }),
            json!({ "allOf": [to(0)], "oneOf": [to(0), object] }),
        ],
        [
            json!({ "allOf": [to(1)], "properties": { "a": to(0) } }),
            json!({ "properties": { "a": { "allOf": [to(0), to(1)] } } }),
        ],
        [
            json!({ "$dynamicRef": "#/components/schemas/S1" }),
            json!({ "anyOf": [to(0), object] }),
        ],
    ];
    for circle in circles {
        check(document(&circle));
    }
}

#[test]
fn schemas_that_double_at_every_step_come_to_an_end() {
    let double = |number: usize| {
        let next = json!({ "$ref": format!("#/components/schemas/S{}", number + 1) });
        json!({ "allOf": [next, { "anyOf": [next, { "properties": { "a": next } }] }] })
    };
    let mut schemas: Vec<Value> = (0..40).map(double).collect();
    schemas.push(json!({ "type": "object" }));
    check(document(&schemas));
    let chain = |number: usize| json!({ "allOf": [{ "$ref": format!("#/components/schemas/S{}", number + 1) }] });
    let mut schemas: Vec<Value> = (0..1_000).map(chain).collect();
    schemas.push(json!({ "type": "object" }));
    check(document(&schemas));
}
