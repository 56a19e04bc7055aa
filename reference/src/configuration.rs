//! The configuration of a server: who may ask, for which accounts, and the tasks to begin with.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use uuid::Uuid;

use crate::schedule::Schedule;
use crate::secret::Secret;
use crate::task::StoredTask;

/// How many runs a task can show.
const MOST_RUNS: usize = 5;

/// Who may ask, for which accounts, and the tasks to begin with.
///
/// Written as a JSON object with these members; none of them may be left out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// The accounts that exist.
    pub accounts: Vec<Account>,
    /// The credentials that are accepted.
    pub credentials: Vec<Credential>,
    /// The tasks that a database without them begins with.
    pub tasks: Vec<StoredTask>,
}

/// An account, to which tasks belong.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Its id.
    pub id: Uuid,
    /// The address of its owner, where one is known.
    #[serde(default)]
    pub owner_email: Option<String>,
}

/// A credential and what it allows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// How it is presented.
    pub scheme: Scheme,
    /// Its value.
    pub secret: Secret,
    /// Its scope: the accounts for which it may act.
    pub accounts: BTreeSet<Uuid>,
}

/// How a credential is presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// In the header `x-api-key`: written `api_key`.
    ApiKey,
    /// As the token of `Authorization: Bearer`: written `bearer`.
    Bearer,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// The file could not be read.
    #[error("cannot read {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The text is not JSON, or not of the documented form.
    #[error("not a configuration")]
    Malformed(#[from] serde_json::Error),
    /// The parts do not fit together.
    #[error("{place}: {problem}")]
    Inconsistent {
        /// JSON Pointer of the part that is wrong.
        place: String,
        /// What is wrong with it.
        problem: Problem,
    },
}

/// What is wrong with a part of a configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// No credential: nobody could ask anything.
    #[error("there has to be at least one credential")]
    NoCredential,
    /// An empty secret would be no secret.
    #[error("the secret is empty")]
    EmptySecret,
    /// A secret that cannot stand in a header.
    #[error("the secret has characters other than visible ASCII")]
    UnsendableSecret,
    /// Two of one kind with the same id or secret.
    #[error("it is there twice")]
    Duplicate,
    /// An account that is not among `accounts`.
    #[error("account {0} is not among /accounts")]
    UnknownAccount(Uuid),
    /// A schedule that is no cron expression.
    #[error("`{0}` is not a cron expression")]
    Schedule(String),
    /// An empty model.
    #[error("the model is empty; leave it out for the default model")]
    EmptyModel,
    /// More runs than a task can show.
    #[error("a task shows at most five runs")]
    TooManyRuns,
}

impl Configuration {
    /// Reads a configuration from a file.
    ///
    /// # Errors
    ///
    /// [`ConfigurationError::Unreadable`] when the file cannot be read, else as [`Self::parse`].
    pub fn read(path: &Path) -> Result<Self, ConfigurationError> {
        let text =
            std::fs::read_to_string(path).map_err(|source| ConfigurationError::Unreadable {
                path: path.to_owned(),
                source,
            })?;
        Self::parse(&text)
    }

    /// Reads a configuration from JSON text.
    ///
    /// # Errors
    ///
    /// [`ConfigurationError::Malformed`] when the text is not JSON or has not the members of this
    /// type, [`ConfigurationError::Inconsistent`] as [`Self::check`].
    ///
    /// # Example
    ///
    /// ```
    /// use tally_reference::Configuration;
    ///
    /// let error = Configuration::parse(r#"{"accounts": [], "credentials": [], "tasks": []}"#);
    /// assert_eq!(
    ///     error.unwrap_err().to_string(),
    ///     "/credentials: there has to be at least one credential"
    /// );
    /// ```
    pub fn parse(text: &str) -> Result<Self, ConfigurationError> {
        let configuration: Self = serde_json::from_str(text)?;
        configuration.check()?;
        Ok(configuration)
    }

    /// Checks that the parts fit together.
    ///
    /// # Errors
    ///
    /// [`ConfigurationError::Inconsistent`] with the first [`Problem`].
    pub fn check(&self) -> Result<(), ConfigurationError> {
        let at = |place: String| move |problem| ConfigurationError::Inconsistent { place, problem };
        if self.credentials.is_empty() {
            return Err(at("/credentials".to_owned())(Problem::NoCredential));
        }
        let mut accounts = BTreeSet::new();
        for (index, account) in self.accounts.iter().enumerate() {
            if !accounts.insert(account.id) {
                return Err(at(format!("/accounts/{index}"))(Problem::Duplicate));
            }
        }
        for index in 0..self.credentials.len() {
            self.check_credential(index, &accounts)
                .map_err(at(format!("/credentials/{index}")))?;
        }
        let mut tasks = BTreeSet::new();
        for (index, task) in self.tasks.iter().enumerate() {
            if !tasks.insert(task.id) {
                return Err(at(format!("/tasks/{index}"))(Problem::Duplicate));
            }
            check_task(task, &accounts).map_err(at(format!("/tasks/{index}")))?;
        }
        Ok(())
    }

    fn check_credential(&self, index: usize, accounts: &BTreeSet<Uuid>) -> Result<(), Problem> {
        let credential = &self.credentials[index];
        let value = credential.secret.reveal();
        if value.is_empty() {
            return Err(Problem::EmptySecret);
        }
        if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Problem::UnsendableSecret);
        }
        let before = &self.credentials[..index];
        if before
            .iter()
            .any(|other| other.scheme == credential.scheme && other.secret == credential.secret)
        {
            return Err(Problem::Duplicate);
        }
        match credential.accounts.difference(accounts).next() {
            Some(unknown) => Err(Problem::UnknownAccount(*unknown)),
            None => Ok(()),
        }
    }

    /// The accounts for which whoever presents this may act; none when it is not accepted.
    #[must_use]
    pub fn scope(&self, scheme: Scheme, presented: &str) -> Option<&BTreeSet<Uuid>> {
        let mut accepted = None;
        for credential in &self.credentials {
            if credential.scheme == scheme && credential.secret.matches(presented) {
                accepted = Some(&credential.accounts);
            }
        }
        accepted
    }

    /// The address of the owner of an account, where one is known.
    #[must_use]
    pub fn owner_email(&self, account: Uuid) -> Option<&str> {
        let account = self.accounts.iter().find(|known| known.id == account)?;
        account.owner_email.as_deref()
    }
}

fn check_task(task: &StoredTask, accounts: &BTreeSet<Uuid>) -> Result<(), Problem> {
    if !accounts.contains(&task.account_id) {
        return Err(Problem::UnknownAccount(task.account_id));
    }
    if task.schedule.parse::<Schedule>().is_err() {
        return Err(Problem::Schedule(task.schedule.clone()));
    }
    if task.model.as_deref() == Some("") {
        return Err(Problem::EmptyModel);
    }
    if task.recent_runs.len() > MOST_RUNS {
        return Err(Problem::TooManyRuns);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const ACCOUNT: &str = "848cd58d-700f-4b38-ab4c-d9f52a1b2c3d";
    const OTHER: &str = "5f0c1d2e-9a8b-4c7d-8e6f-0a1b2c3d4e5f";

    fn usable() -> Value {
        let task = json!({
            "id": OTHER, "account_id": ACCOUNT, "artist_account_id": OTHER,
            "title": "", "prompt": "", "schedule": "@daily"
        });
        json!({
            "accounts": [{"id": ACCOUNT}],
            "credentials": [{"scheme": "api_key", "secret": "hush", "accounts": [ACCOUNT]}],
            "tasks": [task]
        })
    }

    /// Puts `value` at `pointer` of a usable configuration.
    #[track_caller]
    fn check(pointer: &str, value: Value, message: &str) {
        let mut configuration = usable();
        let (parent, member) = pointer.rsplit_once('/').unwrap();
        let parent = configuration.pointer_mut(parent).unwrap();
        match parent {
            Value::Array(items) => items.push(value),
            parent => parent[member] = value,
        }
        let error = Configuration::parse(&configuration.to_string()).unwrap_err();
        let text = match std::error::Error::source(&error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        };
        assert!(text.starts_with(message), "{text}");
        assert!(!text.contains("hush"), "{text}");
    }

    #[test]
    fn a_usable_configuration_is_read() {
        let configuration = Configuration::parse(&usable().to_string()).unwrap();
        assert!(configuration.scope(Scheme::ApiKey, "hush").is_some());
        assert!(configuration.scope(Scheme::Bearer, "hush").is_none());
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let twin = usable()["tasks"][0].clone();
        let run = json!({
            "id": "run_1", "status": "QUEUED", "taskIdentifier": "a",
            "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z"
        });
        check("/credentials", json!([]), "/credentials: there has to be");
        check(
            "/credentials/0/secret",
            json!(""),
            "/credentials/0: the secret is empty",
        );
        check(
            "/credentials/0/secret",
            json!("hush "),
            "/credentials/0: the secret has",
        );
        check(
            "/credentials/0/accounts",
            json!([OTHER]),
            "/credentials/0: account 5f0c",
        );
        check(
            "/credentials/-",
            usable()["credentials"][0].clone(),
            "/credentials/1: it is there",
        );
        check(
            "/accounts/-",
            json!({"id": ACCOUNT}),
            "/accounts/1: it is there twice",
        );
        check("/tasks/-", twin, "/tasks/1: it is there twice");
        check(
            "/tasks/0/account_id",
            json!(OTHER),
            "/tasks/0: account 5f0c",
        );
        check(
            "/tasks/0/schedule",
            json!("often"),
            "/tasks/0: `often` is not a cron",
        );
        check("/tasks/0/model", json!(""), "/tasks/0: the model is empty");
        check(
            "/tasks/0/recent_runs",
            json!([run, run, run, run, run, run]),
            "/tasks/0: a task shows",
        );
        check(
            "/tasks/0/recent_runs",
            json!([{}]),
            "not a configuration: /id: is missing",
        );
        check(
            "/tasks/0/titel",
            json!(""),
            "not a configuration: unknown field `titel`",
        );
        check("/accounts/0/id", json!("x"), "not a configuration: ");
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = Configuration::read(Path::new("/no/such/file.json")).unwrap_err();
        assert_eq!(error.to_string(), "cannot read /no/such/file.json");
    }
}
