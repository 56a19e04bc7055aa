//! Raw requests for tests: what a server really sends, byte by byte.

use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};

use crate::demo::demo;
use crate::faults::Fault;
use crate::server::{Options, Server};
use crate::variants::Variant;

/// More than any answer has, so that an endless one ends.
const ENOUGH: usize = 1 << 20;

/// A request as it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// How long a faulty server is waited for.
    pub(crate) patience: Duration,
}

/// What came back until the server closed the connection or the patience was over.
#[derive(Clone, Debug)]
pub(crate) struct Got {
    /// 0 when there was no status line that says one.
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// The statuses of interim answers before it.
    pub(crate) interim: Vec<u16>,
    /// Whether the body had the length that the head claims, or its last chunk.
    pub(crate) whole: bool,
    /// Whether the server was not done when the patience was over.
    pub(crate) open: bool,
}

/// A PATCH with the API key and this JSON.
pub(crate) fn patch(body: &Value) -> Sent {
    raw(body.to_string())
}

/// A PATCH with the API key and this text.
pub(crate) fn raw(body: impl AsRef<[u8]>) -> Sent {
    let sent = Sent {
        target: "/api/tasks".to_owned(),
        headers: Vec::new(),
        body: body.as_ref().to_vec(),
        patience: Duration::from_secs(30),
    };
    sent.header("content-type", "application/json")
        .header("x-api-key", api_key())
}

/// A PATCH of the first known task with these members.
pub(crate) fn update(mut members: Value) -> Sent {
    members["id"] = json!(demo().known_ids[0]);
    patch(&members)
}

pub(crate) fn api_key() -> String {
    demo().credentials[0].1.reveal().to_owned()
}

pub(crate) fn bearer_token() -> String {
    demo().credentials[1].1.reveal().to_owned()
}

impl Sent {
    pub(crate) fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(other, _)| other != name);
        self
    }

    /// With this API key and nothing else.
    pub(crate) fn with_key(self, key: impl Into<String>) -> Self {
        self.without("x-api-key").header("x-api-key", key)
    }

    /// With this `Authorization` and no API key.
    pub(crate) fn with_authorization(self, value: impl Into<String>) -> Self {
        self.without("x-api-key").header("authorization", value)
    }

    fn keeps_alive(&self) -> bool {
        self.headers.iter().any(|(name, _)| name == "connection")
    }

    pub(crate) fn impatient(mut self) -> Self {
        self.patience = Duration::from_millis(300);
        self
    }
}

impl Got {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The first task of the answer; no members at all when there is none.
    pub(crate) fn task(&self) -> Map<String, Value> {
        let task = self.json().pointer("/tasks/0").cloned();
        task.and_then(|task| task.as_object().cloned())
            .unwrap_or_default()
    }

    /// The first recent run of the task for which `which` holds, or the first at all.
    pub(crate) fn run(&self, which: &str) -> Map<String, Value> {
        let runs = self.json().pointer("/tasks/0/recent_runs").cloned();
        let runs = runs.and_then(|runs| runs.as_array().cloned());
        let run = runs
            .into_iter()
            .flatten()
            .find(|run| run.get(which).is_some());
        run.and_then(|run| run.as_object().cloned())
            .unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(other, _)| other == name);
        header.map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Shows a fault: `sign` holds of the answers of a server that has it, and not of those of the
/// faithful one. The requests are sent one after the other.
#[track_caller]
pub(crate) fn shows(fault: &'static Fault, requests: &[Sent], sign: impl Fn(&[Got]) -> bool) {
    let faithful = answers(Options::default(), requests, false);
    assert!(!sign(&faithful), "the faithful server: {faithful:#?}");
    let options = Options {
        faults: vec![fault],
        ..Options::default()
    };
    let faulty = answers(options, requests, true);
    assert!(sign(&faulty), "with `{}`: {faulty:#?}", fault.name);
}

/// The same for a variant.
#[track_caller]
pub(crate) fn varies(variant: &'static Variant, requests: &[Sent], sign: impl Fn(&[Got]) -> bool) {
    let faithful = answers(Options::default(), requests, false);
    assert!(!sign(&faithful), "the faithful server: {faithful:#?}");
    let options = Options {
        variants: vec![variant],
        ..Options::default()
    };
    let varied = answers(options, requests, true);
    assert!(sign(&varied), "with `{}`: {varied:#?}", variant.name);
}

/// What a server answers to these requests, one after the other.
pub(crate) fn answers(options: Options, requests: &[Sent], impatient: bool) -> Vec<Got> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    runtime.block_on(async {
        let running = Server::start(options).await.unwrap();
        let mut answers = Vec::new();
        for request in requests {
            let stream = TcpStream::connect(running.address).await.unwrap();
            let patience = match impatient {
                true => request.patience,
                false => Duration::from_secs(30),
            };
            answers.push(exchange(stream, request, patience).await);
        }
        answers
    })
}

async fn exchange(mut stream: TcpStream, request: &Sent, patience: Duration) -> Got {
    let mut head = format!("PATCH {} HTTP/1.1\r\nhost: localhost\r\n", request.target);
    for (name, value) in &request.headers {
        head += &format!("{name}: {value}\r\n");
    }
    if !request.keeps_alive() {
        head += "connection: close\r\n";
    }
    head += &format!("content-length: {}\r\n\r\n", request.body.len());
    // A server may answer and close before it has read everything.
    let _refused = stream.write_all(head.as_bytes()).await;
    let _refused = stream.write_all(&request.body).await;
    let deadline = Instant::now() + patience;
    let mut bytes = Vec::new();
    let mut open = false;
    while bytes.len() < ENOUGH {
        match timeout_at(deadline, stream.read_buf(&mut bytes)).await {
            Ok(Ok(0) | Err(_)) => break,
            Ok(Ok(_)) if request.keeps_alive() && read(&bytes, false).whole => break,
            Ok(Ok(_)) => {}
            Err(_) => {
                open = true;
                break;
            }
        }
    }
    read(&bytes, open || bytes.len() >= ENOUGH)
}

fn read(bytes: &[u8], open: bool) -> Got {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let (head, body) = match end {
        Some(end) => (&bytes[..end], &bytes[end + 4..]),
        None => (bytes, &[][..]),
    };
    let head = String::from_utf8_lossy(head);
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    let headers = lines.filter_map(|line| line.split_once(": "));
    let mut got = Got {
        status: status.and_then(|status| status.parse().ok()).unwrap_or(0),
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: body.to_vec(),
        interim: Vec::new(),
        whole: false,
        open,
    };
    if (100..200).contains(&got.status) {
        let mut after = read(body, open);
        after.interim.insert(0, got.status);
        return after;
    }
    if got.header("transfer-encoding") == Some("chunked") {
        (got.body, got.whole) = joined(body);
    } else {
        let length = got.header("content-length").unwrap_or("0");
        got.whole = end.is_some() && length.parse() == Ok(body.len());
    }
    got
}

fn joined(mut chunked: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some(end) = chunked.windows(2).position(|window| window == b"\r\n") {
        let line = std::str::from_utf8(&chunked[..end]).unwrap_or_default();
        let size = line.split(';').next().unwrap_or_default();
        let Ok(size) = usize::from_str_radix(size, 16) else {
            break;
        };
        chunked = &chunked[end + 2..];
        if size == 0 {
            return (body, true);
        }
        body.extend_from_slice(&chunked[..size.min(chunked.len())]);
        chunked = chunked.get(size + 2..).unwrap_or_default();
    }
    (body, false)
}
