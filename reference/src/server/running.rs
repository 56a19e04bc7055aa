//! A server from its start to its stop.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use super::connection::serve;
use super::{Options, StartError};
use crate::layers::World;
use crate::store::Store;

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
                Err(_) => tokio::task::yield_now().await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}
