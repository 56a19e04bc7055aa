use super::*;

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";

/// The producers of each kind, a line each: kind, what it is called, operation, place, and whether it
/// makes one.
fn check(document: &str, expected: &[&str]) {
    let outcome = tally_spec::read_text("api.yaml", &format!("{HEAD}{document}"));
    let graph = ResourceGraph::of(&outcome.contract.unwrap());
    let lines = graph.kinds.iter().flat_map(|kind| {
        kind.producers.iter().map(move |producer| {
            let creates = if producer.creates { ", made" } else { "" };
            format!(
                "{} <- {} {} ({}{creates})",
                kind.path, producer.operation, producer.place, producer.reason
            )
        })
    });
    assert_eq!(lines.collect::<Vec<_>>(), expected);
}

const ORDERS: &str = "
paths:
  /orders:
    get:
      responses: {'200': {description: a, content: {application/json: {schema: {type: object, properties: {
        total: {type: integer}, items: {type: array, items: {$ref: '#/components/schemas/Order'}}}}}}}}
    post:
      requestBody: {content: {application/json: {schema: {properties: {customer_id: {type: string}}}}}}
      responses: {'201': {description: a, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
  /orders/search:
    post:
      responses: {'200': {description: a, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}}}
  /orders/{orderId}:
    parameters: [{name: orderId, in: path, required: true, schema: {type: string}}]
    get:
      responses: {'200': {description: a, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
    delete: {responses: {'204': {description: a}}}
  /orders/{order}/lines:
    parameters: [{name: order, in: path, required: true, schema: {type: string}}]
    post: {responses: {'201': {description: a}}}
  /orders/{orderId}/lines/{line}:
    parameters: [{name: orderId, in: path, required: true, schema: {type: string}}, {name: line, in: path, required: true, schema: {type: string}}]
    get: {responses: {'200': {description: a}}}
  /customers/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {responses: {'200': {description: a}}}
  /customers:
    get:
      responses: {'200': {description: a, content: {application/json: {schema: {type: array, items: {properties: {name: {type: string}, id: {type: string}}}}}}}}
components:
  schemas:
    Order: {type: object, properties: {id: {type: string}, number: {type: integer}, customer: {properties: {id: {type: string}}}}}
";

#[test]
fn collections_envelopes_and_searches_tell_ids() {
    check(
        ORDERS,
        &[
            "/orders/{orderId} <- GET /orders `/items/*/id` of the answer (it is the collection)",
            "/orders/{orderId} <- POST /orders `/id` of the answer (it is the collection, made)",
            "/orders/{orderId} <- POST /orders/search `/*/id` of the answer (its answer has the schema of the resource)",
            "/orders/{orderId}/lines/{line} <- POST /orders/{order}/lines the answer's `Location` (it is the collection, made)",
            "/customers/{id} <- GET /customers `/*/id` of the answer (it is the collection)",
        ],
    );
}

#[test]
fn what_stands_in_a_path_and_what_refers_to_it_ask_for_ids() {
    let outcome = tally_spec::read_text("api.yaml", &format!("{HEAD}{ORDERS}"));
    let graph = ResourceGraph::of(&outcome.contract.unwrap());
    let of = |path: &str| graph.kinds.iter().find(|it| it.path == path).unwrap();
    let asked = |path: &str| {
        let consumers = of(path).consumers.iter();
        let lines = consumers.map(|it| format!("{} {}", it.operation, it.pointers.join(" ")));
        lines.collect::<Vec<_>>()
    };
    assert_eq!(
        asked("/orders/{orderId}/lines/{line}"),
        ["GET /orders/{orderId}/lines/{line} /path/orderId /path/line"]
    );
    assert_eq!(
        asked("/customers/{id}"),
        [
            "GET /customers/{id} /path/id",
            "POST /orders /body/customer_id"
        ]
    );
    assert_eq!(
        of("/orders/{orderId}").delete.as_ref().unwrap().to_string(),
        "DELETE /orders/{orderId}"
    );
    let line = of("/orders/{orderId}/lines/{line}");
    assert_eq!(line.producers[0].parents, ["/path/order"]);
    assert_eq!(line.parent, Some(0));
}

#[test]
fn links_are_believed_first_and_names_of_requests_where_answers_say_nothing() {
    check(
        "
paths:
  /user:
    post:
      requestBody: {content: {application/json: {schema: {properties: {username: {type: string}, email: {type: string}}}}}}
      responses: {default: {description: a}}
  /user/{username}:
    get:
      operationId: user
      parameters: [{name: username, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: a}}
  /jobs:
    post:
      responses:
        '202':
          description: a
          links: {job: {operationId: job, parameters: {id: $response.header.X-Job}}}
  /queue/{id}:
    get:
      operationId: job
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: a}}
",
        &[
            "/user/{username} <- POST /user `/body/username` of the request (it is the collection, made)",
            "/user/{username} <- POST /user the answer's `Location` (it is the collection, made)",
            "/queue/{id} <- POST /jobs the answer's `X-Job` (a link says so)",
        ],
    );
}

#[test]
fn a_telling_name_feeds_other_paths_and_a_common_one_does_not() {
    check(
        "
paths:
  /v1/orders:
    get: {responses: {'200': {description: a, content: {application/json: {schema: {type: array, items: {properties: {id: {type: integer}}}}}}}}}
  /v1/orders/{orderId}:
    get:
      parameters: [{name: orderId, in: path, required: true, schema: {type: integer}}]
      responses: {'200': {description: a}}
  /receipts/{orderId}:
    get:
      parameters: [{name: orderId, in: path, required: true, schema: {type: integer}}]
      responses: {'200': {description: a}}
  /other/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'200': {description: a}}
",
        &[
            "/v1/orders/{orderId} <- GET /v1/orders `/*/id` of the answer (it is the collection)",
            "/receipts/{orderId} <- GET /v1/orders `/*/id` of the answer (its name says so)",
        ],
    );
}
