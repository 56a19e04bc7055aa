//! The generated client, driven against the reference server: every documented answer arrives as
//! a typed value, everything else as an error that keeps what came.
#![expect(clippy::unwrap_used, reason = "a test may")]

#[expect(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "a test uses a part of what is generated"
)]
mod generated;

mod answers;
mod trouble;

use std::time::Duration;

use generated::client::{BaseUrl, Client, Config, Error};
use generated::operations::update_task::{Request, Response};
use generated::security::{ApiKeyAuth, BearerAuth, Credentials};
use generated::support::Secret;
use generated::types::UpdateTaskRequest;
use tally_reference::{Options, Running, Server, demo, faults};

/// A server with a fault, if one is named.
async fn server(fault: Option<&str>) -> Running {
    let faults = fault.map(|name| faults::find(name).unwrap());
    let options = Options {
        faults: faults.into_iter().collect(),
        ..Options::default()
    };
    Server::start(options).await.unwrap()
}

/// Limits that tests need not wait for.
fn config() -> Config {
    Config {
        timeout: Duration::from_secs(20),
        body: 64 * 1024,
    }
}

/// A client for a server.
fn client(base: &str, config: Config) -> Client {
    // Another crate of the workspace has reqwest built with TLS and without its provider; that it
    // is installed already is no failure.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let base: BaseUrl = base.parse().unwrap();
    Client::new(base, config).unwrap()
}

fn secret(number: usize) -> Secret {
    Secret::new(demo().credentials[number].1.reveal())
}

fn api_key() -> Credentials {
    Credentials::ApiKeyAuth(ApiKeyAuth(secret(0)))
}

fn bearer() -> Credentials {
    Credentials::BearerAuth(BearerAuth(secret(1)))
}

/// An update of the first known task.
fn update() -> Request {
    Request {
        body: UpdateTaskRequest::new(demo().known_ids[0]),
    }
}

/// What an update gives on a server with a fault.
async fn call(fault: Option<&str>, request: &Request) -> Result<Response, Error> {
    let running = server(fault).await;
    let client = client(&running.url(), config());
    client.update_task(&api_key(), request).await
}
