//! A server from its start to its stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use super::connection::serve;
use super::{Options, StartError};
use crate::layers::World;
use crate::store::Store;

/// How long it waits before it accepts again, when it could not accept.
const BREATH: Duration = Duration::from_millis(10);

/// Starts servers.
#[derive(Debug)]
pub struct Server;

/// A server that runs, until it is dropped, with all its connections.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts a server as a task of its own on the runtime of the caller.
    ///
    /// # Errors
    ///
    /// [`StartError`] when the configuration does not fit together, the database cannot be opened
    /// or the address cannot be listened on.
    ///
    /// # Example
    ///
    /// ```
    /// use tally_reference::{Options, Server};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), tally_reference::StartError> {
    /// let running = Server::start(Options::default()).await?;
    /// assert!(running.address.ip().is_loopback());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn start(options: Options) -> Result<Running, StartError> {
        options.configuration.check()?;
        let store = Store::open(&options.database, &options.configuration.tasks)?;
        let variants = options.variants.iter().map(|variant| variant.layer);
        let faults = options.faults.iter().map(|fault| fault.layer);
        let world = World::new(
            options.configuration,
            store,
            options.clock,
            options.delay,
            variants.chain(faults).collect(),
        );
        let failed = |source| StartError::Address {
            address: options.address,
            source,
        };
        let listener = TcpListener::bind(options.address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let task = tokio::spawn(listen(listener, Arc::new(world)));
        Ok(Running { address, task })
    }
}

impl Running {
    /// The URL of the server, without a path: `http://127.0.0.1:8080`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Runs in the foreground: returns when the server has stopped, which it does not by itself.
    pub async fn wait(mut self) {
        // It fails only when the task was cancelled, which is a stop as well.
        let _stopped = (&mut self.task).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn listen(listener: TcpListener, world: Arc<World>) {
    // The connections live and die with this set.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, Arc::clone(&world)));
                }
                // The client went away before it was accepted, or no descriptor is free; the
                // others go on meanwhile.
                Err(_) => tokio::time::sleep(BREATH).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    use super::*;
    use crate::demo::configuration;
    use crate::layers::Layer;
    use crate::{Clock, Database, faults};

    const REQUEST: &[u8] =
        b"PATCH /api/tasks HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n";

    /// A server on which every request has the effect of this layer, and its world.
    async fn server(layer: Layer) -> (Running, Arc<World>) {
        let configuration = configuration();
        let store = Store::open(&Database::Memory, &configuration.tasks).unwrap();
        let world = World::new(
            configuration,
            store,
            Clock::System,
            Duration::ZERO,
            vec![layer],
        );
        let world = Arc::new(world);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(listen(listener, Arc::clone(&world)));
        (Running { address, task }, world)
    }

    /// Waits until nothing but the listener and the test share the world.
    async fn until_nobody_is_served(world: &Arc<World>) {
        while Arc::strong_count(world) > 2 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn what_has_no_end_ends_when_the_client_closes() {
        let held = Layer::Wire(|_, _, delivery| delivery.manner = crate::layers::Manner::Held);
        let endless =
            Layer::Wire(|_, _, delivery| delivery.manner = crate::layers::Manner::Endless);
        for layer in [held, endless] {
            let (running, world) = server(layer).await;
            let mut stream = TcpStream::connect(running.address).await.unwrap();
            stream.write_all(REQUEST).await.unwrap();
            while Arc::strong_count(&world) == 2 {
                tokio::task::yield_now().await;
            }
            drop(stream);
            until_nobody_is_served(&world).await;
        }
    }

    #[tokio::test]
    async fn a_server_that_is_dropped_closes_its_connections() {
        let hang = faults::find("hang").unwrap();
        let options = Options {
            faults: vec![hang],
            ..Options::default()
        };
        let running = Server::start(options).await.unwrap();
        let address = running.address;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(REQUEST).await.unwrap();
        drop(running);
        let mut rest = Vec::new();
        // Either an end or a reset: what matters is that it does not stay open.
        let _reset = stream.read_to_end(&mut rest).await;
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn an_address_that_is_taken_is_named() {
        let first = Server::start(Options::default()).await.unwrap();
        let options = Options {
            address: first.address,
            ..Options::default()
        };
        let error = Server::start(options).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("cannot listen on {}", first.address)
        );
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.txt");
        std::fs::write(&path, "not a database ".repeat(100)).unwrap();
        let options = Options {
            database: Database::File(path),
            ..Options::default()
        };
        let error = Server::start(options).await.unwrap_err();
        assert_eq!(error.to_string(), "the database cannot be used");
    }
}
