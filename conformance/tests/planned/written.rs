//! The one body that is sent where an operation takes no JSON.

use serde_json::{Value, json};
use tally_conformance::case::{Body, Expectation, Family, Intent};
use tally_conformance::plan::{GapKind, OperationPlan, Options};

use super::{cases, planned};

/// The plan of an operation that takes a body of some media types, each a member of `content` in
/// YAML.
fn sending(content: &str, options: &Options) -> OperationPlan {
    let document = format!(
        "
paths:
  /things:
    post:
      parameters: [{{name: n, in: query, schema: {{type: integer, minimum: 1}}}}]
      requestBody:
        required: true
        content: {{{content}}}
      responses: {{'204': {{description: done}}, '400': {{description: invalid}}}}
"
    );
    planned(&document, options)
}

/// Media type and text of the body that is written, and whether the document describes it; else the
/// reason why there is none.
fn body(plan: &OperationPlan) -> Result<(String, String, bool), String> {
    match plan.candidates.first().map(|it| &it.request.body) {
        Some(Body::Text {
            media,
            text,
            described,
        }) => Ok((media.clone(), text.clone(), *described)),
        Some(other) => panic!("{other:?}"),
        None => Err(plan.gaps.last().unwrap().reason.clone()),
    }
}

/// A form with this example, and this `encoding`.
fn form(example: &Value, encoding: &str) -> Result<(String, String, bool), String> {
    let schema = "{type: object, minProperties: 1, \
                   properties: {s: {type: string}, n: {type: integer}, l: {type: array, items: \
                   {type: string}}, o: {type: object}}, additionalProperties: {type: string}}";
    let content = format!(
        "application/x-www-form-urlencoded: {{schema: {schema}, example: {example}, encoding: \
         {encoding}}}"
    );
    body(&sending(&content, &Options::default()))
}

#[track_caller]
fn check_form(example: Value, encoding: &str, expected: &str) {
    let (media, text, described) = form(&example, encoding).unwrap();
    assert_eq!(text, expected);
    assert_eq!(media, "application/x-www-form-urlencoded");
    assert!(described);
}

#[test]
fn a_form_is_names_and_values_with_what_separates_them_encoded() {
    check_form(
        json!({ "s": "a&b=c d+e", "n": 12 }),
        "{}",
        "s=a%26b%3Dc+d%2Be&n=12",
    );
    check_form(json!({ "s": "äß€" }), "{}", "s=%C3%A4%C3%9F%E2%82%AC");
    check_form(json!({ "a&b = ü": "" }), "{}", "a%26b+%3D+%C3%BC=");
}

#[test]
fn lists_come_item_by_item_unless_encoding_says_otherwise() {
    let list = || json!({ "l": ["x y", "z&"] });
    check_form(list(), "{}", "l=x+y&l=z%26");
    check_form(list(), "{l: {explode: false}}", "l=x+y,z%26");
    let piped = "{l: {style: pipeDelimited, explode: false}}";
    check_form(list(), piped, "l=x+y%7Cz%26");
    check_form(
        list(),
        "{l: {contentType: application/json}}",
        "l=%5B%22x+y%22%2C%22z%26%22%5D",
    );
}

#[test]
fn objects_are_written_only_as_encoding_says() {
    let object = || json!({ "o": { "a": 1, "b": "c d" } });
    check_form(
        object(),
        "{o: {style: deepObject, explode: true}}",
        "o%5Ba%5D=1&o%5Bb%5D=c+d",
    );
    check_form(object(), "{o: {style: form}}", "a=1&b=c+d");
    check_form(
        object(),
        "{o: {contentType: application/json}}",
        "o=%7B%22a%22%3A1%2C%22b%22%3A%22c+d%22%7D",
    );
    // Nothing says it here: another valid value is written.
    let (_, text, _) = form(&object(), "{}").unwrap();
    assert!(text.starts_with("s="), "{text}");
}

#[test]
fn a_form_that_nothing_says_how_to_write_is_not_sent() {
    let content = "application/x-www-form-urlencoded: {schema: {type: object, required: [o], \
                   properties: {o: {type: object, required: [a], properties: {a: {type: \
                   string}}}}}}";
    let plan = sending(content, &Options::default());
    let why = "OpenAPI does not say how `o` of the form is written";
    assert_eq!(body(&plan), Err(why.to_owned()));
    assert!(plan.cases.is_empty());
    // The parameters are told why, too.
    let of_parameter = plan
        .gaps
        .iter()
        .find(|gap| gap.clause.0.contains("query.n#/minimum"));
    assert_eq!(
        of_parameter.unwrap().reason,
        format!("no valid request was found: {why}")
    );
}

fn multipart(schema: &str, rest: &str) -> Result<(String, String, bool), String> {
    let content = format!("multipart/form-data: {{schema: {schema}{rest}}}");
    body(&sending(&content, &Options::default()))
}

#[test]
fn a_multipart_form_has_texts_lists_objects_and_files_as_parts() {
    let (media, text, described) = multipart(
        "{type: object, required: [title, tags, meta, file], properties: {title: {type: string}, \
         tags: {type: array, items: {type: string}}, meta: {type: object, properties: {a: {type: \
         integer}}}, file: {type: string, format: binary}}}",
        ", example: {title: \"it's \\\"ü\\\"\", tags: [x, y], meta: {a: 1}, file: data}",
    )
    .unwrap();
    assert_eq!(media, "multipart/form-data; boundary=tally");
    assert_eq!(
        text,
        "--tally\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nit's \"ü\"\r\n\
         --tally\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nx\r\n\
         --tally\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\ny\r\n\
         --tally\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: \
         application/json\r\n\r\n{\"a\":1}\r\n\
         --tally\r\nContent-Disposition: form-data; name=\"file\"; \
         filename=\"tally.bin\"\r\nContent-Type: application/octet-stream\r\n\r\ndata\r\n\
         --tally--\r\n"
    );
    assert!(!described, "nobody says what the file must be");
}

#[test]
fn the_boundary_is_in_no_part_and_quotes_end_no_name() {
    let (media, text, described) = multipart(
        "{type: object, additionalProperties: {type: string}, minProperties: 1}",
        ", example: {'a\"b': \"--tally\\r\\n\"}",
    )
    .unwrap();
    assert_eq!(media, "multipart/form-data; boundary=tally-0");
    assert_eq!(
        text,
        "--tally-0\r\nContent-Disposition: form-data; name=\"a%22b\"\r\n\r\n--tally\r\n\r\n\
         --tally-0--\r\n"
    );
    assert!(described);
}

#[test]
fn a_form_of_which_nothing_is_said_has_one_member() {
    for schema in ["true", "{type: object}", "{type: string, format: binary}"] {
        let (_, text, described) = multipart(schema, "").unwrap();
        let part = "--tally\r\nContent-Disposition: form-data; name=\"tally\"\r\n\r\ntally\r\n";
        assert_eq!(text, format!("{part}--tally--\r\n"));
        assert!(!described);
    }
    let why = "the body is a form, and its schema describes no object";
    assert_eq!(multipart("{type: integer}", ""), Err(why.to_owned()));
}

#[test]
fn a_part_that_must_be_an_image_is_not_made() {
    let file = "{type: object, required: [file], properties: {file: {type: string, format: \
                binary}}}";
    let why = "nothing says how `file` of the form is written, or what it must be";
    let encoding = ", encoding: {file: {contentType: 'image/png, image/gif'}}";
    assert_eq!(multipart(file, encoding), Err(why.to_owned()));
    let encoding = ", encoding: {file: {contentType: 'image/png, text/csv'}}";
    let (_, text, described) = multipart(file, encoding).unwrap();
    assert!(
        text.contains("filename=\"tally.txt\"\r\nContent-Type: text/csv\r\n"),
        "{text}"
    );
    assert!(!described);
}

#[track_caller]
fn check(content: &str, media: &str, text: &str, described: bool) {
    let sent = body(&sending(content, &Options::default()));
    assert_eq!(sent, Ok((media.to_owned(), text.to_owned(), described)));
}

#[test]
fn texts_are_described_and_bytes_are_not() {
    let plain = "text/plain: {schema: {type: string, enum: [x]}}";
    check(plain, "text/plain", "x", true);
    let foreign = "text/plain: {schema: {type: string, enum: [ü]}}";
    check(foreign, "text/plain; charset=utf-8", "ü", true);
    check("text/plain: {}", "text/plain", "text", false);
    let csv = "text/csv: {schema: {type: string, enum: [x]}}";
    check(csv, "text/csv", "x", false);
    let bytes = "application/octet-stream: {schema: {type: string, format: binary, enum: [x]}}";
    check(bytes, "application/octet-stream", "x", false);
    check("'*/*': {}", "application/octet-stream", "text", false);
    let json = "'*/*': {schema: {type: object, required: [a], properties: {a: {const: 1}}}}";
    check(json, "application/json", "{\"a\":1}", false);
}

#[test]
fn forms_and_texts_come_before_bytes_and_what_no_one_can_make() {
    let content = "image/png: {}, application/octet-stream: {}, text/plain: {schema: {const: x}}";
    check(content, "text/plain", "x", true);
    let plan = sending("image/png: {}", &Options::default());
    let why = "no body is made that is surely `image/png`";
    assert_eq!(body(&plan), Err(why.to_owned()));
    let bytes = sending("application/octet-stream: {}", &Options::default());
    assert_eq!(
        bytes.gaps.last().unwrap().reason,
        "no body at all may be taken for an empty one"
    );
    assert!(cases(&bytes, "protocol/").is_empty());
}

const FORM: &str = "application/x-www-form-urlencoded: {schema: {type: object, required: [id, \
                    name], properties: {id: {type: string}, name: {type: string, minLength: 1}}}}";

#[test]
fn all_but_the_body_is_exercised_and_its_clauses_are_said_not_to_be() {
    let plan = sending(FORM, &Options::default());
    assert!(!cases(&plan, "query/n/minimum/").is_empty());
    let of_protocol = cases(&plan, "protocol/");
    assert_eq!(of_protocol.len(), 1);
    assert_eq!(of_protocol[0].id.0, "protocol/no-body");
    for case in plan.candidates.iter().chain(&plan.cases) {
        let is_text = matches!(case.request.body, Body::Text { .. });
        let is_bare = matches!(case.family, Family::Method | Family::Protocol);
        assert!(is_text != is_bare, "{}", case.id.0);
    }
    let of_body: Vec<_> = plan
        .clauses
        .iter()
        .filter(|it| it.id.0.contains("request.body#") && it.keyword != "present")
        .collect();
    assert!(of_body.len() >= 5, "{of_body:?}");
    for clause in of_body {
        let gap = plan
            .gaps
            .iter()
            .find(|gap| gap.clause == clause.id)
            .unwrap();
        assert_eq!(gap.kind, GapKind::Undecided);
        let expected = "only JSON bodies are broken clause by clause: one valid \
                        `application/x-www-form-urlencoded` is sent";
        assert_eq!(gap.reason, expected);
    }
}

#[test]
fn what_the_server_is_known_to_accept_is_in_the_body() {
    let known = vec![("/body/id".to_owned(), json!("a b")).into()];
    let plan = sending(FORM, &Options::default());
    let names = |plan: &OperationPlan| match &plan.candidates[0].expectation {
        Expectation::Accepted { names } => names.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(names(&plan), ["/body/id"]);
    let options = Options {
        known,
        ..Options::default()
    };
    let plan = sending(FORM, &options);
    assert!(body(&plan).unwrap().1.starts_with("id=a+b&name="));
    assert!(names(&plan).is_empty());
}

#[test]
fn an_optional_body_is_sent_once_unless_a_form_without_members_is_not_valid() {
    let optional = |schema: &str| {
        let document = format!(
            "
paths:
  /things:
    post:
      requestBody: {{content: {{application/x-www-form-urlencoded: {{schema: {schema}}}}}}}
      responses: {{'204': {{description: done}}}}
"
        );
        planned(&document, &Options::default())
    };
    let plan = optional("{type: object, properties: {a: {const: x}}}");
    let sent = |plan: &OperationPlan| {
        let all = plan.candidates.iter().chain(&plan.cases);
        let all = all.filter(|it| matches!(it.request.body, Body::Text { .. }));
        all.map(|it| it.id.0.clone()).collect::<Vec<_>>()
    };
    assert_eq!(sent(&plan), ["example/body"]);
    assert_eq!(plan.candidates[0].request.body, Body::None);
    assert_eq!(cases(&plan, "example/body")[0].intent, Intent::Honours);
    let plan = optional("{type: object, required: [a], properties: {a: {const: x}}}");
    assert_eq!(sent(&plan)[0], "example/smallest");
}
