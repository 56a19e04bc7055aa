//! The whole story, as a user sees it: demonstrations, a server of one's own, a run that is stopped.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot do its work has failed"
)]

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tally_reference::Served;

/// The credentials of the reference server's built-in configuration.
fn credentials() -> Vec<(String, String)> {
    let demo = tally_reference::demo();
    demo.credentials
        .iter()
        .map(|(scheme, secret)| ((*scheme).to_owned(), secret.reveal().to_owned()))
        .collect()
}

/// The environment variable of a scheme.
fn variable(scheme: &str) -> String {
    tally_conformance::secret::Secrets::variable(scheme)
}

fn tally() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tally"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    for (scheme, _) in credentials() {
        command.env_remove(variable(&scheme));
    }
    command
}

fn demo(arguments: &[&str]) -> Output {
    tally().arg("demo").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A reference server.
fn serve(arguments: &[&str]) -> Served {
    let mut command = tally();
    command.args(["serve", "--listen", "127.0.0.1:0"]);
    Served::start(command.args(arguments)).unwrap()
}

/// `tally check` of the first contract, with everything that a user would give.
fn check(url: &str, arguments: &[&str]) -> Command {
    let mut command = tally();
    command
        .args([
            "check",
            "spec/releases.json",
            "--overlay",
            "spec/releases.overlay.yaml",
        ])
        .args(["--url", url])
        .args(["--known", "/body/id=aade2bce-55c7-468e-a606-c4e76fb2ea2a"])
        .args(arguments);
    for (scheme, value) in credentials() {
        command.env(variable(&scheme), value);
    }
    command
}

#[test]
fn the_demonstration_is_clean() {
    let output = demo(&[]);
    let out = text(&output.stdout);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{out}\n{}",
        text(&output.stderr)
    );
    assert!(out.contains("what the document gives today"), "{out}");
    assert!(out.contains("no violations"), "{out}");
    assert!(out.contains(" 0 violated, 0 inconclusive"), "{out}");
}

#[test]
fn a_faulty_demonstration_says_what_is_wrong_and_how_to_see_it() {
    let output = demo(&["--fault", "empty-title-accepted"]);
    let out = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{out}");
    for part in [
        "request.body#/$ref/properties/title/minLength",
        "spec/releases.json:155:13",
        "\"minLength\": 1",
        "/body/title",
        "curl ",
        "$TALLY_",
        "1 finding",
    ] {
        assert!(out.contains(part), "no {part:?} in\n{out}");
    }
}

#[test]
fn a_variant_of_the_demonstration_is_clean() {
    let output = demo(&[
        "--variant",
        "extra-members",
        "--variant",
        "uuids-as-sent",
        "--quiet",
    ]);
    let out = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{out}");
    assert!(!out.contains("requests planned"), "{out}");
}

#[test]
fn credentials_appear_in_no_output_and_no_report() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("run.jsonl");
    // A server that says more than it should, so that there are findings with bodies.
    let served = serve(&[
        "--fault",
        "api-key-prefix-accepted",
        "--fault",
        "title-trimmed",
    ]);
    let output = check(
        served.url(),
        &["--report", &format!("jsonl={}", report.display())],
    )
    .output()
    .unwrap();
    let recorded = std::fs::read_to_string(report).unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(recorded.lines().count() > 100);
    for (_, value) in credentials() {
        for place in [
            text(&output.stdout),
            text(&output.stderr),
            recorded.as_str(),
        ] {
            // Neither the credential, nor what is left of it without its last character.
            assert!(!place.contains(&value[..value.len() - 1]));
        }
    }
}

#[test]
fn nothing_accepted_is_no_success() {
    let served = serve(&[]);
    let output = tally()
        .args(["check", "spec/releases.json", "--url", served.url()])
        .args(["--credential", "apiKeyAuth=not-the-key"])
        .output()
        .unwrap();
    let out = text(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{out}");
    assert!(out.contains("no request was accepted"), "{out}");
    assert!(out.contains("401"), "{out}");
}

#[test]
fn a_server_that_is_gone_in_the_middle_leaves_what_was_found() {
    let served = serve(&["--variant", "late-answers"]);
    let mut run = check(served.url(), &["--jobs", "1", "--timeout", "2"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(run.stdout.take().unwrap());
    let mut first = String::new();
    // The plan is printed before anything is sent; from then on the run takes many seconds.
    out.read_line(&mut first).unwrap();
    drop(served);
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    let status = run.wait().unwrap();
    // It may be gone before the first request.
    let gone = rest.contains("the server was gone before the end");
    let unreached = rest.contains("the server could not be reached");
    assert!(gone || unreached, "{rest}");
    // Where a request was answered before, it may be what ended the server: that is a finding.
    let found = rest.contains("no connection could be made after this request");
    assert_eq!(status.code(), Some(if found { 1 } else { 4 }), "{rest}");
    assert!(rest.contains("not exercised"), "{rest}");
}

/// `tally replay` of a file, and its exit code.
fn replay(file: &Path, url: &str) -> (String, Option<i32>) {
    let mut command = tally();
    command.arg("replay").arg(file).args([
        "spec/releases.json",
        "--overlay",
        "spec/releases.overlay.yaml",
        "--url",
        url,
    ]);
    for (scheme, value) in credentials() {
        command.env(variable(&scheme), value);
    }
    let output = command.output().unwrap();
    assert_eq!(text(&output.stderr), "");
    (text(&output.stdout).to_owned(), output.status.code())
}

#[test]
fn what_was_found_is_replayed() {
    let folder = tempfile::tempdir().unwrap();
    let [file, json] = ["replays.json", "verdict.json"].map(|it| folder.path().join(it));
    let broken = serve(&["--fault", "title-trimmed"]);
    let reports = [
        format!("replay={}", file.display()),
        format!("json={}", json.display()),
    ];
    let mut run = check(broken.url(), &["--quiet", "--deepen", "20", "--seed", "3"]);
    run.args(["--report", &reports[0], "--report", &reports[1]]);
    assert_eq!(run.output().unwrap().status.code(), Some(1));
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains("spec/releases.json"), "{written}");
    assert!(written.contains("\"seed\": 3"), "{written}");
    for (_, secret) in credentials() {
        assert!(!written.contains(&secret), "a credential is in the file");
    }
    for file in [&file, &json] {
        let (out, code) = replay(file, broken.url());
        assert!(out.starts_with("still broken"), "{out}");
        assert_eq!(code, Some(1), "{out}");
    }
    drop(broken);
    let mended = serve(&[]);
    let (out, code) = replay(&file, mended.url());
    assert!(out.starts_with("fixed"), "{out}");
    assert_eq!(code, Some(0), "{out}");
    let url = mended.url().to_owned();
    drop(mended);
    let (out, code) = replay(&file, &url);
    assert!(out.contains("could not be reached"), "{out}");
    assert_eq!(code, Some(4), "{out}");
}

#[cfg(unix)]
#[test]
fn a_run_that_is_interrupted_reports_what_it_found() {
    let served = serve(&["--variant", "late-answers"]);
    let mut run = check(served.url(), &["--jobs", "1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(run.stdout.take().unwrap());
    let mut first = String::new();
    // The plan is printed before anything is sent; from then on the run takes many seconds.
    out.read_line(&mut first).unwrap();
    assert!(first.contains("requests planned"), "{first}");
    let interrupt = Command::new("kill")
        .args(["-INT", &run.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupt.success());
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    let status = run.wait().unwrap();
    assert_eq!(status.code(), Some(4), "{rest}");
    assert!(rest.contains("stopped"), "{rest}");
    assert!(rest.contains("not exercised"), "{rest}");
}
