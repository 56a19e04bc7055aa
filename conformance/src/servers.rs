//! Where the operations of a document are on the host that a run talks to.
//!
//! The base URL of a run stands for the servers of the document. An operation or path with `servers`
//! of its own is asked there if they are on the same host. No request leaves that host.

use std::collections::HashMap;

use tally_spec::Contract;
use tally_spec::contract::{Operation, OperationKey, Server};
use url::{Origin, Url};

use crate::note::Note;

/// Where each operation of a run is.
#[derive(Clone, Debug)]
pub struct Bases {
    /// The base URL of the run.
    url: Url,
    /// The operations that are not under it.
    others: HashMap<OperationKey, Base>,
    notes: Vec<Note>,
}

/// Where an operation is, if it is not under the base URL of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Base {
    /// Under another path of the same host.
    Under(Url),
    /// On another host.
    Elsewhere(Vec<String>),
    /// Nobody knows: it is looked for under the base URL of the run.
    Unknown(Vec<String>),
}

/// A server as the document names it: its host, if it names one, and its path without the last slash.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    origin: Option<Origin>,
    path: String,
}

impl Bases {
    /// Finds where operations are.
    #[must_use]
    pub fn new<'o>(
        contract: &Contract,
        operations: impl IntoIterator<Item = &'o Operation>,
        url: &Url,
    ) -> Self {
        let home = Home::new(contract, url);
        let mut found = Vec::new();
        let mut count = 0;
        for operation in operations {
            count += 1;
            if let Some(base) = home.base(operation) {
                found.push((operation.key.clone(), base));
            }
        }
        let away = found
            .iter()
            .filter(|(_, it)| matches!(it, Base::Elsewhere(_)));
        // Where all are on another host, that is the one which the user means.
        if away.count() == count {
            found.clear();
        }
        Self {
            url: url.clone(),
            notes: notes(&found),
            others: found.into_iter().collect(),
        }
    }

    /// The base URL of an operation.
    ///
    /// # Errors
    ///
    /// When it is on another host: its servers.
    pub fn of(&self, operation: &OperationKey) -> Result<&Url, &[String]> {
        match self.others.get(operation) {
            None | Some(Base::Unknown(_)) => Ok(&self.url),
            Some(Base::Under(url)) => Ok(url),
            Some(Base::Elsewhere(servers)) => Err(servers),
        }
    }

    /// What the user should know of them.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

/// The base URLs that the run may have been meant for: the paths of all servers that the document
/// names, on the host of the run.
#[must_use]
pub fn alternatives(contract: &Contract, url: &Url) -> Vec<String> {
    let own = contract.operations.iter().flat_map(|it| &it.servers);
    let mut all = Vec::new();
    for server in contract.servers.iter().chain(own) {
        if let Some(named) = Named::new(server, url)
            && named.path != trimmed(url)
        {
            let other = at(url, &named.path).to_string();
            if !all.contains(&other) {
                all.push(other);
            }
        }
    }
    all
}

/// One note for the operations with the same servers.
fn notes(found: &[(OperationKey, Base)]) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for (key, base) in found {
        let known = notes.iter_mut().find_map(|note| match (note, base) {
            (
                Note::ServedElsewhere {
                    operations,
                    servers,
                },
                Base::Elsewhere(own),
            )
            | (
                Note::OwnServers {
                    operations,
                    servers,
                },
                Base::Unknown(own),
            ) if servers == own => Some(operations),
            _ => None,
        });
        match (known, base) {
            (Some(operations), _) => operations.push(key.clone()),
            (None, Base::Under(_)) => {}
            (None, Base::Elsewhere(servers)) => notes.push(Note::ServedElsewhere {
                operations: vec![key.clone()],
                servers: servers.clone(),
            }),
            (None, Base::Unknown(servers)) => notes.push(Note::OwnServers {
                operations: vec![key.clone()],
                servers: servers.clone(),
            }),
        }
    }
    notes
}

/// What the base URL of a run stands for.
struct Home<'a> {
    contract: &'a Contract,
    url: &'a Url,
    /// The servers of the document; without any it has one at `/`.
    servers: Vec<Named>,
    /// What stands before the path of such a server in the base URL; none: it has another path.
    before: Option<String>,
}

impl<'a> Home<'a> {
    fn new(contract: &'a Contract, url: &'a Url) -> Self {
        let named = contract.servers.iter();
        let mut servers: Vec<Named> = named.filter_map(|it| Named::new(it, url)).collect();
        if contract.servers.is_empty() {
            servers.push(Named {
                origin: None,
                path: String::new(),
            });
        }
        let path = trimmed(url);
        let before = servers.iter().filter_map(|it| path.strip_suffix(&it.path));
        let before = before.min_by_key(|it| it.len()).map(str::to_owned);
        Self {
            contract,
            url,
            servers,
            before,
        }
    }

    /// Where an operation is, if it is not under the base URL of the run.
    fn base(&self, operation: &Operation) -> Option<Base> {
        let own = &operation.servers;
        let is_inherited = |it: &Server| {
            self.contract
                .servers
                .iter()
                .any(|other| other.url == it.url)
        };
        if own.is_empty() || own.iter().any(is_inherited) {
            return None;
        }
        let names = || own.iter().map(|it| it.url.clone()).collect();
        let mut here = own.iter().filter_map(|server| {
            let named = Named::new(server, self.url)?;
            self.is_here(&named).then_some(named)
        });
        match here.next() {
            Some(named) => match self.place(&named) {
                Some(url) => (trimmed(&url) != trimmed(self.url)).then_some(Base::Under(url)),
                None => Some(Base::Unknown(names())),
            },
            None if own.iter().all(|it| Named::new(it, self.url).is_some()) => {
                Some(Base::Elsewhere(names()))
            }
            None => Some(Base::Unknown(names())),
        }
    }

    /// Whether a server is on the host that the base URL stands for.
    fn is_here(&self, named: &Named) -> bool {
        let Some(origin) = &named.origin else {
            return true;
        };
        let known = self.servers.iter().filter_map(|it| it.origin.as_ref());
        *origin == self.url.origin() || known.into_iter().any(|it| it == origin)
    }

    /// Where a server of this host is.
    fn place(&self, named: &Named) -> Option<Url> {
        let is_literal = named.origin.as_ref() == Some(&self.url.origin());
        let before = match is_literal {
            true => "",
            false => self.before.as_deref()?,
        };
        Some(at(self.url, &format!("{before}{}", named.path)))
    }
}

impl Named {
    /// None for a URL with variables that have no default, and for one that is relative to the place
    /// of the document, which may be anywhere.
    fn new(server: &Server, url: &Url) -> Option<Self> {
        let text = server.url.trim();
        if text.contains(['{', '}']) {
            return None;
        }
        if text.starts_with('/') && !text.starts_with("//") {
            return Some(Self {
                origin: None,
                path: trimmed(&at(url, text)),
            });
        }
        let parsed = match text.strip_prefix("//") {
            Some(rest) => Url::parse(&format!("{}://{rest}", url.scheme())),
            None => Url::parse(text),
        };
        let parsed = parsed.ok()?;
        Some(Self {
            origin: Some(parsed.origin()),
            path: trimmed(&parsed),
        })
    }
}

/// The host of a URL with another path.
fn at(url: &Url, path: &str) -> Url {
    let mut url = url.clone();
    url.set_path(path);
    url
}

/// The path of a URL without the slash at its end.
fn trimmed(url: &Url) -> String {
    url.path().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The request to `/files` of a document with these servers, and the notes.
    fn check(of_document: &str, of_path: &str, url: &str, expected: &str, note: Option<&str>) {
        let text = format!(
            "
openapi: 3.1.0
info: {{title: t, version: '1'}}
{of_document}
paths:
  /pets: {{get: {{responses: {{'204': {{description: none}}}}}}}}
  /files:
    servers: [{{url: '{of_path}'}}]
    get: {{responses: {{'204': {{description: none}}}}}}
"
        );
        let contract = tally_spec::read_text("a.yaml", &text).contract.unwrap();
        let url = Url::parse(url).unwrap();
        let bases = Bases::new(&contract, &contract.operations, &url);
        let pets = &contract.operations[0].key;
        assert_eq!(bases.of(pets), Ok(&url));
        let found = match bases.of(&contract.operations[1].key) {
            Ok(url) => url.to_string(),
            Err(_) => "elsewhere".to_owned(),
        };
        assert_eq!(found, expected, "{of_document} {of_path} {url}");
        let notes: Vec<_> = bases.notes().iter().map(ToString::to_string).collect();
        let said = |part| notes.iter().any(|it| it.contains(part));
        assert!(note.map_or(notes.is_empty(), said), "{notes:?}");
    }

    const ON: &str = "servers: [{url: 'https://api.example.com/api/v3'}]";
    const UNDER: &str = "servers: [{url: /api/v3}]";

    #[test]
    fn the_servers_of_a_path_are_asked_on_the_same_host() {
        let local = "http://localhost:8080/api/v3";
        let upload = "http://localhost:8080/upload/v1";
        check(UNDER, "/upload/v1", local, upload, None);
        check(
            ON,
            "https://api.example.com/upload/v1/",
            local,
            upload,
            None,
        );
        check(ON, "http://localhost:8080/upload/v1", local, upload, None);
        check(
            ON,
            "//api.example.com/upload/v1",
            "https://h/api/v3",
            "https://h/upload/v1",
            None,
        );
        check("", "/upload/v1", "http://h", "http://h/upload/v1", None);
    }

    #[test]
    fn what_stands_before_the_path_of_the_document_stands_before_that_of_the_path() {
        let local = "http://h/proxy/api/v3/";
        check(UNDER, "/upload/v1", local, "http://h/proxy/upload/v1", None);
        check(
            "",
            "/upload/v1",
            "http://h/app",
            "http://h/app/upload/v1",
            None,
        );
    }

    #[test]
    fn the_same_server_as_the_document_has_is_nothing_of_its_own() {
        let local = "http://h/other";
        check(UNDER, "/api/v3", local, local, None);
    }

    #[test]
    fn another_host_is_never_asked_and_named() {
        let local = "http://h/api/v3";
        let files = "https://files.example.com/v1";
        check(ON, files, local, "elsewhere", Some(files));
        check("", files, "http://h/", "elsewhere", Some("GET /files"));
    }

    #[test]
    fn where_nobody_knows_the_path_the_base_url_is_asked_and_the_difference_named() {
        let note = Some("servers of its own (/upload/v1)");
        check(UNDER, "/upload/v1", "http://h/v2", "http://h/v2", note);
        check(
            UNDER,
            "{base}/v1",
            "http://h/v2",
            "http://h/v2",
            Some("{base}/v1"),
        );
        check(
            UNDER,
            "./v1",
            "http://h/api/v3",
            "http://h/api/v3",
            Some("./v1"),
        );
    }

    #[test]
    fn a_run_of_operations_of_one_other_host_is_meant_for_it() {
        let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
servers: [{url: 'https://a.example.com'}]
paths:
  /files:
    servers: [{url: 'https://b.example.com/v1'}]
    get: {responses: {'204': {description: none}}}
";
        let contract = tally_spec::read_text("a.yaml", text).contract.unwrap();
        let url = Url::parse("http://h/").unwrap();
        let bases = Bases::new(&contract, &contract.operations, &url);
        assert_eq!(bases.of(&contract.operations[0].key), Ok(&url));
    }

    #[test]
    fn the_base_paths_of_all_servers_are_alternatives() {
        let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
servers: [{url: 'https://a.example.com/shop/v2'}, {url: /}, {url: '{any}'}]
paths:
  /files:
    servers: [{url: /files/v1/}]
    get: {responses: {'204': {description: none}}}
";
        let contract = tally_spec::read_text("a.yaml", text).contract.unwrap();
        let url = Url::parse("http://h:8080/").unwrap();
        let expected = ["http://h:8080/shop/v2", "http://h:8080/files/v1"];
        assert_eq!(alternatives(&contract, &url), expected);
    }
}
