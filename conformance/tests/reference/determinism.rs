//! A run is the same on every run: the bytes that are sent, and what is found.

use std::collections::BTreeMap;

use tally_conformance::event::Event;
use tally_conformance::fuzz::Fuzzing;
use tally_reference::faults;

use crate::stand::{self, Stand, Told};

/// How often each request was sent, by its bytes.
fn requests(told: &Told) -> BTreeMap<String, u32> {
    let mut requests = BTreeMap::new();
    for event in &told.events {
        if let Event::ExchangeDone(done) = event {
            let request = &done.record.request;
            let body = request.body.as_ref().map(|body| body.text.clone());
            let headers = &request.headers;
            let path = request.url.rsplit_once("/api").map(|(_, path)| path);
            let text = format!("{} {path:?} {headers:?} {body:?}", request.method);
            *requests.entry(text).or_default() += 1;
        }
    }
    requests
}

fn fingerprints(told: &Told) -> Vec<String> {
    let findings = told.all_findings().into_iter();
    findings
        .map(|it| format!("{} {}", it.fingerprint, it.clause.id))
        .collect()
}

fn check(names: &[&str]) {
    fuzzed(names, Fuzzing::OFF);
}

fn fuzzed(names: &[&str], fuzzing: Fuzzing) {
    let faults: Vec<_> = names
        .iter()
        .map(|name| faults::find(name).unwrap())
        .collect();
    let run =
        |jobs| stand::alone(async { Stand::new(&faults, &[]).await.fuzzed(jobs, fuzzing).await });
    let (one, many) = (run(1), run(16));
    let (sent_by_one, sent_by_many) = (requests(&one), requests(&many));
    let differ = |(text, count): &(&String, &u32)| sent_by_many.get(*text) != Some(count);
    let differences: Vec<_> = sent_by_one
        .iter()
        .filter(differ)
        .map(|(text, count)| (text.chars().take(300).collect::<String>(), count))
        .collect();
    assert_eq!(differences, [], "{names:?}");
    assert_eq!(sent_by_one.len(), sent_by_many.len(), "{names:?}");
    assert_eq!(fingerprints(&one), fingerprints(&many), "{names:?}");
    assert_eq!(one.summary.clauses, many.summary.clauses, "{names:?}");
    let evidence = |told: &Told| -> Vec<String> {
        let findings = told.all_findings().into_iter();
        findings
            .map(|it| format!("{:?} {:?} {:?}", it.cases, it.detail, it.difference))
            .collect()
    };
    assert_eq!(evidence(&one), evidence(&many), "{names:?}");
}

#[test]
fn one_job_and_sixteen_send_the_same_bytes_to_a_faithful_server() {
    check(&[]);
}

#[test]
fn one_job_and_sixteen_draw_the_same_bytes() {
    // Enough for resources that are walked at the same time.
    let fuzzing = Fuzzing {
        requests: 600,
        seed: 5,
    };
    fuzzed(&[], fuzzing);
}

#[test]
fn one_job_and_sixteen_find_the_same() {
    check(&[
        "empty-title-accepted",
        "model-lower-cased",
        "error-names-id",
    ]);
}

#[test]
fn one_job_and_sixteen_find_the_same_culprits_among_refused_requests() {
    check(&["refused-update-partly-applied", "schedule-enables"]);
}

#[test]
fn one_job_and_sixteen_find_the_same_leaks_between_resources() {
    check(&["neighbour-updated"]);
}
