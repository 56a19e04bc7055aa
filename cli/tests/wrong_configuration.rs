//! Wrong configurations, accepted findings, recordings and certificates: each gets a message with
//! its place, and exit code 3; none is repeated where it may hold a credential.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot do its work has failed"
)]

use std::process::Command;

/// A small right document with a security scheme.
const PETS: (&str, &str) = (
    "pets.yaml",
    "openapi: 3.1.0\n\
     info: {title: Pets, version: '1'}\n\
     paths:\n  /pets:\n    get:\n      operationId: listPets\n      security: [{key: []}]\n\
     \x20     responses: {'200': {description: Pets.}}\n\
     components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}\n",
);

/// A configuration that is right, but for what a test puts behind it.
const BASE: &str = "document = 'pets.yaml'\nurl = 'http://127.0.0.1:9'\n";

const SECRET: &str = "s3cret-value";

/// Runs `tally` in a folder with these files: it exits with 3, and says each of these.
fn check(files: &[(&str, &str)], arguments: &[&str], says: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_tally"))
        .args(arguments)
        .current_dir(folder.path())
        .env_remove("TALLY_TEST_UNSET")
        .env("TALLY_TEST_EMPTY", "")
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3), "{err}\n{out}");
    for part in says {
        assert!(err.contains(part), "does not say {part:?}:\n{err}");
    }
    for text in [&err, &out] {
        assert!(!text.contains(SECRET), "{text}");
        assert!(!text.contains("panicked"), "{text}");
    }
}

/// A configuration with these lines behind a right one.
fn configured(lines: &str, says: &[&str]) {
    let text = format!("{BASE}{lines}");
    check(&[PETS, ("tally.toml", &text)], &["check"], says);
}

/// A file of accepted findings.
fn accepted(text: &str, says: &[&str]) {
    check(
        &[PETS, ("tally.toml", BASE), ("known.toml", text)],
        &["check", "--accept", "known.toml"],
        says,
    );
}

#[test]
fn an_answer_may_not_take_no_time_at_all() {
    configured("timeout = 0\n", &["tally.toml:3:11", "above 0"]);
    let flags = ["check", "--timeout", "0"];
    check(&[PETS, ("tally.toml", BASE)], &flags, &["a number above 0"]);
}

#[test]
fn without_document_or_server_there_is_nothing_to_check() {
    check(&[], &["check"], &["DOCUMENT", "tally.toml"]);
    check(&[PETS], &["check", "pets.yaml"], &["--url", "tally.toml"]);
    for command in [&["lint"][..], &["plan"], &["generate", "--out", "out"]] {
        check(&[PETS], command, &["DOCUMENT", "tally.toml"]);
        let broken = [PETS, ("tally.toml", "documents = 'pets.yaml'\n")];
        check(
            &broken,
            command,
            &["tally.toml:1:1", "did you mean `document`?"],
        );
    }
    let files = [PETS, ("tally.toml", BASE)];
    check(&files, &["check", "--no-config"], &["DOCUMENT"]);
}

#[test]
fn a_configuration_that_is_not_there_is_named() {
    check(
        &[],
        &["check", "--config", "none.toml"],
        &["none.toml", "cannot read"],
    );
    check(
        &[],
        &["check", "--config", "none.toml", "--no-config"],
        &["--config", "--no-config"],
    );
}

#[test]
fn text_that_is_no_toml_is_placed() {
    configured("jobs = \n", &["tally.toml:3:"]);
    configured("jobs = 1\njobs = 2\n", &["tally.toml:4:1", "duplicate"]);
    configured("a b = 1\n", &["tally.toml:3:"]);
}

#[test]
fn unknown_keys_are_placed_with_a_suggestion() {
    configured("overlay = []\n", &["tally.toml:3:1", "`overlays`"]);
    configured("[credential]\n", &["tally.toml:3:2", "`credentials`"]);
    configured(
        "frobnicate = 1\n",
        &["tally.toml:3:1", "there are: document"],
    );
    configured("[reports]\njunt = 'a'\n", &["tally.toml:4:1", "`junit`"]);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    configured(
        "jobs = 0\nwait = 'long'\nrate = -1\n[known]\nid = 1\n",
        &[
            "tally.toml:3:8",
            "tally.toml:4:8",
            "tally.toml:5:8",
            "tally.toml:7:1",
            "does not point into a request",
        ],
    );
}

#[test]
fn a_credential_in_the_file_is_refused_and_not_repeated() {
    configured(
        &format!("[credentials]\nkey = '{SECRET}'\n"),
        &["tally.toml:4:7", "env:NAME"],
    );
    configured(
        &format!("[reject]\nkey = '{SECRET}'\n"),
        &["tally.toml:4:7", "env:NAME"],
    );
    configured(
        &format!("[headers]\nauthorization = 'Bearer {SECRET}'\n"),
        &["tally.toml:4:17", "env:NAME"],
    );
    // What only the document knows to be a credential is found, too.
    configured(
        &format!("[headers]\nx-key = '{SECRET}'\n"),
        &["tally.toml:4:9", "the credential of `key`"],
    );
    let url = format!("document = 'pets.yaml'\nurl = 'http://user:{SECRET}@127.0.0.1:9'\n");
    check(
        &[PETS, ("tally.toml", &url)],
        &["check"],
        &["tally.toml:2:7", "holds credentials"],
    );
    let url = format!("user:{SECRET}@127.0.0.1:9");
    check(
        &[PETS],
        &["check", "pets.yaml", "--url", &url],
        &["--url", "holds credentials"],
    );
}

#[test]
fn credentials_that_lead_nowhere_are_placed() {
    configured(
        "[credentials]\nkey = 'env:TALLY_TEST_UNSET'\n",
        &["tally.toml:4:7", "TALLY_TEST_UNSET is not set"],
    );
    configured(
        "[credentials]\nkey = 'env:TALLY_TEST_EMPTY'\n",
        &["tally.toml:4:7", "TALLY_TEST_EMPTY is empty"],
    );
    configured(
        "[credentials]\nnope = 'env:PATH'\n",
        &["tally.toml:4:8", "no security scheme `nope`", "key"],
    );
    configured(
        "[headers]\n'a b' = 'c'\n",
        &["tally.toml:4:1", "not the name of a header"],
    );
}

#[test]
fn what_the_file_names_must_exist() {
    configured(
        "operations = ['listPets', 'listDogs']\n",
        &["tally.toml:3:27", "listDogs", "listPets"],
    );
    configured("overlays = ['none.yaml']\n", &["none.yaml", "cannot read"]);
    configured("accept = 'none.toml'\n", &["none.toml", "cannot read"]);
    configured("ca-cert = 'none.pem'\n", &["none.pem", "cannot read"]);
    configured(
        "ca-cert = 'pets.yaml'\n",
        &["tally.toml:3:11", "pets.yaml", "no certificate"],
    );
    let text = BASE.replace("http:", "ftp:");
    check(
        &[PETS, ("tally.toml", &text)],
        &["check"],
        &["tally.toml:2:7", "not an http or https URL"],
    );
}

#[test]
fn flags_of_the_transport_are_checked() {
    let files = [
        PETS,
        ("tally.toml", BASE),
        ("cut.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n"),
    ];
    for rate in ["0", "-1", "nan", "soon", "inf"] {
        check(
            &files,
            &["check", &format!("--rate={rate}")],
            &["--rate", rate],
        );
    }
    check(
        &files,
        &["check", "--ca-cert", "cut.pem"],
        &["--ca-cert", "cut.pem", "certificate"],
    );
}

#[test]
fn entries_of_accepted_findings_are_placed() {
    accepted(
        "[[finding]]\nfingerprint = '0123456789abcdef'\nreason = ''\nuntil = 2999-12-31\n",
        &["known.toml:3:10", "the reason is empty"],
    );
    accepted(
        "[[finding]]\nfingerprint = '0123456789abcdef'\nuntil = 2999-12-31\n",
        &["known.toml:1:1", "no `reason`"],
    );
    accepted(
        "[[finding]]\nfingerprint = 'abc'\nreason = 'a'\nuntil = 2999-02-30\n",
        &["known.toml:2:15", "16 digits", "known.toml:4:"],
    );
    accepted(
        "[[finding]]\nfingerprint = '0123456789abcdef'\nreason = 'a'\nexpires = 2999-12-31\n",
        &["known.toml:4:1", "unknown key `expires`", "no `until`"],
    );
    accepted(
        "[[findings]]\n",
        &["known.toml:1:3", "did you mean `finding`?"],
    );
}

#[test]
fn accepted_findings_are_not_overwritten() {
    check(
        &[PETS, ("tally.toml", BASE), ("known.toml", "")],
        &["check", "--write-accept", "known.toml"],
        &["--write-accept", "known.toml exists"],
    );
    check(
        &[PETS, ("tally.toml", BASE)],
        &["check", "--write-accept", "no/such/folder.toml"],
        &["cannot write", "folder.toml"],
    );
}

#[test]
fn two_reports_do_not_share_a_file() {
    check(
        &[PETS, ("tally.toml", BASE)],
        &["check", "--report", "json=a", "--report", "junit=a"],
        &["--report", "two reports are written to a"],
    );
    configured(
        "[reports]\njson = 'a'\njunit = 'a'\n",
        &["two reports are written to a"],
    );
}

#[test]
fn findings_that_cannot_be_replayed_are_named() {
    let later = r#"{"version":99,"findings":[]}"#;
    let none = r#"{"version":1,"document":null,"seed":1,"findings":[]}"#;
    let url = ["--url", "http://127.0.0.1:1"];
    let replay = |file: &'static str| [&["replay", file, "pets.yaml"], &url[..]].concat();
    check(&[PETS], &replay("none.json"), &["none.json", "cannot read"]);
    check(
        &[PETS],
        &replay("pets.yaml"),
        &["pets.yaml", "no file of replays"],
    );
    check(
        &[PETS, ("r.json", later)],
        &replay("r.json"),
        &["r.json", "version 99"],
    );
    check(
        &[("r.json", none)],
        &["replay", "r.json", "--url", "http://127.0.0.1:1"],
        &["DOCUMENT", "no document"],
    );
    check(
        &[PETS, ("r.json", none)],
        &["replay", "r.json", "pets.yaml"],
        &["--url", "no server"],
    );
}

#[test]
fn recordings_that_are_none_are_placed() {
    let started = r#"{"event":"run-started","version":4,"url":"","operations":[],"jobs":1}"#;
    let other = started.replace("\"version\":4", "\"version\":99");
    let broken = format!("{started}\n{{\"event\":\"nothing\"}}\n");
    check(
        &[],
        &["report", "none.jsonl"],
        &["none.jsonl", "cannot read"],
    );
    check(
        &[PETS],
        &["report", "pets.yaml"],
        &["pets.yaml:1", "is it a recording?"],
    );
    check(
        &[("r.jsonl", &broken)],
        &["report", "r.jsonl"],
        &["r.jsonl:2"],
    );
    check(
        &[("r.jsonl", &other)],
        &["report", "r.jsonl"],
        &["r.jsonl", "version 99"],
    );
    check(
        &[("r.jsonl", started)],
        &["report", "r.jsonl"],
        &["r.jsonl", "ends before"],
    );
    check(
        &[("r.jsonl", started)],
        &["report", "r.jsonl", "--report", "jsonl=r.jsonl"],
        &["--report", "the recording itself"],
    );
}

#[test]
fn names_that_nobody_knows_are_answered_with_those_that_there_are() {
    check(
        &[],
        &["explain", "undocumented_stats"],
        &["undocumented_status"],
    );
    check(&[], &["explain", "qqq"], &["tally explain"]);
    check(
        &[],
        &["schema", "everything"],
        &["configuration", "accepted", "verdict"],
    );
    check(&[], &["completions", "cmd"], &["bash", "zsh", "fish"]);
}
