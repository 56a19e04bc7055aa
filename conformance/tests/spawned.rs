//! A run is a task like any other: it can be spawned, over HTTP and over a transport without a socket.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot do its work has failed"
)]

use std::sync::{Arc, Mutex};

use serde_json::{Map, Value, json};
use tally_conformance::event::{Event, RunAborted};
use tally_conformance::exchange::{Answer, Failure, FailureKind, Outcome, SentRequest};
use tally_conformance::fuzz::Fuzzing;
use tally_conformance::plan::{self, Options};
use tally_conformance::recorded_findings::{self, ReplayOutcome};
use tally_conformance::run::{Run, Settings, Target};
use tally_conformance::transport::{ScriptedTransport, SendOptions, Transport};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /notes/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}, example: n1}]
    get:
      responses:
        '200': {description: it, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
        '404': {description: none}
    patch:
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}
      responses: {'204': {description: done}, '400': {description: not valid}, '404': {description: none}}
components:
  schemas:
    Note:
      type: object
      properties: {text: {type: string, minLength: 1}, pinned: {type: boolean}}
";

/// A server of one note, and the requests that it got.
struct Notes {
    note: Map<String, Value>,
    requests: Vec<String>,
    /// Whether a PATCH loses what it does not send.
    forgets: bool,
}

impl Notes {
    fn new(forgets: bool) -> Arc<Mutex<Self>> {
        let note = json!({"text": "first", "pinned": false});
        Arc::new(Mutex::new(Self {
            note: note.as_object().unwrap().clone(),
            requests: Vec::new(),
            forgets,
        }))
    }

    /// The status and the body of the answer to a request.
    fn answer(&mut self, method: &str, path: &str, body: &[u8]) -> (u16, String) {
        let text = String::from_utf8_lossy(body);
        self.requests.push(format!("{method} {path} {text}"));
        let valid = |members: &Map<String, Value>| {
            members.iter().all(|(name, value)| match name.as_str() {
                "text" => value.as_str().is_some_and(|it| !it.is_empty()),
                "pinned" => value.is_boolean(),
                _ => true,
            })
        };
        match (method, path) {
            ("GET", "/notes/n1") => (200, Value::Object(self.note.clone()).to_string()),
            ("PATCH", "/notes/n1") => match serde_json::from_slice(body) {
                Ok(Value::Object(members)) if valid(&members) => {
                    if self.forgets && members.contains_key("text") {
                        self.note.shift_remove("pinned");
                    }
                    let known = ["text", "pinned"];
                    let members = members.into_iter();
                    let members = members.filter(|(name, _)| known.contains(&name.as_str()));
                    self.note.extend(members);
                    (204, String::new())
                }
                _ => (400, String::new()),
            },
            (_, "/notes/n1") => (405, String::new()),
            _ => (404, String::new()),
        }
    }
}

fn headers(body: &str) -> Vec<(String, String)> {
    match body.is_empty() {
        true => Vec::new(),
        false => vec![("content-type".to_owned(), "application/json".to_owned())],
    }
}

/// The server without a socket.
fn transport(notes: &Arc<Mutex<Notes>>) -> Arc<dyn Transport> {
    let notes = Arc::clone(notes);
    Arc::new(ScriptedTransport::new(move |request: &SentRequest| {
        let path = request.url.strip_prefix("http://notes.example").unwrap();
        let sent = request.body.as_deref().unwrap_or_default();
        let (status, body) = notes.lock().unwrap().answer(&request.method, path, sent);
        Outcome::Answered(Answer::new(status, headers(&body), body))
    }))
}

/// One request on one connection.
async fn connection(mut stream: TcpStream, notes: Arc<Mutex<Notes>>) {
    let mut bytes = Vec::new();
    let (head, length) = loop {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await.unwrap_or(0);
        if count == 0 {
            return;
        }
        bytes.extend_from_slice(&part[..count]);
        if let Some(end) = bytes.windows(4).position(|it| it == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length = head
                .lines()
                .find_map(|it| it.strip_prefix("content-length: "));
            break (end + 4, length.map_or(0, |it| it.parse().unwrap()));
        }
    };
    let mut body = bytes[head..].to_vec();
    body.resize(length, 0);
    if let Some(rest) = length.checked_sub(bytes.len() - head).filter(|it| *it > 0) {
        stream.read_exact(&mut body[length - rest..]).await.unwrap();
    }
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let mut line = text.split(' ');
    let (method, path) = (line.next().unwrap(), line.next().unwrap());
    let (status, body) = notes.lock().unwrap().answer(method, path, &body);
    let lines = headers(&body).into_iter();
    let lines: String = lines
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = match status {
        204 => String::new(),
        _ => format!("content-length: {}\r\n", body.len()),
    };
    let head = format!("HTTP/1.1 {status} X\r\n{lines}{length}connection: close\r\n\r\n");
    // The client may have gone away: then it has seen enough.
    let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
    let _ = stream.shutdown().await;
}

/// Serves the notes on a port of this machine, and gives the base URL.
async fn served(notes: &Arc<Mutex<Notes>>) -> (String, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let notes = Arc::clone(notes);
    let server = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(connection(stream, Arc::clone(&notes)));
        }
    });
    (url, server)
}

/// A run of the plan of the document.
fn run(url: &str, settings: Settings) -> Run {
    let contract = tally_spec::read_text("a.yaml", DOCUMENT).contract.unwrap();
    let plan = plan::plan(&contract, &Options::default());
    Run::new(contract, plan, Target::at(url.parse().unwrap()), settings)
}

/// The same without a socket.
fn scripted(notes: &Arc<Mutex<Notes>>, settings: Settings) -> Run {
    run("http://notes.example", settings).over(transport(notes))
}

fn settings(jobs: usize, requests: usize) -> Settings {
    Settings {
        jobs,
        fuzzing: Fuzzing {
            requests,
            ..Fuzzing::default()
        },
        ..Settings::default()
    }
}

fn assert_send<T: Send + 'static>(_: &T) {}

/// The events of a run that is spawned.
async fn spawned(notes: &Arc<Mutex<Notes>>, settings: Settings) -> Vec<Event> {
    let (sender, mut events) = mpsc::unbounded_channel();
    let never = std::future::pending();
    let emit = move |event| sender.send(event).unwrap();
    let run = scripted(notes, settings).start(never, emit);
    assert_send(&run);
    let run = tokio::spawn(run);
    let mut all = Vec::new();
    while let Some(event) = events.recv().await {
        all.push(event);
    }
    let summary = run.await.unwrap().unwrap();
    assert_eq!(summary.aborted, None);
    all
}

/// Rule and what was observed of each finding.
fn findings(events: &[Event]) -> Vec<String> {
    let findings = events.iter().filter_map(|event| match event {
        Event::Found(finding) => Some(format!("{} → {}", finding.rule, finding.observed)),
        _ => None,
    });
    findings.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_is_spawned_over_a_transport_without_a_socket() {
    let notes = Notes::new(false);
    let events = spawned(&notes, settings(4, 100)).await;
    assert_eq!(findings(&events), [""; 0]);
    assert!(matches!(events.last(), Some(Event::RunFinished(_))));
    let accepted = events.iter().filter_map(|event| match event {
        Event::OperationJudged(judged) => Some(judged.accepted),
        _ => None,
    });
    assert_eq!(accepted.collect::<Vec<_>>(), [true, true]);
    // What was changed is changed back.
    let notes = notes.lock().unwrap();
    assert_eq!(
        Value::Object(notes.note.clone()),
        json!({"text": "first", "pinned": false})
    );
}

#[tokio::test]
async fn runs_that_are_spawned_together_do_not_see_each_other() {
    let (lawful, forgetful) = (Notes::new(false), Notes::new(true));
    let (one, other) = tokio::join!(
        spawned(&lawful, settings(4, 0)),
        spawned(&forgetful, settings(4, 0))
    );
    assert_eq!(findings(&one), [""; 0]);
    assert_eq!(findings(&other), ["keeps → absent"]);
}

#[tokio::test]
async fn a_run_over_http_is_spawned_and_sends_what_any_transport_sends() {
    let notes = Notes::new(true);
    let (url, server) = served(&notes).await;
    let events = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&events);
    let emit = move |event| kept.lock().unwrap().push(event);
    let never = std::future::pending();
    let run = run(&url, settings(1, 40)).start(never, emit);
    assert_send(&run);
    tokio::spawn(run).await.unwrap().unwrap();
    server.abort();

    let in_process = Notes::new(true);
    let others = spawned(&in_process, settings(1, 40)).await;
    assert_eq!(findings(&events.lock().unwrap()), findings(&others));
    let (sent, others) = (notes.lock().unwrap(), in_process.lock().unwrap());
    assert_eq!(sent.requests, others.requests);
}

#[tokio::test]
async fn findings_are_replayed_over_a_transport_without_a_socket() {
    let forgetful = Notes::new(true);
    let events = spawned(&forgetful, settings(1, 0)).await;
    let lines = events.iter().map(|it| serde_json::to_string(it).unwrap());
    let recorded: Arc<[_]> = recorded_findings::read(&lines.collect::<Vec<_>>().join("\n"))
        .unwrap()
        .into();
    for (forgets, expected) in [
        (true, ReplayOutcome::StillBroken),
        (false, ReplayOutcome::Fixed),
    ] {
        let run = scripted(&Notes::new(forgets), settings(1, 0));
        let replay = run.replay(Arc::clone(&recorded));
        assert_send(&replay);
        let replayed = tokio::spawn(replay).await.unwrap().unwrap();
        assert_eq!(replayed.outcomes, [expected]);
    }
}

#[tokio::test]
async fn a_run_says_that_its_transport_cannot_connect() {
    /// Never connects.
    #[derive(Debug)]
    struct Unplugged;

    impl Transport for Unplugged {
        fn send<'a>(
            &'a self,
            _: &'a SentRequest,
            _: SendOptions<'a>,
        ) -> futures_util::future::BoxFuture<'a, Outcome> {
            Box::pin(async {
                Outcome::Failed(Failure {
                    kind: FailureKind::Refused,
                    detail: "unplugged".to_owned(),
                    partial: None,
                })
            })
        }

        fn connect(&self) -> futures_util::future::BoxFuture<'_, Result<(), String>> {
            Box::pin(async { Err("unplugged".to_owned()) })
        }
    }

    let never = std::future::pending();
    let run = run("http://notes.example", settings(1, 0));
    let run = run.over(Arc::new(Unplugged)).start(never, drop);
    let summary = tokio::spawn(run).await.unwrap().unwrap();
    let detail = "unplugged".to_owned();
    assert_eq!(summary.aborted, Some(RunAborted::Unreachable { detail }));
}
