//! One request inside the faithful server.

use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use super::{Answer, Asked, Layer, World};
use crate::store::StoreError;
use crate::task::{Changes, StoredTask};

/// A valid update that is about to be written, which *store* may change or refuse.
#[derive(Clone, Debug)]
pub struct Write {
    /// The task.
    pub id: Uuid,
    /// What is written onto it.
    pub changes: Changes,
    /// Whether it is written at all; the answer shows it either way.
    pub persist: bool,
    /// Further tasks onto which the same is written.
    pub also: Vec<Uuid>,
    /// What is answered instead of writing anything.
    pub refused: Option<Answer>,
}

/// What became of an update.
#[derive(Clone, Debug)]
pub enum Written {
    /// It was written; this is the task.
    Task(Box<StoredTask>),
    /// There is no such task.
    Missing,
    /// A layer refused it and has its own answer.
    Refused,
}

/// One request inside the faithful server: what the implementation may reach.
#[derive(Clone, Debug)]
pub struct Visit {
    /// What all requests share.
    pub world: Arc<World>,
    asked: Arc<Asked>,
    forced: Changes,
    refused: Arc<Mutex<Option<Answer>>>,
}

impl Visit {
    /// A request as it came, with what a layer *before* has put aside for the store.
    #[must_use]
    pub fn new(world: Arc<World>, asked: Arc<Asked>, forced: Changes) -> Self {
        Self {
            world,
            asked,
            forced,
            refused: Arc::default(),
        }
    }

    /// Writes a valid update, through the *store* layers.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub fn write(&self, id: Uuid, changes: Changes) -> Result<Written, StoreError> {
        let mut write = Write {
            id,
            changes,
            persist: true,
            also: Vec::new(),
            refused: None,
        };
        write.changes.merge(self.forced.clone());
        for layer in &self.world.layers {
            if let Layer::Store(act) = layer {
                act(&self.world, &self.asked, &mut write);
            }
        }
        if write.refused.is_some() {
            *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = write.refused;
            return Ok(Written::Refused);
        }
        for other in write.also {
            self.world.store.update(other, write.changes.clone())?;
        }
        let task = if write.persist {
            self.world.store.update(write.id, write.changes)?
        } else {
            let mut task = self.world.store.find(write.id)?;
            if let Some(task) = &mut task {
                write.changes.apply(task);
            }
            task
        };
        Ok(task.map_or(Written::Missing, |task| Written::Task(Box::new(task))))
    }

    /// The answer of the layer that refused the update, if one did.
    #[must_use]
    pub fn refusal(&self) -> Option<Answer> {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.take()
    }
}
