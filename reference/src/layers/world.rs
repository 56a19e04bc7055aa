//! What the implementation and the layers of one server share.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use uuid::Uuid;

use super::{Asked, Layer};
use crate::clock::Clock;
use crate::configuration::{Configuration, Scheme};
use crate::secret::Secret;
use crate::store::Store;

/// What the implementation and the layers of one server share.
#[derive(Debug)]
pub struct World {
    /// Who may ask, for which accounts.
    pub configuration: Configuration,
    /// The tasks.
    pub store: Store,
    /// What time it is.
    pub clock: Clock,
    /// How late the variant `late-answers` answers.
    pub delay: Duration,
    /// The layers, variants before faults.
    pub layers: Vec<Layer>,
    counts: Mutex<BTreeMap<(&'static str, String), u64>>,
    notes: Mutex<BTreeMap<&'static str, Value>>,
}

impl World {
    /// A world in which nothing has happened yet.
    #[must_use]
    pub fn new(
        configuration: Configuration,
        store: Store,
        clock: Clock,
        delay: Duration,
        layers: Vec<Layer>,
    ) -> Self {
        Self {
            configuration,
            store,
            clock,
            delay,
            layers,
            counts: Mutex::default(),
            notes: Mutex::default(),
        }
    }

    /// The accounts for which whoever asks may act; none when the credentials are not accepted.
    #[must_use]
    pub fn scope(&self, asked: &Asked) -> Option<&BTreeSet<Uuid>> {
        let presented = [
            (Scheme::ApiKey, asked.api_key()),
            (Scheme::Bearer, asked.bearer()),
        ];
        presented
            .into_iter()
            .find_map(|(scheme, presented)| self.configuration.scope(scheme, presented?))
    }

    /// A secret that is accepted under this scheme.
    #[must_use]
    pub fn secret(&self, scheme: Scheme) -> Option<&Secret> {
        let all = &self.configuration.credentials;
        let first = all.iter().find(|credential| credential.scheme == scheme)?;
        Some(&first.secret)
    }

    /// Counts a happening: 1 when it happens for the first time, 2 for the second.
    pub fn count(&self, happening: &'static str, of: impl Into<String>) -> u64 {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry((happening, of.into())).or_default();
        *count += 1;
        *count
    }

    /// Notes something for later requests, in place of what was noted before.
    pub fn note(&self, topic: &'static str, what: Value) {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.insert(topic, what);
    }

    /// What an earlier request noted.
    #[must_use]
    pub fn noted(&self, topic: &'static str) -> Option<Value> {
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.get(topic).cloned()
    }
}
