//! Wrong documents, flags, configurations and servers: each gets a message that says what to do,
//! and its exit code.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot do its work has failed"
)]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};

/// A small right document.
const PETS: &str = r#"{"openapi":"3.1.0","info":{"title":"Pets","version":"1"},
"paths":{"/pets":{"get":{"operationId":"listPets","responses":{"200":{"description":"Pets."}}}}}}"#;

/// Runs `tally` in a folder that holds these files.
fn tally(files: &[(&str, &str)], arguments: &[&str]) -> (Output, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_tally"))
        .args(arguments)
        .current_dir(folder.path())
        .env_remove("TALLY_TEST_UNSET")
        .output()
        .unwrap();
    (output, folder)
}

/// Checks the exit code, and that each of these is said.
fn check(files: &[(&str, &str)], arguments: &[&str], code: i32, says: &[&str]) {
    let (output, _folder) = tally(files, arguments);
    let err = String::from_utf8(output.stderr).unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        output.status.code(),
        Some(code),
        "{arguments:?}\n{err}\n{out}"
    );
    for part in says {
        assert!(
            err.contains(part) || out.contains(part),
            "{arguments:?} does not say {part:?}:\n{err}\n{out}"
        );
    }
    assert!(!err.contains("panicked"), "{err}");
}

#[test]
fn a_document_without_operations_is_no_green_run() {
    let nothing = r#"{"openapi":"3.1.0","info":{"title":"x","version":"1"},"paths":{}}"#;
    let arguments = ["check", "none.json", "--url", "http://127.0.0.1:9"];
    let says = ["none.json: the document has no operation"];
    check(&[("none.json", nothing)], &arguments, 3, &says);
}

#[test]
fn a_mistake_in_a_long_line_is_told_with_its_column() {
    let members: String = (0..40).map(|it| format!("\"x-{it}\":0,")).collect();
    let document = format!("{{{members}\"openapi\":\"3.1.0\",\"info\":7,\"paths\":{{}}}}");
    let column = document.find("\"info").unwrap() + 1;
    let place = format!("long.json:1:{column}");
    let files = [("long.json", document.as_str())];
    check(&files, &["lint", "long.json"], 1, &[&place]);
}

#[test]
fn a_document_that_is_not_there_is_named() {
    check(
        &[],
        &["lint", "none.json"],
        3,
        &["none.json", "cannot read"],
    );
}

#[test]
fn a_folder_is_not_a_document() {
    check(&[], &["lint", "."], 3, &["cannot read"]);
}

#[test]
fn swagger_is_refused_in_one_sentence() {
    check(
        &[(
            "old.json",
            r#"{"swagger":"2.0","info":{"title":"a","version":"1"},"paths":{}}"#,
        )],
        &["lint", "old.json"],
        3,
        &["old.json:1", "2.0"],
    );
}

#[test]
fn json_that_ends_early_is_located() {
    check(
        &[("cut.json", &PETS[..60])],
        &["lint", "cut.json"],
        3,
        &["cut.json:2:1"],
    );
}

#[test]
fn yaml_that_is_none_is_located() {
    check(
        &[("bad.yaml", "openapi: 3.1.0\ninfo: {title: a\npaths: {}\n")],
        &["lint", "bad.yaml"],
        3,
        &["bad.yaml:"],
    );
}

#[test]
fn a_text_that_is_no_openapi_is_refused() {
    check(
        &[("list.json", "[1, 2]")],
        &["lint", "list.json"],
        3,
        &["list.json:1:1"],
    );
    check(
        &[("empty.json", "")],
        &["lint", "empty.json"],
        3,
        &["empty.json:1:1"],
    );
}

#[test]
fn a_file_that_is_not_utf8_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("latin.json"),
        b"{\"openapi\": \"3.1.0\xe9\"}",
    )
    .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_tally"))
        .args(["lint", "latin.json"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{err}");
    assert!(err.contains("latin.json") && err.contains("UTF-8"), "{err}");
}

#[test]
fn an_overlay_that_cannot_be_used_is_refused() {
    check(
        &[("pets.json", PETS)],
        &["lint", "pets.json", "--overlay", "none.yaml"],
        3,
        &["none.yaml", "cannot read"],
    );
    check(
        &[("pets.json", PETS), ("o.yaml", "actions: [\n")],
        &["lint", "pets.json", "--overlay", "o.yaml"],
        3,
        &["o.yaml:"],
    );
}

#[test]
fn unknown_flags_and_commands_are_usage() {
    check(&[], &["frobnicate"], 3, &["frobnicate"]);
    check(
        &[("pets.json", PETS)],
        &["lint", "pets.json", "--frob"],
        3,
        &["--frob"],
    );
    check(&[], &[], 3, &["Usage"]);
}

#[test]
fn flags_of_check_are_checked_before_anything_is_sent() {
    let pets = [("pets.json", PETS)];
    let base = ["check", "pets.json", "--url", "http://127.0.0.1:9"];
    let with = |more: &[&'static str]| [&base[..], more].concat();
    check(&pets, &base[..2], 3, &["--url"]);
    check(
        &pets,
        &["check", "pets.json", "--url", "not a url"],
        3,
        &["--url", "not a url"],
    );
    check(
        &pets,
        &["check", "pets.json", "--url", "ftp://127.0.0.1/"],
        3,
        &["--url", "http"],
    );
    check(
        &pets,
        &with(&["--known", "id=3"]),
        3,
        &["--known", "does not point into a request"],
    );
    check(
        &pets,
        &with(&["--known", "/body/id"]),
        3,
        &["--known", "has no `=`"],
    );
    check(
        &pets,
        &with(&["--timeout", "soon"]),
        3,
        &["--timeout", "not a number of seconds"],
    );
    check(&pets, &with(&["--timeout=-1"]), 3, &["--timeout"]);
    check(&pets, &with(&["--jobs", "0"]), 3, &["--jobs"]);
    check(
        &pets,
        &with(&["--report", "xml=a"]),
        3,
        &["--report", "jsonl"],
    );
    check(
        &pets,
        &with(&["--report", "jsonl=no/such/folder/r.jsonl"]),
        3,
        &["cannot write", "r.jsonl"],
    );
    check(
        &pets,
        &with(&["--operation", "listDogs"]),
        3,
        &["--include", "listDogs", "listPets"],
    );
    check(
        &pets,
        &with(&["--credential", "apiKey=env:TALLY_TEST_UNSET"]),
        3,
        &["--credential", "TALLY_TEST_UNSET"],
    );
    check(
        &pets,
        &with(&["--header", "no-colon"]),
        3,
        &["--header", "has no `:`"],
    );
}

#[test]
fn a_credential_for_an_unknown_scheme_is_refused_and_not_shown() {
    let (output, _folder) = tally(
        &[("pets.json", PETS)],
        &[
            "check",
            "pets.json",
            "--url",
            "http://127.0.0.1:9",
            "--credential",
            "nope=s3cret-value",
        ],
    );
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{err}");
    assert!(err.contains("nope"), "{err}");
    assert!(!err.contains("s3cret"), "{err}");
}

#[test]
fn a_malformed_credential_or_header_is_not_repeated() {
    for flag in ["--credential", "--reject", "--header"] {
        let (output, _folder) = tally(
            &[("pets.json", PETS)],
            &[
                "check",
                "pets.json",
                "--url",
                "http://127.0.0.1:9",
                flag,
                "s3cret-value",
            ],
        );
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{err}");
        assert!(err.contains(flag), "{err}");
        assert!(!err.contains("s3cret"), "{err}");
    }
}

#[test]
fn a_server_that_is_not_there_has_its_own_exit_code() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    check(
        &[("pets.json", PETS)],
        &["check", "pets.json", "--url", &url],
        4,
        &["could not be reached"],
    );
}

#[test]
fn a_server_that_speaks_no_http_is_not_taken_for_a_violated_document() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        // As many connections as the run opens; the last one is opened by the test itself.
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut buffer = [0; 1024];
            let read = stream.read(&mut buffer).unwrap_or(0);
            if &buffer[..read] == b"stop" {
                return;
            }
            let _ = stream.write_all(b"SSH-2.0-nothing\r\n");
        }
    });
    let (output, _folder) = tally(
        &[("pets.json", PETS)],
        &["check", "pets.json", "--url", &url],
    );
    let address = url.trim_start_matches("http://").to_owned();
    std::net::TcpStream::connect(address)
        .unwrap()
        .write_all(b"stop")
        .unwrap();
    server.join().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(
        matches!(output.status.code(), Some(1 | 4)),
        "{:?}\n{out}\n{err}",
        output.status
    );
    assert!(!err.contains("panicked"), "{err}");
}

#[test]
fn generate_says_which_file_is_stale_and_how_it_differs() {
    let folder = tempfile::tempdir().unwrap();
    let run = |more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_tally"))
            .args(["generate", "pets.json", "--out", "out"])
            .args(more)
            .current_dir(folder.path())
            .output()
            .unwrap()
    };
    std::fs::write(folder.path().join("pets.json"), PETS).unwrap();
    assert_eq!(
        run(&["--check"]).status.code(),
        Some(1),
        "nothing is written yet"
    );
    assert_eq!(run(&[]).status.code(), Some(0));
    assert_eq!(run(&["--check"]).status.code(), Some(0));
    let types = folder.path().join("out").join("server.rs");
    let text = std::fs::read_to_string(&types).unwrap();
    std::fs::write(&types, text + "// edited\n").unwrap();
    let stale = run(&["--check"]);
    let out = String::from_utf8(stale.stdout).unwrap();
    assert_eq!(stale.status.code(), Some(1), "{out}");
    assert!(
        out.contains("server.rs") && out.contains("-// edited"),
        "{out}"
    );
}

#[test]
fn an_unknown_fault_is_named_with_where_to_find_the_others() {
    check(
        &[],
        &["demo", "--fault", "nope"],
        3,
        &["nope", "--list-faults"],
    );
    check(
        &[],
        &["serve", "--fault", "nope"],
        3,
        &["nope", "--list-faults"],
    );
    check(
        &[],
        &["serve", "--config", "none.json"],
        3,
        &["none.json", "cannot read"],
    );
    check(
        &[("c.json", "{\"accounts\": 3}")],
        &["serve", "--config", "c.json"],
        3,
        &["c.json"],
    );
    check(
        &[],
        &["serve", "--listen", "0.0.0.0:0"],
        3,
        &["--listen", "loopback"],
    );
}

#[test]
fn help_names_every_exit_code() {
    let (output, _folder) = tally(&[], &["check", "--help"]);
    let out = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    for code in 0..=4 {
        assert!(out.contains(&format!("  {code}  ")), "{out}");
    }
    assert!(Path::new(env!("CARGO_BIN_EXE_tally")).exists());
}

#[test]
fn a_credential_with_a_line_break_is_named_and_not_repeated() {
    let document = r#"{"openapi":"3.1.0","info":{"title":"Pets","version":"1"},
"paths":{"/pets":{"get":{"security":[{"key":[]}],"responses":{"200":{"description":"Pets."}}}}},
"components":{"securitySchemes":{"key":{"type":"apiKey","in":"header","name":"x-key"}}}}"#;
    let arguments = |credential| {
        [
            "check",
            "pets.json",
            "--url",
            "http://127.0.0.1:9",
            "--credential",
            credential,
        ]
    };
    for (credential, says) in [
        (
            "key=s3cret\n",
            "the credential of `key` ends with a line break",
        ),
        ("key=s3\ncret", "the credential of `key` holds a line break"),
    ] {
        let arguments = arguments(credential);
        check(&[("pets.json", document)], &arguments, 3, &[says]);
        let (output, _folder) = tally(&[("pets.json", document)], &arguments);
        let told = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8_lossy(&told).contains("cret"), "{told:?}");
    }
}
