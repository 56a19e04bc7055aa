//! What a server is started with, and why it may not start.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use crate::clock::Clock;
use crate::configuration::{Configuration, ConfigurationError};
use crate::demo;
use crate::faults::Fault;
use crate::store::{Database, StoreError};
use crate::variants::Variant;

/// What a server is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// Who may ask, for which accounts, and the tasks to begin with.
    pub configuration: Configuration,
    /// Where the tasks are kept.
    pub database: Database,
    /// Where it listens; port 0 takes a free one.
    pub address: SocketAddr,
    /// What time it is.
    pub clock: Clock,
    /// The deliberate defects; none for the faithful server.
    pub faults: Vec<&'static Fault>,
    /// The lawful peculiarities.
    pub variants: Vec<&'static Variant>,
    /// How late the variant `late-answers` answers.
    pub delay: Duration,
}

impl Default for Options {
    /// The faithful server with the built-in configuration, in memory, on a free port of
    /// 127.0.0.1.
    fn default() -> Self {
        Self {
            configuration: demo::configuration(),
            database: Database::default(),
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            clock: Clock::default(),
            faults: Vec::new(),
            variants: Vec::new(),
            delay: Duration::from_millis(100),
        }
    }
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration does not fit together.
    #[error("the configuration cannot be used")]
    Configuration(#[from] ConfigurationError),
    /// The database cannot be opened or seeded.
    #[error("the database cannot be used")]
    Store(#[from] StoreError),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}")]
    Address {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
}
