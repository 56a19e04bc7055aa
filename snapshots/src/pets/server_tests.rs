use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use tower::ServiceExt;

use super::generated::operations::{
    add_pet, change_pet, get_health, get_pet, list_pets, load, motto, photo, remove_pet,
};
use super::generated::security::{BasicCredentials, Credentials, TokenOrSessionAndCsrfCredentials};
use super::generated::server::{Api, router};
use super::generated::support::status::StatusIn;
use super::generated::support::{Limits, Rejection};
use super::generated::types::Problem;

/// Answers with what it was asked for.
pub(super) struct Echo;

/// The token, or what else tells who asks.
pub(super) type Caller = String;

fn problem(text: String) -> Problem {
    Problem::new(text, String::new())
}

impl Api for Echo {
    type Caller = Caller;

    async fn authenticate(&self, Credentials::Token(token): Credentials) -> Option<Caller> {
        (token.0.expose() == "good").then(|| "token".to_owned())
    }

    async fn authenticate_token_or_session_and_csrf(
        &self,
        credentials: TokenOrSessionAndCsrfCredentials,
    ) -> Option<Caller> {
        match credentials {
            TokenOrSessionAndCsrfCredentials::Token(token) => {
                (token.0.expose() == "good").then(|| "token".to_owned())
            }
            TokenOrSessionAndCsrfCredentials::SessionAndCsrf { session, csrf } => {
                Some(format!("{} {}", session.0.expose(), csrf.0.expose()))
            }
        }
    }

    async fn authenticate_basic(
        &self,
        BasicCredentials::Basic(basic): BasicCredentials,
    ) -> Option<Caller> {
        Some(basic.name)
    }

    async fn list_pets(&self, _: Caller, request: list_pets::Request) -> list_pets::Response {
        list_pets::Response::OkCsv {
            x_total: 3.into(),
            x_next: request
                .tags
                .map(|tags| format!("urn:{}", tags.join("+")).parse().unwrap()),
            body: format!("{:?} {:?} {:?}", request.limit, request.ids, request.filter),
        }
    }

    fn reject_list_pets(&self, rejection: Rejection) -> list_pets::Response {
        list_pets::Response::ClientError {
            status: StatusIn::new(rejection.status()).unwrap(),
            body: problem(rejection.to_string()),
        }
    }

    async fn add_pet(
        &self,
        caller: Option<Caller>,
        request: add_pet::Request,
    ) -> add_pet::Response {
        add_pet::Response::UnprocessableEntity(problem(format!("{caller:?} {:?}", request.body)))
    }

    fn reject_add_pet(&self, rejection: Rejection) -> add_pet::Response {
        add_pet::Response::UnprocessableEntity(problem(rejection.to_string()))
    }

    async fn get_pet(&self, request: get_pet::Request) -> get_pet::Response {
        assert_eq!(request.pet_id, 7);
        get_pet::Response::NotFound
    }

    fn reject_get_pet(&self, _: Rejection) -> get_pet::Response {
        get_pet::Response::NotFound
    }

    async fn remove_pet(&self, caller: Caller, _: remove_pet::Request) -> remove_pet::Response {
        assert_eq!(caller, "Aladdin");
        remove_pet::Response::NoContent
    }

    async fn change_pet(&self, _: Caller, request: change_pet::Request) -> change_pet::Response {
        assert_eq!(request.body, None);
        change_pet::Response::ServerError {
            status: StatusIn::new(StatusCode::BAD_GATEWAY).unwrap(),
        }
    }

    async fn photo(&self, _: Caller, request: photo::Request) -> photo::Response {
        photo::Response::Ok {
            media_type: "image/png".to_owned(),
            body: format!("{} {:?}", request.id, request.coordinates).into_bytes(),
        }
    }

    fn reject_photo(&self, rejection: Rejection) -> photo::Response {
        photo::Response::Default {
            status: rejection.status(),
        }
    }

    async fn load(&self, request: load::Request) -> load::Response {
        assert_eq!(request.body, b"pets");
        load::Response::NoContent
    }

    async fn motto(&self, request: motto::Request) -> motto::Response {
        match request.body {
            Some(text) if text.is_ascii() => motto::Response::NoContent,
            _ => motto::Response::BadRequest,
        }
    }

    fn reject_motto(&self, _: Rejection) -> motto::Response {
        motto::Response::BadRequest
    }

    async fn get_health(&self) -> get_health::Response {
        get_health::Response::Ok("well".to_owned())
    }
}

/// Sends a request, written as method, path and headers in one line, and gives status and body.
async fn send(head: &str, body: &str) -> (u16, String) {
    let mut parts = head.split(" | ");
    let (method, uri) = parts.next().unwrap().split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(uri);
    for header in parts {
        let (name, value) = header.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let response = router(Arc::new(Echo), Limits::default())
        .oneshot(request)
        .await
        .unwrap();
    let status = response.status().as_u16();
    let mut text = String::new();
    for name in ["x-next", "content-type"] {
        if let Some(value) = response.headers().get(name) {
            text.push_str(&format!("{name}: {}; ", value.to_str().unwrap()));
        }
    }
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    text.push_str(&String::from_utf8_lossy(&bytes));
    (status, text)
}

#[track_caller]
fn check(head: &str, body: &str, status: u16, expected: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let (found, text) = runtime.block_on(send(head, body));
    assert_eq!((found, text.as_str()), (status, expected));
}

#[test]
fn parameters_of_every_location_are_decoded() {
    check(
        "GET /pets?limit=5&tags=a&tags=b&ids=1,2&filter[name]=x&filter[minAge]=3 \
         | authorization: Bearer good | x-request-id: aade2bce-55c7-468e-a606-c4e76fb2ea2a",
        "",
        200,
        "x-next: urn:a+b; content-type: text/csv; Some(RangedInteger(5)) Some(BoundedVec([1, 2])) \
         Some(Filter { name: Some(\"x\"), min_age: Some(BoundedInteger(Integer(Number(Number(3))))), \
         alive: None })",
    );
}

#[test]
fn parameters_that_break_their_schemas_are_named() {
    check(
        "GET /pets?limit=0&ids=&filter[size]=1 | authorization: Bearer good | cookie: session=short",
        "",
        400,
        "content-type: application/problem+json; {\"title\":\"/limit: must be from 1 to 100; \
         /ids: must have at least 1 items, not 0; \
         /filter/size: is not a member that is known here; /x-request-id: is missing; \
         /session: must have at least 8 characters, not 5\",\"detail\":\"\"}",
    );
}

#[test]
fn credentials_come_first() {
    let problem = |text: &str| {
        format!("content-type: application/problem+json; {{\"title\":\"{text}\",\"detail\":\"\"}}")
    };
    check("GET /pets", "", 401, &problem("credentials are missing"));
    check(
        "GET /pets | authorization: Bearer bad",
        "",
        401,
        &problem("credentials were refused"),
    );
    let who = |text: &str| problem(&format!("{text} Text(\\\"x\\\")"));
    let text = " | content-type: text/plain";
    check(&format!("POST /pets{text}"), "x", 422, &who("None"));
    let both = format!("POST /pets?csrf=2{text} | cookie: session=1");
    check(&both, "x", 422, &who("Some(\\\"1 2\\\")"));
    let one = format!("POST /pets{text} | cookie: session=1");
    check(&one, "x", 422, &who("None"));
    let bad = format!("POST /pets{text} | authorization: Bearer bad");
    check(&bad, "x", 422, &problem("credentials were refused"));
    check(
        "DELETE /pets/7 | authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        "",
        204,
        "",
    );
}

#[test]
fn what_the_document_has_no_answer_for_is_answered_without_a_body() {
    check("DELETE /pets/7", "", 401, "");
    check("DELETE /pets/x | authorization: Basic QTpC", "", 400, "");
}

#[test]
fn one_path_has_one_name_in_the_router_and_several_in_the_document() {
    check("GET /pets/7", "", 404, "");
    check(
        "GET /pets/7/photo/.1.5.2 | authorization: Bearer good",
        "",
        200,
        "content-type: image/png; 7 [1.0, 5.0, 2.0]",
    );
    check(
        "GET /pets/x/photo/.1 | authorization: Bearer good",
        "",
        400,
        "",
    );
}

#[test]
fn a_body_may_be_optional_and_a_status_one_of_a_class() {
    check("PATCH /pets/7 | authorization: Bearer good", "", 502, "");
}

#[test]
fn bodies_without_a_schema_are_taken_as_they_are() {
    check("PUT /import", "pets", 204, "");
    check("PUT /import", "", 400, "");
    check("PUT /motto | content-type: text/plain", "a", 204, "");
    check("PUT /motto", "", 400, "");
    check("PUT /motto | content-type: text/html", "a", 400, "");
}

#[test]
fn what_takes_nothing_cannot_be_refused() {
    check("GET /health", "", 200, "content-type: text/plain; well");
    check("POST /health", "", 405, "");
}
