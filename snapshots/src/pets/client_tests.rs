use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::any;
use tokio::net::TcpListener;

use super::generated::client::{Client, Config, Error, Undocumented};
use super::generated::operations::{add_pet, change_pet, get_health, get_pet, list_pets, photo};
use super::generated::operations::{list_pets::Response, remove_pet};
use super::generated::security::{
    Basic, BasicCredentials, Credentials, Csrf, Session, Token, TokenOrSessionAndCsrfCredentials,
};
use super::generated::server::router;
use super::generated::support::{Limits, Secret};
use super::generated::types::{Filter, Kind, NewPet};
use super::server_tests::Echo;

/// Serves a router for as long as the test runs, and gives a client for it.
async fn client(router: Router) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    // The workspace has reqwest built with TLS and without its provider; that it is installed
    // already is no failure.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let config = Config {
        timeout: Duration::from_secs(20),
        body: 1024,
    };
    Client::new(base.parse().unwrap(), config).unwrap()
}

async fn echo() -> Client {
    client(router(Arc::new(Echo), Limits::default())).await
}

fn token() -> Token {
    Token(Secret::new("good"))
}

fn credentials() -> Credentials {
    Credentials::Token(token())
}

fn list() -> list_pets::Request {
    list_pets::Request {
        limit: Some(5.try_into().unwrap()),
        tags: Some(vec!["a-b".to_owned(), "c&d".to_owned()]),
        ids: Some(vec![1, 2].try_into().unwrap()),
        filter: Some(Filter {
            name: Some("x=[ü]".to_owned()),
            ..Filter::default()
        }),
        r#where: None,
        x_request_id: uuid::uuid!("aade2bce-55c7-468e-a606-c4e76fb2ea2a"),
        session: Some("a session".parse().unwrap()),
        r#type: Some(Kind::AB),
    }
}

#[tokio::test]
async fn parameters_arrive_and_headers_come_back() {
    let request = list();
    let response = echo().await.list_pets(&credentials(), &request).await;
    let Response::OkCsv {
        x_total,
        x_next,
        body,
    } = response.unwrap()
    else {
        panic!("not what the server answers");
    };
    assert_eq!(x_total.to_i64(), Some(3));
    assert_eq!(x_next.unwrap().as_ref(), "urn:a-b+c&d");
    let list_pets::Request {
        limit, ids, filter, ..
    } = request;
    assert_eq!(body, format!("{limit:?} {ids:?} {filter:?}"));
}

#[tokio::test]
async fn a_class_of_statuses_is_one_answer() {
    let refused = Credentials::Token(Token(Secret::new("bad")));
    let response = echo().await.list_pets(&refused, &list()).await.unwrap();
    let Response::ClientError { status, body } = response else {
        panic!("{response:?}");
    };
    assert_eq!(status.get(), StatusCode::UNAUTHORIZED);
    assert_eq!(body.title, "credentials were refused");
}

#[tokio::test]
async fn a_body_is_sent_by_its_media_type_with_one_set_of_credentials_or_none() {
    let client = echo().await;
    let both = TokenOrSessionAndCsrfCredentials::SessionAndCsrf {
        session: Session(Secret::new("1")),
        csrf: Csrf(Secret::new("2 +")),
    };
    let one = TokenOrSessionAndCsrfCredentials::Token(token());
    let pet = NewPet::new("Mog".parse().unwrap());
    let cases = [
        (None, add_pet::RequestBody::Text("ü".to_owned()), "None"),
        (Some(&one), add_pet::RequestBody::Json(pet), "token"),
        (
            Some(&both),
            add_pet::RequestBody::Bytes(vec![0, 255]),
            "1 2 +",
        ),
    ];
    for (credentials, body, caller) in cases {
        let request = add_pet::Request { body };
        let response = client.add_pet(credentials, &request).await.unwrap();
        let add_pet::Response::UnprocessableEntity(problem) = response else {
            panic!("{response:?}");
        };
        assert!(problem.title.contains(caller), "{}", problem.title);
        let body = format!("{:?}", request.body);
        assert!(problem.title.ends_with(&body), "{}", problem.title);
    }
}

#[tokio::test]
async fn answers_without_a_body_and_of_a_range_are_typed() {
    let client = echo().await;
    let found = client.get_pet(&get_pet::Request { pet_id: 7 }).await;
    assert_eq!(found.unwrap(), get_pet::Response::NotFound);
    let basic = BasicCredentials::Basic(Basic {
        name: "Aladdin".to_owned(),
        password: Secret::new("open sesame"),
    });
    let request = remove_pet::Request { pet_id: 7 };
    let removed = client.remove_pet(&basic, &request).await;
    assert_eq!(removed.unwrap(), remove_pet::Response::NoContent);
    let request = change_pet::Request {
        pet_id: 7,
        body: None,
    };
    let changed = client.change_pet(&credentials(), &request).await.unwrap();
    let change_pet::Response::ServerError { status } = changed else {
        panic!("{changed:?}");
    };
    assert_eq!(status.get(), StatusCode::BAD_GATEWAY);
    let request = photo::Request {
        id: 7,
        coordinates: vec![1.0, 2.0],
    };
    let photo = client.photo(&credentials(), &request).await.unwrap();
    let expected = photo::Response::Ok {
        media_type: "image/png".to_owned(),
        body: b"7 [1.0, 2.0]".to_vec(),
    };
    assert_eq!(photo, expected);
    let health = client.get_health().await.unwrap();
    assert_eq!(health, get_health::Response::Ok("well".to_owned()));
}

#[tokio::test]
async fn what_no_path_can_hold_is_not_sent() {
    let request = photo::Request {
        id: 7,
        coordinates: vec![1.5],
    };
    let error = echo().await.photo(&credentials(), &request).await;
    let error = error.unwrap_err();
    assert!(matches!(error, Error::Unwritable(_)), "{error:?}");
    assert!(error.answer().is_none());
}

/// What a client makes of an answer to the list.
async fn listed(headers: &[(&'static str, &'static str)], body: &'static str) -> Undocumented {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(*name, value.parse().unwrap());
    }
    let router = Router::new().route("/pets", any(move || async move { (map, body) }));
    let response = client(router)
        .await
        .list_pets(&credentials(), &list())
        .await;
    match response.unwrap_err() {
        Error::Undocumented { answer, reason } => {
            assert_eq!(answer.body, body.as_bytes());
            reason
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn headers_of_an_answer_are_judged_too() {
    let json = (CONTENT_TYPE.as_str(), "application/json");
    let missing = listed(&[json], "[]").await;
    assert_eq!(
        missing.to_string(),
        "it breaks its schema: /x-total: is missing"
    );
    let wrong = listed(&[json, ("x-total", "many")], "[]").await;
    let expected = "it breaks its schema: /x-total: must be integer, not string";
    assert_eq!(wrong.to_string(), expected);
}
