//! The tasks in SQLite: in a file, where updates survive a restart, or in memory.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, Row, named_params, types::Type};
use uuid::Uuid;

use crate::generated::types::TaskRunResponse;
use crate::task::{Changes, StoredTask};

/// Where the tasks are kept.
#[derive(Clone, Debug, Default)]
pub enum Database {
    /// In memory: every start begins with the seeded tasks.
    #[default]
    Memory,
    /// In this file, which is made when there is none.
    File(PathBuf),
}

/// Why the store could not answer.
#[derive(Debug, thiserror::Error)]
#[error("the store failed")]
pub struct StoreError(#[from] rusqlite::Error);

/// The tasks of all accounts.
#[derive(Debug)]
pub struct Store {
    connection: Mutex<Connection>,
    /// The runs of each task, which are read once: no update writes them.
    runs: BTreeMap<Uuid, Arc<[TaskRunResponse]>>,
}

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS tasks (
        id TEXT PRIMARY KEY NOT NULL,
        account_id TEXT NOT NULL,
        artist_account_id TEXT NOT NULL,
        title TEXT NOT NULL,
        prompt TEXT NOT NULL,
        schedule TEXT NOT NULL,
        enabled INTEGER,
        model TEXT,
        trigger_schedule_id TEXT,
        recent_runs TEXT NOT NULL
    ) STRICT;";

const INSERT: &str = "
    INSERT INTO tasks VALUES (:id, :account_id, :artist_account_id, :title, :prompt, :schedule,
        :enabled, :model, :trigger_schedule_id, :recent_runs)
    ON CONFLICT (id) DO NOTHING";

const SELECT: &str = "
    SELECT account_id, artist_account_id, title, prompt, schedule, enabled, model,
        trigger_schedule_id
    FROM tasks WHERE id = ?1";

const UPDATE: &str = "
    UPDATE tasks SET account_id = :account_id, artist_account_id = :artist_account_id,
        title = :title, prompt = :prompt, schedule = :schedule, enabled = :enabled, model = :model
    WHERE id = :id";

impl Store {
    /// Opens the database and seeds the tasks that it does not have yet.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened or written, is no SQLite database, or holds something else
    /// than tasks.
    pub fn open(database: &Database, seeds: &[StoredTask]) -> Result<Self, StoreError> {
        let mut connection = match database {
            Database::Memory => Connection::open_in_memory()?,
            Database::File(path) => {
                let connection = Connection::open(path)?;
                // An update is then one append; it survives the process, if not a power cut.
                connection.pragma_update(None, "journal_mode", "WAL")?;
                connection.pragma_update(None, "synchronous", "NORMAL")?;
                connection
            }
        };
        connection.execute_batch(SCHEMA)?;
        let seeding = connection.transaction()?;
        for task in seeds {
            insert(&seeding, task)?;
        }
        seeding.commit()?;
        Ok(Self {
            runs: runs(&connection)?,
            connection: Mutex::new(connection),
        })
    }

    /// The task with this id, if there is one.
    ///
    /// # Errors
    ///
    /// When SQLite fails.
    pub fn find(&self, id: Uuid) -> Result<Option<StoredTask>, StoreError> {
        Ok(self.read(&self.connection(), id)?)
    }

    /// Writes the changes onto a task and returns it as it then is; nothing when there is none.
    ///
    /// # Errors
    ///
    /// When SQLite fails; the task is then as it was.
    pub fn update(&self, id: Uuid, changes: Changes) -> Result<Option<StoredTask>, StoreError> {
        // One connection behind one lock: nobody comes between the look-up and the write.
        let connection = self.connection();
        let Some(mut task) = self.read(&connection, id)? else {
            return Ok(None);
        };
        changes.apply(&mut task);
        connection.execute(
            UPDATE,
            named_params! {
                ":id": id.to_string(),
                ":account_id": task.account_id.to_string(),
                ":artist_account_id": task.artist_account_id.to_string(),
                ":title": task.title,
                ":prompt": task.prompt,
                ":schedule": task.schedule,
                ":enabled": task.enabled,
                ":model": task.model,
            },
        )?;
        Ok(Some(task))
    }

    fn read(&self, connection: &Connection, id: Uuid) -> rusqlite::Result<Option<StoredTask>> {
        connection
            .prepare(SELECT)?
            .query_row([id.to_string()], |row| {
                Ok(StoredTask {
                    id,
                    account_id: parsed(row, 0, |text| text.parse())?,
                    artist_account_id: parsed(row, 1, |text| text.parse())?,
                    title: row.get(2)?,
                    prompt: row.get(3)?,
                    schedule: row.get(4)?,
                    enabled: row.get(5)?,
                    model: row.get(6)?,
                    trigger_schedule_id: row.get(7)?,
                    recent_runs: self.runs.get(&id).cloned().unwrap_or_default(),
                })
            })
            .optional()
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // SQLite rolls back what a panic interrupts, so the connection is usable all the same.
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn insert(connection: &Connection, task: &StoredTask) -> rusqlite::Result<()> {
    connection.execute(
        INSERT,
        named_params! {
            ":id": task.id.to_string(),
            ":account_id": task.account_id.to_string(),
            ":artist_account_id": task.artist_account_id.to_string(),
            ":title": task.title,
            ":prompt": task.prompt,
            ":schedule": task.schedule,
            ":enabled": task.enabled,
            ":model": task.model,
            ":trigger_schedule_id": task.trigger_schedule_id,
            ":recent_runs": serde_json::to_string(&task.recent_runs)
                .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?,
        },
    )?;
    Ok(())
}

fn runs(connection: &Connection) -> rusqlite::Result<BTreeMap<Uuid, Arc<[TaskRunResponse]>>> {
    let mut statement = connection.prepare("SELECT id, recent_runs FROM tasks")?;
    let runs = statement.query_map([], |row| {
        let id = parsed(row, 0, |text| text.parse())?;
        let runs = parsed(row, 1, |text| serde_json::from_str(text))?;
        Ok((id, runs))
    })?;
    runs.collect()
}

/// A column whose text means something more than text.
fn parsed<T, E: std::error::Error + Send + Sync + 'static>(
    row: &Row<'_>,
    column: usize,
    parse: impl Fn(&str) -> Result<T, E>,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    parse(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;

    fn seeded(database: &Database) -> (Store, StoredTask) {
        let seeds = demo::configuration().tasks;
        (Store::open(database, &seeds).unwrap(), seeds[0].clone())
    }

    #[test]
    fn what_is_not_changed_is_kept() {
        let (store, seed) = seeded(&Database::Memory);
        assert_eq!(store.find(seed.id).unwrap(), Some(seed.clone()));
        let changes = Changes {
            title: Some("new".to_owned()),
            enabled: Some(None),
            ..Changes::default()
        };
        let expected = StoredTask {
            title: "new".to_owned(),
            enabled: None,
            ..seed.clone()
        };
        assert_eq!(
            store.update(seed.id, changes).unwrap(),
            Some(expected.clone())
        );
        assert_eq!(store.find(seed.id).unwrap(), Some(expected));
    }

    #[test]
    fn every_character_is_kept() {
        let (store, seed) = seeded(&Database::Memory);
        let text = "\0a\0 \u{1} ' \" \\ é 𝄞 \u{10FFFF} \u{FEFF}".repeat(500);
        let changes = Changes {
            prompt: Some(text.clone()),
            ..Changes::default()
        };
        store.update(seed.id, changes).unwrap();
        assert_eq!(store.find(seed.id).unwrap().unwrap().prompt, text);
    }

    #[test]
    fn updates_survive_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::File(folder.path().join("tasks.sqlite"));
        let changes = Changes {
            model: Some(Some("another".to_owned())),
            ..Changes::default()
        };
        let updated = {
            let (store, seed) = seeded(&database);
            store.update(seed.id, changes).unwrap().unwrap()
        };
        let (store, seed) = seeded(&database);
        assert_ne!(updated, seed);
        assert_eq!(store.find(seed.id).unwrap(), Some(updated));
    }

    #[test]
    fn an_unknown_id_has_no_task() {
        let (store, _) = seeded(&Database::Memory);
        let id = demo::demo().missing_id;
        assert_eq!(store.find(id).unwrap(), None);
        assert_eq!(store.update(id, Changes::default()).unwrap(), None);
    }
}
