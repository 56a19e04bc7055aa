//! A run as build servers live with it: one configuration, reports, accepted findings, a replay.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot do its work has failed"
)]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tally_reference::Served;
use tally_spec::schema::Validator;

const FAULT: &str = "empty-title-accepted";

/// A reference server, with a fault if one is named.
fn served(fault: Option<&str>) -> Served {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tally"));
    command.args(["serve", "--listen", "127.0.0.1:0"]);
    command.args(fault.iter().flat_map(|fault| ["--fault", fault]));
    Served::start(&mut command).unwrap()
}

/// A project with a configuration that names everything.
struct Project(tempfile::TempDir);

impl Project {
    fn new(url: &str, more: &str) -> Self {
        let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        let folder = tempfile::tempdir().unwrap();
        for name in ["releases.json", "releases.overlay.yaml"] {
            std::fs::copy(spec.join(name), folder.path().join(name)).unwrap();
        }
        let text = format!(
            "document = 'releases.json'\noverlays = ['releases.overlay.yaml']\nurl = '{url}'\n\
             wait = 5\njobs = 4\n{more}\n\
             [credentials]\napiKeyAuth = 'env:GATE_KEY'\nbearerAuth = 'env:GATE_TOKEN'\n\
             [known]\n'/body/id' = '{}'\n\
             [reports]\njunit = 'out.xml'\njson = 'out.json'\njsonl = 'out.jsonl'\n",
            tally_reference::demo().known_ids[0]
        );
        std::fs::write(folder.path().join("tally.toml"), text).unwrap();
        Self(folder)
    }

    fn tally(&self, arguments: &[&str]) -> Output {
        let demo = tally_reference::demo();
        let secret = |scheme: &str| {
            let mut all = demo.credentials.iter();
            let found = all.find(|(name, _)| *name == scheme).unwrap();
            found.1.reveal().to_owned()
        };
        let output = Command::new(env!("CARGO_BIN_EXE_tally"))
            .args(arguments)
            .current_dir(self.0.path())
            .env_remove("TALLY_API_KEY_AUTH")
            .env_remove("TALLY_BEARER_AUTH")
            .env("GATE_KEY", secret("apiKeyAuth"))
            .env("GATE_TOKEN", secret("bearerAuth"))
            .output()
            .unwrap();
        for (scheme, _) in &demo.credentials {
            let secret = secret(scheme);
            for text in [&output.stdout, &output.stderr] {
                let text = String::from_utf8_lossy(text);
                assert!(!text.contains(&secret), "{scheme} in {text}");
            }
            for entry in std::fs::read_dir(self.0.path()).unwrap() {
                let path = entry.unwrap().path();
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                assert!(!text.contains(&secret), "{scheme} in {}", path.display());
            }
        }
        output
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }
}

fn said(output: &Output, code: i32, parts: &[&str]) {
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{out}\n{err}");
    for part in parts {
        let is = out.contains(part) || err.contains(part);
        assert!(is, "does not say {part:?}\n{out}\n{err}");
    }
}

#[test]
fn a_configuration_replaces_every_flag_and_reports_agree_with_their_schemas() {
    let server = served(None);
    let project = Project::new(server.url(), "");
    let output = project.tally(&["check"]);
    said(
        &output,
        0,
        &["note: configuration from tally.toml", "no violations"],
    );

    let schema = project.tally(&["schema", "verdict"]).stdout;
    let schema = Validator::new(&serde_json::from_slice(&schema).unwrap()).unwrap();
    let verdict: Value = serde_json::from_str(&project.read("out.json")).unwrap();
    assert_eq!(schema.violations(&verdict), Vec::new());
    assert_eq!(verdict["conclusion"], "clean");

    let xml = project.read("out.xml");
    let upheld = verdict["totals"]["clauses"]["upheld"].as_u64().unwrap();
    let clauses = verdict["operations"][0]["clauses"].as_array().unwrap();
    assert!(upheld > 0);
    assert_eq!(xml.matches("<testcase ").count(), clauses.len());
    assert_eq!(xml.matches("<failure").count(), 0);
    let skipped = u64::try_from(xml.matches("<skipped").count()).unwrap();
    assert_eq!(clauses.len() as u64 - skipped, upheld);
}

#[test]
fn flags_win_over_the_configuration() {
    let server = served(None);
    let project = Project::new("http://127.0.0.1:9", "timeout = 0.001");
    let output = project.tally(&[
        "check",
        "--url",
        server.url(),
        "--timeout",
        "10",
        "--report",
        "json=other.json",
        "--quiet",
    ]);
    said(&output, 0, &["no violations"]);
    assert!(project.0.path().join("other.json").exists());
    assert!(!project.0.path().join("out.json").exists());
    assert!(project.0.path().join("out.xml").exists());
}

#[test]
fn known_findings_are_accepted_until_a_day_and_new_ones_fail() {
    let server = served(Some(FAULT));
    let project = Project::new(server.url(), "");
    let output = project.tally(&["check", "--write-accept", "known.toml"]);
    said(&output, 1, &["violated"]);

    // As it is written it is refused: somebody has to say why.
    let template = project.read("known.toml");
    let accept = ["check", "--accept", "known.toml"];
    said(
        &project.tally(&accept),
        3,
        &["known.toml:", "the reason is empty"],
    );

    let filled = template.replace("reason = \"\"", "reason = \"ticket 12\"");
    let lines = filled
        .lines()
        .map(|line| match line.starts_with("until = ") {
            true => "until = 9999-12-31",
            false => line,
        });
    let known = lines.collect::<Vec<_>>().join("\n");
    project.write("known.toml", &known);
    said(
        &project.tally(&accept),
        0,
        &["accepted", "until 9999-12-31: ticket 12", "no violations"],
    );
    let verdict: Value = serde_json::from_str(&project.read("out.json")).unwrap();
    assert_eq!(verdict["conclusion"], "clean");
    assert_eq!(verdict["totals"]["accepted"], verdict["totals"]["findings"]);
    assert_eq!(verdict["findings"][0]["accepted"]["reason"], "ticket 12");
    assert!(
        project
            .read("out.xml")
            .contains("accepted until 9999-12-31: ticket 12")
    );

    // After its last day the finding fails again.
    project.write("known.toml", &known.replace("9999-12-31", "2020-01-31"));
    said(
        &project.tally(&accept),
        1,
        &["known.toml:", "was accepted until 2020-01-31 only"],
    );

    // The recording tells the same, with what is accepted today.
    project.write("known.toml", &known);
    let replayed = ["report", "out.jsonl", "--accept", "known.toml"];
    said(
        &project.tally(&replayed),
        0,
        &["no violations", "ticket 12"],
    );

    // A server without the defect does not fail; the entries are named.
    drop(server);
    let faithful = served(None);
    let output = project.tally(&[&accept[..], &["--url", faithful.url()]].concat());
    said(&output, 0, &["was not found; its entry can be deleted"]);
    // Another defect is new, and fails.
    let other = served(Some("empty-prompt-accepted"));
    let output = project.tally(&[&accept[..], &["--url", other.url()]].concat());
    said(&output, 1, &["violated"]);
}

#[test]
fn a_recording_replays_through_every_report() {
    let server = served(Some(FAULT));
    let project = Project::new(server.url(), "");
    let live = project.tally(&["check"]);
    said(&live, 1, &["violated"]);
    let replayed = project.tally(&[
        "report",
        "out.jsonl",
        "--report",
        "junit=again.xml",
        "--report",
        "json=again.json",
        "--report",
        "jsonl=again.jsonl",
    ]);
    said(&replayed, 1, &[]);
    assert_eq!(
        String::from_utf8_lossy(&replayed.stdout),
        String::from_utf8_lossy(&live.stdout)
    );
    assert_eq!(project.read("again.json"), project.read("out.json"));
    assert_eq!(project.read("again.jsonl"), project.read("out.jsonl"));
    assert_eq!(project.read("again.xml"), project.read("out.xml"));
}

#[test]
fn other_commands_find_the_document_too() {
    let project = Project::new("http://127.0.0.1:9", "");
    let output = project.tally(&["lint"]);
    said(&output, 0, &["releases.json: 1 operation"]);
    said(
        &project.tally(&["plan"]),
        0,
        &["PATCH /api/tasks: ", " clauses"],
    );
}

#[test]
fn every_shell_gets_its_completions() {
    let project = Project::new("http://127.0.0.1:9", "");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = project.tally(&["completions", shell]);
        said(&output, 0, &["write-accept", "explain"]);
    }
}

#[test]
fn every_page_of_the_manual_is_listed_and_shown() {
    let project = Project::new("http://127.0.0.1:9", "");
    let list = project.tally(&["explain"]);
    said(&list, 0, &["Rules", "Laws", "Diagnostics"]);
    said(
        &project.tally(&["explain", "valid refused"]),
        0,
        &["valid_refused", "Fires ", "Silent "],
    );
    said(
        &project.tally(&["explain", "dangling-reference"]),
        0,
        &["A `$ref` that leads nowhere."],
    );
}
