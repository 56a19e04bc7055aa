//! Integers, and the texts that they may be written as.

use serde_json::json;
use tally_conformance::case::{Body, Expectation, Intent, Malformed};
use tally_conformance::plan::Options;

use super::{cases, planned};

const DOCUMENT: &str = "
paths:
  /things:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [count]
              properties:
                count: {type: integer, minimum: 1}
                share: {type: number}
      responses: {'204': {description: none}, '400': {description: invalid}}
";

#[test]
fn an_integer_is_broken_by_its_look_alikes() {
    let plan = planned(DOCUMENT, &Options::default());
    let broken = cases(&plan, "body/count/type/");
    for wrong in [
        json!("1"),
        json!("1.0"),
        json!(1.5),
        json!(true),
        json!(null),
    ] {
        let sent = broken.iter().any(|case| {
            case.request.body
                == Body::Json {
                    media: "application/json".to_owned(),
                    value: json!({ "count": wrong }),
                }
        });
        assert!(sent, "{wrong}");
    }
}

#[test]
fn numbers_that_few_can_hold_are_only_to_be_survived() {
    let plan = planned(DOCUMENT, &Options::default());
    let probes = cases(&plan, "body/count/number/");
    let texts: Vec<&str> = probes
        .iter()
        .map(|case| match &case.request.body {
            Body::Malformed {
                how: Malformed::Text { at, text },
                ..
            } if at == "/count" => text.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        texts,
        [
            "1.0",
            "1E0",
            "-0",
            "18446744073709551616",
            "1e400",
            "-1e400"
        ]
    );
    for case in &probes {
        assert_eq!(case.expectation, Expectation::Survived, "{}", case.id.0);
        assert_eq!(case.intent, Intent::Probes);
        assert!(!case.request.bound.contains(&"/body/count".to_owned()));
    }
    // A fraction is nothing special for a number.
    assert!(cases(&plan, "body/share/number/").is_empty());
}

#[test]
fn no_value_is_sent_as_valid_that_a_lawful_server_may_refuse() {
    let plan = planned(DOCUMENT, &Options::default());
    let all = plan.candidates.iter().chain(&plan.cases);
    for case in all.filter(|case| case.intent == Intent::Honours) {
        if let Body::Json { value, .. } = &case.request.body {
            assert!(value["count"].is_u64(), "{}: {value}", case.id.0);
        }
    }
}
