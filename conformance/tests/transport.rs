//! How requests reach a server: over TLS of its own authority, and under a base path.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot do its work has failed"
)]

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedKey, IsCa, KeyPair, date_time_ymd};
use tally_conformance::event::{Event, RunAborted};
use tally_conformance::exchange::{FailureKind, Outcome, SentRequest};
use tally_conformance::fuzz::Fuzzing;
use tally_conformance::plan;
use tally_conformance::run::{Run, Settings, Target};
use tally_conformance::transport::{HttpTransport, Limits, Roots, SendOptions, Transport as _};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// Answers one request with an empty 204, and gives its request line.
async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> String {
    let mut text = Vec::new();
    let mut chunk = [0; 1024];
    loop {
        let count = stream.read(&mut chunk).await.unwrap_or(0);
        text.extend_from_slice(&chunk[..count]);
        if count == 0 || text.windows(4).any(|it| it == b"\r\n\r\n") {
            break;
        }
    }
    let head = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
    // The client may have gone away: then it has seen enough.
    let _ = stream.write_all(head).await;
    let _ = stream.shutdown().await;
    let text = String::from_utf8_lossy(&text).into_owned();
    text.lines().next().unwrap_or_default().to_owned()
}

async fn sent_over_tls(trusts: impl FnOnce(&CertifiedKey<KeyPair>) -> Roots) -> Outcome {
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let roots = trusts(&made);
    sent_to(&made, &roots).await
}

/// A certificate that says that it is one of an authority, as openssl makes it, for this host.
fn authority(host: &str, until: i32) -> CertifiedKey<KeyPair> {
    let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.not_after = date_time_ymd(until, 1, 1);
    let signing_key = KeyPair::generate().unwrap();
    let cert = params.self_signed(&signing_key).unwrap();
    CertifiedKey { cert, signing_key }
}

fn roots(of: &[&CertifiedKey<KeyPair>]) -> Roots {
    let texts: Vec<_> = of.iter().map(|it| it.cert.pem()).collect();
    Roots::from_pem(texts.concat().as_bytes()).unwrap()
}

/// Shows this certificate.
fn acceptor(made: &CertifiedKey<KeyPair>) -> TlsAcceptor {
    let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// What came of a request to a server that shows this certificate.
async fn sent_to(made: &CertifiedKey<KeyPair>, roots: &Roots) -> Outcome {
    let acceptor = acceptor(made);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let request = SentRequest {
        method: "GET".to_owned(),
        url: format!("https://{}/", listener.local_addr().unwrap()),
        shown_url: None,
        headers: Vec::new(),
        body: None,
    };
    let url = request.url.parse().unwrap();
    let transport = HttpTransport::new(&url, Limits::default(), roots).unwrap();
    let serve = async {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            if let Ok(stream) = acceptor.accept(stream).await {
                answer(stream).await;
            }
        }
    };
    tokio::select! {
        outcome = transport.send(&request, SendOptions::default()) => outcome,
        () = serve => unreachable!("it serves for ever"),
    }
}

#[tokio::test]
async fn a_server_with_a_certificate_of_its_own_is_reached_when_that_is_trusted() {
    let outcome = sent_over_tls(|made| Roots::from_pem(made.cert.pem().as_bytes()).unwrap()).await;
    assert!(
        matches!(&outcome, Outcome::Answered(answer) if answer.status == 204),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_certificate_that_nobody_trusts_is_refused_with_its_reason() {
    let outcome = sent_over_tls(|_| Roots::default()).await;
    let Outcome::Failed(failure) = &outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(failure.kind, FailureKind::Refused, "{outcome:?}");
    assert!(failure.detail.contains("certificate"), "{}", failure.detail);
}

/// Why a server that shows this certificate was not reached.
async fn refused(made: &CertifiedKey<KeyPair>, roots: &Roots) -> String {
    match sent_to(made, roots).await {
        Outcome::Failed(failure) if failure.kind == FailureKind::Refused => failure.detail,
        outcome => panic!("{outcome:?}"),
    }
}

#[tokio::test]
async fn a_certificate_that_is_its_own_authority_is_trusted_when_it_is_named() {
    let made = authority("127.0.0.1", 2100);
    let outcome = sent_to(&made, &roots(&[&made])).await;
    let Outcome::Answered(answer) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(answer.status, 204);
}

#[tokio::test]
async fn the_certificate_of_an_authority_is_trusted_for_its_hosts_and_time_alone() {
    let other = authority("127.0.0.1", 2100);
    let made = authority("127.0.0.1", 2100);
    let why = refused(&made, &roots(&[&other])).await;
    assert!(
        why.contains("--ca-cert names this very certificate"),
        "{why}"
    );
    let made = authority("127.0.0.1", 2001);
    let why = refused(&made, &roots(&[&made])).await;
    assert!(why.contains("expired"), "{why}");
    let made = authority("localhost", 2100);
    let why = refused(&made, &roots(&[&made])).await;
    assert!(why.contains("in --url"), "{why}");
}

/// Why a run with this URL of a server was aborted.
async fn aborted(url: String) -> String {
    let contract = tally_spec::read_text("a.yaml", DOCUMENT).contract.unwrap();
    let plan = plan::plan(&contract, &plan::Options::default());
    let target = Target::at(url.parse().unwrap());
    let stop = std::future::pending();
    let settings = Settings::default();
    let run = Run::new(contract, plan, target, settings);
    match run.start(stop, drop).await.unwrap().aborted {
        Some(RunAborted::Unreachable { detail }) => detail,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn plain_http_to_a_port_of_tls_and_tls_to_a_plain_port_say_what_to_do() {
    let made = authority("127.0.0.1", 2100);
    let acceptor = acceptor(&made);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = listener.local_addr().unwrap();
    let serve = async {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            // What is no handshake ends the connection, without a word or with an alert.
            let _ = acceptor.accept(stream).await;
        }
    };
    let why = tokio::select! {
        why = aborted(format!("http://{host}")) => why,
        () = serve => unreachable!("it serves for ever"),
    };
    assert!(why.contains(&format!("--url https://{host}")), "{why}");

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = listener.local_addr().unwrap();
    let serve = async {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut hello = [0; 4096];
            let _ = stream.read(&mut hello).await;
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    };
    let why = tokio::select! {
        why = aborted(format!("https://{host}")) => why,
        () = serve => unreachable!("it serves for ever"),
    };
    assert!(why.contains("--url http://"), "{why}");
}

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /things/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}, example: a}]
      responses: {'204': {description: none}}
";

/// The request lines of a run against a server under this base path.
async fn request_lines(base: &str) -> Vec<String> {
    let file = tempfile::Builder::new().suffix(".yaml").tempfile().unwrap();
    std::fs::write(file.path(), DOCUMENT).unwrap();
    let contract = tally_spec::load(file.path(), &[])
        .unwrap()
        .contract
        .unwrap();
    let plan = plan::plan(&contract, &plan::Options::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}{base}", listener.local_addr().unwrap());
    let target = Target::at(url.parse().unwrap());
    let lines = Rc::new(RefCell::new(Vec::new()));
    let serve = async {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let line = answer(stream).await;
            lines.borrow_mut().push(line);
        }
    };
    let mut done = false;
    let never = std::future::pending();
    let settings = Settings {
        jobs: 1,
        fuzzing: Fuzzing::OFF,
        ..Settings::default()
    };
    let work = Run::new(contract, plan, target, settings).start(never, |event| {
        done |= matches!(event, Event::RunFinished(_));
    });
    tokio::select! {
        summary = work => assert!(summary.is_ok()),
        () = serve => unreachable!("it serves for ever"),
    }
    assert!(done);
    let mut lines = lines.borrow().clone();
    // Whether the server listens at all is asked by a connection without a request.
    lines.retain(|line| !line.is_empty());
    lines
}

#[tokio::test]
async fn every_path_of_the_document_stands_under_the_base_path() {
    for (base, start) in [
        ("", "/things/"),
        ("/", "/things/"),
        ("/api/v2", "/api/v2/things/"),
        ("/api/v2/", "/api/v2/things/"),
        ("/a%20b", "/a%20b/things/"),
    ] {
        let lines = request_lines(base).await;
        assert!(!lines.is_empty());
        for line in &lines {
            let target = line.split(' ').nth(1).unwrap_or_default();
            assert!(target.starts_with(start), "{base}: {line}");
        }
    }
}
