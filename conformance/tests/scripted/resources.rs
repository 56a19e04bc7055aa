//! Runs over several operations of one kind of resource: ids that answers tell, and what the run makes
//! and deletes itself.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tally_conformance::event::{CleanedUp, Event};
use tally_conformance::json::{self, Reading};
use tally_conformance::run::Budget;

use crate::server::{Asked, Does, Told, against};

const JSON: &str = "content-type: application/json\r\n";

const SHELF: &str = "
openapi: 3.1.0
info: {title: Shelf, version: '1'}
paths:
  /books/{bookId}:
    parameters: [{name: bookId, in: path, required: true, schema: {type: integer}}]
    delete:
      responses: {'204': {description: gone}, '404': {$ref: '#/components/responses/None'}, '400': {$ref: '#/components/responses/None'}}
    get:
      responses: {'200': {$ref: '#/components/responses/Book'}, '404': {$ref: '#/components/responses/None'}, '400': {$ref: '#/components/responses/None'}}
    put:
      requestBody: {$ref: '#/components/requestBodies/Book'}
      responses: {'200': {$ref: '#/components/responses/Book'}, '404': {$ref: '#/components/responses/None'}, '400': {$ref: '#/components/responses/None'}}
  /books/{bookId}/notes:
    parameters: [{name: bookId, in: path, required: true, schema: {type: integer}}]
    get:
      responses: {'200': {description: notes, content: {application/json: {schema: {type: array}}}}, '404': {$ref: '#/components/responses/None'}, '400': {$ref: '#/components/responses/None'}}
  /books:
    get:
      responses: {'200': {description: books, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Book'}}}}}}
    post:
      requestBody: {$ref: '#/components/requestBodies/Book'}
      responses: {'201': {$ref: '#/components/responses/Book'}, '400': {$ref: '#/components/responses/None'}}
components:
  requestBodies:
    Book: {required: true, content: {application/json: {schema: {type: object, required: [title], properties: {title: {type: string, minLength: 1}}}}}}
  responses:
    Book: {description: a book, content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}}
    None: {description: none}
  schemas:
    Book: {type: object, required: [id, title], properties: {id: {type: integer}, title: {type: string}}}
";

/// Books by id; the ids of new ones go on from the last.
struct Shelf {
    books: BTreeMap<u64, String>,
    last: u64,
    /// The ids of books that were there before the run.
    seeded: Vec<u64>,
}

impl Shelf {
    fn answer(&mut self, asked: &Asked) -> Does {
        let path: Vec<&str> = asked.path.trim_matches('/').split('/').collect();
        let nothing = |status| Does::Answers(status, "", String::new());
        let book = |status, id: u64, title: &str| {
            Does::Answers(
                status,
                JSON,
                serde_json::json!({ "id": id, "title": title }).to_string(),
            )
        };
        match (asked.method.as_str(), path.as_slice()) {
            ("GET", ["books"]) => {
                let books = self.books.iter();
                let books =
                    books.map(|(id, title)| serde_json::json!({ "id": id, "title": title }));
                Does::Answers(200, JSON, Value::from_iter(books).to_string())
            }
            ("POST", ["books"]) => match title(asked) {
                Some(title) => {
                    self.last += 1;
                    self.books.insert(self.last, title.clone());
                    book(201, self.last, &title)
                }
                None => nothing(400),
            },
            (method, ["books", id, rest @ ..]) if rest.is_empty() || rest == ["notes"] => {
                let Ok(id) = id.parse::<u64>() else {
                    return nothing(400);
                };
                let known = self.books.get(&id).cloned();
                match (method, known, rest) {
                    ("GET" | "PUT" | "DELETE", None, []) | ("GET", None, _) => nothing(404),
                    ("GET", Some(_), ["notes"]) => Does::Answers(200, JSON, "[]".to_owned()),
                    ("GET", Some(title), []) => book(200, id, &title),
                    ("PUT", Some(_), []) => match title(asked) {
                        Some(title) => {
                            self.books.insert(id, title.clone());
                            book(200, id, &title)
                        }
                        None => nothing(400),
                    },
                    ("DELETE", Some(_), []) => {
                        self.books.remove(&id);
                        nothing(204)
                    }
                    _ => Does::Answers(405, "allow: GET, PUT, DELETE\r\n", String::new()),
                }
            }
            (_, ["books"]) => Does::Answers(405, "allow: GET, POST\r\n", String::new()),
            _ => nothing(404),
        }
    }
}

/// The title of a valid body.
fn title(asked: &Asked) -> Option<String> {
    let json = asked.headers.get("content-type");
    json.filter(|it| it.starts_with("application/json"))?;
    let Reading::Value(body) = json::read(&asked.body) else {
        return None;
    };
    let title = body.get("title")?.as_str()?;
    (!title.is_empty()).then(|| title.to_owned())
}

async fn run(shelf: &Arc<Mutex<Shelf>>) -> Told {
    let held = Arc::clone(shelf);
    against(SHELF, &[], move |asked| held.lock().unwrap().answer(asked)).await
}

fn cleaned(told: &Told) -> Option<&CleanedUp> {
    told.events.iter().find_map(|event| match event {
        Event::CleanedUp(cleaned) => Some(cleaned),
        _ => None,
    })
}

/// A shelf with one book that nobody may lose.
fn seeded() -> Arc<Mutex<Shelf>> {
    let shelf = Shelf {
        books: BTreeMap::from([(7, "mine".to_owned())]),
        last: 7,
        seeded: vec![7],
    };
    Arc::new(Mutex::new(shelf))
}

#[tokio::test]
async fn operations_below_an_id_are_accepted_though_no_value_is_known() {
    let shelf = seeded();
    let told = run(&shelf).await;
    assert_eq!(told.findings(), Vec::<String>::new());
    let accepted = told.summary.operations.iter();
    let refused: Vec<_> = accepted.filter(|(_, accepted)| !accepted).collect();
    assert_eq!(refused.len(), 0, "{refused:?}");
}

#[tokio::test]
async fn what_the_run_made_is_deleted_in_the_end_and_nothing_else() {
    let shelf = seeded();
    let told = run(&shelf).await;
    let cleaned = cleaned(&told).unwrap();
    assert!(cleaned.deleted > 0);
    assert_eq!(cleaned.left, []);
    let shelf = shelf.lock().unwrap();
    let left: Vec<u64> = shelf.books.keys().copied().collect();
    assert_eq!(left, shelf.seeded);
    assert_eq!(shelf.books[&7], "mine");
}

#[tokio::test]
async fn a_run_that_is_stopped_deletes_what_it_made() {
    let shelf = seeded();
    let held = Arc::clone(&shelf);
    let script = move |asked: &Asked| held.lock().unwrap().answer(asked);
    let told = crate::server::stopped(SHELF, &[], script, 60).await;
    assert!(
        told.events
            .iter()
            .any(|it| matches!(it, Event::RunAborted(_)))
    );
    let shelf = shelf.lock().unwrap();
    assert!(shelf.last > 7, "something was made");
    assert_eq!(
        shelf.books.keys().copied().collect::<Vec<_>>(),
        shelf.seeded
    );
}

#[tokio::test]
async fn a_second_run_gives_the_same_verdicts() {
    let shelf = seeded();
    let verdicts = |told: &Told| {
        let judged = told.events.iter().filter_map(|event| match event {
            Event::OperationJudged(judged) => Some(judged.clone()),
            _ => None,
        });
        judged.collect::<Vec<_>>()
    };
    let first = run(&shelf).await;
    let second = run(&shelf).await;
    assert_eq!(verdicts(&first), verdicts(&second));
}

#[tokio::test]
async fn what_no_operation_deletes_is_listed() {
    let without: String = SHELF.replace("    delete:\n", "    x-delete:\n");
    let shelf = seeded();
    let held = Arc::clone(&shelf);
    let told = against(&without, &[], move |asked| {
        held.lock().unwrap().answer(asked)
    })
    .await;
    let cleaned = cleaned(&told).unwrap();
    assert_eq!(cleaned.deleted, 0);
    assert_eq!(
        cleaned.left[0].why,
        "the document has no operation that deletes it"
    );
    let made = shelf.lock().unwrap().last - 7;
    assert_eq!(u64::try_from(cleaned.left.len()).unwrap(), made);
}

#[tokio::test]
async fn a_budget_is_shared_among_the_operations_and_what_was_made_is_deleted_after_it() {
    let shelf = seeded();
    let held = Arc::clone(&shelf);
    let script = move |asked: &Asked| held.lock().unwrap().answer(asked);
    let told = crate::server::within(SHELF, Budget::Requests(300), script).await;
    assert_eq!(told.findings(), Vec::<String>::new());
    assert_eq!(told.summary.aborted, None);
    assert!(
        told.summary
            .operations
            .iter()
            .all(|(_, accepted)| *accepted)
    );
    // What is under way is ended in order, and what was made is deleted.
    let deletes = cleaned(&told).unwrap().deleted;
    let requests = told.summary.requests - u64::try_from(deletes).unwrap();
    assert!((100..500).contains(&requests), "{requests}");
    assert_eq!(shelf.lock().unwrap().books.len(), 1);
}

/// Runs against a shelf whose POST answers only `Location`, and gives the ids that were deleted.
async fn deleted_of_a_shelf_that_answers(location: fn(u64) -> String) -> (Vec<u64>, u64, Told) {
    let shelf = seeded();
    let held = Arc::clone(&shelf);
    let deleted = Arc::new(Mutex::new(Vec::new()));
    let gone = Arc::clone(&deleted);
    let script = move |asked: &Asked| {
        let mut shelf = held.lock().unwrap();
        let before: Vec<u64> = shelf.books.keys().copied().collect();
        let does = shelf.answer(asked);
        if asked.method == "DELETE" {
            let lost = before.iter().filter(|id| !shelf.books.contains_key(id));
            gone.lock().unwrap().extend(lost);
        }
        match does {
            Does::Answers(201, ..) => {
                let line = format!("location: {}\r\n", location(shelf.last));
                Does::Answers(201, Box::leak(line.into_boxed_str()), String::new())
            }
            does => does,
        }
    };
    let without = SHELF.replace(
        "      responses: {'201': {$ref: '#/components/responses/Book'}",
        "      responses: {'201': {description: made}",
    );
    let told = against(&without, &[], script).await;
    let last = shelf.lock().unwrap().last;
    let deleted = deleted.lock().unwrap().clone();
    (deleted, last, told)
}

#[tokio::test]
async fn an_id_that_location_tells_as_text_is_the_number_that_lists_show() {
    let (deleted, last, told) = deleted_of_a_shelf_that_answers(|id| format!("/books/{id}")).await;
    assert_eq!(told.findings(), Vec::<String>::new());
    assert!(
        told.summary
            .operations
            .iter()
            .all(|(_, accepted)| *accepted)
    );
    assert!(!deleted.contains(&7));
    assert_eq!(u64::try_from(deleted.len()).unwrap(), last - 7);
}

#[tokio::test]
async fn what_location_shows_elsewhere_is_no_id_and_nothing_is_deleted_by_it() {
    let (deleted, _, told) = deleted_of_a_shelf_that_answers(|_| "/jobs/7".to_owned()).await;
    assert_eq!(deleted, Vec::<u64>::new());
    assert!(cleaned(&told).is_none());
}

#[tokio::test]
async fn what_a_post_finds_or_logs_in_is_not_deleted() {
    let document = "
openapi: 3.1.0
info: {title: Users, version: '1'}
paths:
  /users/search:
    post: {responses: {'201': {description: found, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/User'}}}}}}}
  /users/login:
    post: {responses: {'201': {description: me, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}}}
  /users/{userId}:
    parameters: [{name: userId, in: path, required: true, schema: {type: integer}}]
    get: {responses: {'200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}, '404': {description: none}, '400': {description: bad}}}
    delete: {responses: {'204': {description: gone}, '404': {description: none}, '400': {description: bad}}}
components:
  schemas:
    User: {type: object, required: [id], properties: {id: {type: integer}}}
";
    let deleted = Arc::new(Mutex::new(0));
    let held = Arc::clone(&deleted);
    let told = against(document, &[], move |asked| {
        let nothing = |status| Does::Answers(status, "", String::new());
        match (asked.method.as_str(), asked.path.as_str()) {
            ("POST", "/users/search") => {
                Does::Answers(201, JSON, "[{\"id\":1},{\"id\":2}]".to_owned())
            }
            ("POST", "/users/login") => Does::Answers(201, JSON, "{\"id\":3}".to_owned()),
            (_, "/users/search" | "/users/login") => nothing(405),
            (method, path) => match path.strip_prefix("/users/").map(str::parse::<u64>) {
                Some(Ok(id)) if method == "GET" && (1..=3).contains(&id) => {
                    Does::Answers(200, JSON, format!("{{\"id\":{id}}}"))
                }
                Some(Ok(id)) if method == "DELETE" && (1..=3).contains(&id) => {
                    *held.lock().unwrap() += 1;
                    nothing(204)
                }
                Some(Ok(_)) if matches!(method, "GET" | "DELETE") => nothing(404),
                Some(Ok(_)) => Does::Answers(405, "allow: GET, DELETE\r\n", String::new()),
                _ => nothing(400),
            },
        }
    })
    .await;
    assert_eq!(*deleted.lock().unwrap(), 0);
    let read = told.summary.operations.iter();
    let read = read.filter(|(key, _)| key.method.as_str() == "GET");
    assert!(read.into_iter().all(|(_, accepted)| *accepted));
}
