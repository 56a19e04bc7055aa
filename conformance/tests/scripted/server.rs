//! A server that answers as a closure says, and a run against it.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tally_conformance::event::{Event, OperationJudged};
use tally_conformance::fuzz::Fuzzing;
use tally_conformance::plan::{self, NamedValue, Options};
use tally_conformance::recorded_findings::{self, ReplayOutcome};
use tally_conformance::run::{Budget, Run, Settings, Target};
use tally_conformance::secret::Secrets;
use tally_conformance::summary::Summary;
use tally_conformance::transport::{Limits, Roots};
use tally_spec::contract::Contract;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as the server got it.
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    /// Header lines, names lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

/// What the server does with a request.
pub(crate) enum Does {
    /// Answers with a status, header lines and a body.
    Answers(u16, &'static str, String),
    /// Never answers.
    Hangs,
    /// Closes the connection and takes no other.
    Dies,
}

/// What a run told.
pub(crate) struct Told {
    pub(crate) events: Vec<Event>,
    pub(crate) summary: Summary,
}

impl Told {
    /// Rule, clause, expected and observed of each finding.
    pub(crate) fn findings(&self) -> Vec<String> {
        let findings = self.events.iter().filter_map(|event| match event {
            Event::Found(finding) => Some(format!(
                "{} {}: {} → {}",
                finding.rule, finding.clause.id, finding.expected, finding.observed
            )),
            _ => None,
        });
        findings.collect()
    }

    /// The verdicts of an operation, by the end of the clause's identity.
    pub(crate) fn judged(&self) -> &OperationJudged {
        let judged = self.events.iter().find_map(|event| match event {
            Event::OperationJudged(judged) => Some(judged),
            _ => None,
        });
        judged.unwrap()
    }
}

/// Runs the plan of a document against a server that does what `script` says.
pub(crate) async fn against(
    document: &str,
    known: &[(&str, Value)],
    script: impl FnMut(&Asked) -> Does + Send + 'static,
) -> Told {
    stopped(document, known, script, usize::MAX).await
}

/// The same with credentials.
pub(crate) async fn with_secrets(
    document: &str,
    secrets: Secrets,
    script: impl FnMut(&Asked) -> Does + Send + 'static,
) -> Told {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(serve(listener, Arc::new(Mutex::new(script))));
    let told = knowing(document, &[], secrets, &url, usize::MAX, settings()).await;
    server.abort();
    told
}

/// The same, stopped after so many events.
pub(crate) async fn stopped(
    document: &str,
    known: &[(&str, Value)],
    script: impl FnMut(&Asked) -> Does + Send + 'static,
    after: usize,
) -> Told {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(serve(listener, Arc::new(Mutex::new(script))));
    let told = drive(document, known, &url, after).await;
    server.abort();
    told
}

/// The same, within a budget.
pub(crate) async fn within(
    document: &str,
    budget: Budget,
    script: impl FnMut(&Asked) -> Does + Send + 'static,
) -> Told {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(serve(listener, Arc::new(Mutex::new(script))));
    let settings = Settings {
        budget: Some(budget),
        ..settings()
    };
    let secrets = Secrets::default();
    let told = knowing(document, &[], secrets, &url, usize::MAX, settings).await;
    server.abort();
    told
}

/// Runs the plan of a document, then sends again what was found, as it was written to a file.
pub(crate) async fn replayed(
    document: &str,
    script: impl FnMut(&Asked) -> Does + Send + 'static,
) -> Vec<ReplayOutcome> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(serve(listener, Arc::new(Mutex::new(script))));
    let told = drive(document, &[], &url, usize::MAX).await;
    let lines = told
        .events
        .iter()
        .map(|it| serde_json::to_string(it).unwrap());
    let recorded = recorded_findings::read(&lines.collect::<Vec<_>>().join("\n")).unwrap();
    let contract = contract(document);
    let plan = plan::plan(&contract, &Options::default());
    let target = target(&url, Vec::new(), Secrets::default());
    let again = Run::new(contract, plan, target, settings());
    let outcomes = again.replay(recorded).await.unwrap().outcomes;
    server.abort();
    outcomes
}

fn contract(document: &str) -> Contract {
    let name = match document.trim_start().starts_with('{') {
        true => "api.json",
        false => "api.yaml",
    };
    let loaded = tally_spec::read_text(name, document);
    let diagnostics = loaded.diagnostics;
    loaded
        .contract
        .unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

fn target(url: &str, known: Vec<NamedValue>, secrets: Secrets) -> Target {
    Target {
        url: url.parse().unwrap(),
        secrets,
        known,
        roots: Roots::default(),
    }
}

fn settings() -> Settings {
    Settings {
        jobs: 4,
        limits: Limits {
            time: Duration::from_millis(500),
            body: 64 * 1024,
        },
        fuzzing: Fuzzing::default(),
        ..Settings::default()
    }
}

/// Runs the plan of a document against a URL, stopped after so many events.
pub(crate) async fn drive(
    document: &str,
    known: &[(&str, Value)],
    url: &str,
    after: usize,
) -> Told {
    let secrets = Secrets::default();
    knowing(document, known, secrets, url, after, settings()).await
}

async fn knowing(
    document: &str,
    known: &[(&str, Value)],
    secrets: Secrets,
    url: &str,
    after: usize,
    settings: Settings,
) -> Told {
    let contract = contract(document);
    let known: Vec<NamedValue> = known
        .iter()
        .map(|(at, it)| ((*at).to_owned(), it.clone()).into())
        .collect();
    let options = Options {
        known: known.clone(),
        ..Options::default()
    };
    let target = target(url, known, secrets);
    let plan = plan::plan(&contract, &options);
    let mut events = Vec::new();
    let stop = tokio::sync::Notify::new();
    let run = Run::new(contract, plan, target, settings);
    let run = run.start(stop.notified(), |event| {
        events.push(event);
        if events.len() == after {
            stop.notify_one();
        }
    });
    let summary = run.await.unwrap();
    Told { events, summary }
}

async fn serve(
    listener: TcpListener,
    script: Arc<Mutex<impl FnMut(&Asked) -> Does + Send + 'static>>,
) {
    let (dead, mut died) = tokio::sync::mpsc::channel(1);
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let (stream, _) = accepted.unwrap();
                let (script, dead) = (Arc::clone(&script), dead.clone());
                tokio::spawn(async move {
                    if connection(stream, &script).await.is_none() {
                        let _ = dead.send(()).await;
                    }
                });
            }
            Some(()) = died.recv() => return,
        }
    }
}

/// One request on one connection. None: the server dies of it.
async fn connection(
    mut stream: TcpStream,
    script: &Mutex<impl FnMut(&Asked) -> Does>,
) -> Option<()> {
    let mut bytes = Vec::new();
    let head = loop {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await.unwrap_or(0);
        if count == 0 {
            return Some(());
        }
        bytes.extend_from_slice(&part[..count]);
        if let Some(end) = bytes.windows(4).position(|it| it == b"\r\n\r\n") {
            break end;
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let mut lines = text.lines();
    let mut first = lines.next().unwrap_or_default().split(' ');
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers
        .get("content-length")
        .and_then(|it| it.parse().ok())
        .unwrap_or(0_usize);
    let mut body = bytes[head + 4..].to_vec();
    while body.len() < length {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await.unwrap_or(0);
        if count == 0 {
            break;
        }
        body.extend_from_slice(&part[..count]);
    }
    let asked = Asked {
        method: first.next().unwrap_or_default().to_owned(),
        path: first.next().unwrap_or_default().to_owned(),
        headers,
        body,
    };
    let does = (script.lock().unwrap())(&asked);
    match does {
        Does::Answers(status, headers, body) => {
            let length = body.len();
            let close = "connection: close";
            let body = if asked.method == "HEAD" {
                String::new()
            } else {
                body
            };
            let answer = format!(
                "HTTP/1.1 {status} X\r\n{headers}content-length: {length}\r\n{close}\r\n\r\n{body}"
            );
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
            Some(())
        }
        Does::Hangs => std::future::pending().await,
        Does::Dies => None,
    }
}
