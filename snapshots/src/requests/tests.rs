use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tower::ServiceExt;

use super::generated::client::{Client, Config, Error, Reason};
use super::generated::operations::{
    add_order, add_shape, empty_vault, fill_vault, read_maps, read_orders, read_report,
    read_status, read_vault, upload,
};
use super::generated::security::{
    AccountOrAccount2Credentials, CertificateCredentials, Credentials, UnheardOfCredentials,
};
use super::generated::server::{Api, router};
use super::generated::support::{Limits, MediaBody, Rejection, Secret};
use super::generated::types::Shape;

/// Accepts a token that is a list of scopes, and the header `x-certificate` for a certificate.
struct Service;

fn holds(token: &Secret, scopes: &[&str]) -> Option<()> {
    let held: Vec<&str> = token.expose().split('+').collect();
    scopes
        .iter()
        .all(|scope| held.contains(scope))
        .then_some(())
}

impl Api for Service {
    type Caller = ();

    async fn authenticate(
        &self,
        Credentials::Account(account): Credentials,
        scopes: &'static [&'static str],
    ) -> Option<()> {
        holds(&account.0, scopes)
    }

    async fn authenticate_account_or_account2(
        &self,
        credentials: AccountOrAccount2Credentials,
        scopes: &'static [&'static str],
    ) -> Option<()> {
        match credentials {
            AccountOrAccount2Credentials::Account(account)
            | AccountOrAccount2Credentials::Account2(account) => holds(&account.0, scopes),
        }
    }

    async fn authenticate_certificate(
        &self,
        CertificateCredentials::Certificate(certificate): CertificateCredentials,
    ) -> Option<()> {
        certificate.0.headers.get("x-certificate").map(drop)
    }

    async fn authenticate_unheard_of(&self, _: UnheardOfCredentials) -> Option<()> {
        None
    }

    async fn read_maps(&self, request: read_maps::Request) -> read_maps::Response {
        let seen = json!({
            "sizes": request.sizes,
            "labels": request.labels,
            "limit": request.limit,
            "range": request.range,
            "flags": request.x_flags,
        });
        read_maps::Response::Ok(serde_json::from_value(seen).unwrap())
    }

    fn reject_read_maps(&self, _: Rejection) -> read_maps::Response {
        read_maps::Response::BadRequest
    }

    async fn upload(&self, request: upload::Request) -> upload::Response {
        upload::Response::Ok(request.body.media_type)
    }

    fn reject_upload(&self, _: Rejection) -> upload::Response {
        upload::Response::BadRequest
    }

    async fn read_status(&self, _: read_status::Request) -> read_status::Response {
        read_status::Response::NoContent
    }

    fn reject_read_status(&self, _: Rejection) -> read_status::Response {
        read_status::Response::BadRequest
    }

    async fn read_orders(&self, (): ()) -> read_orders::Response {
        read_orders::Response::NoContent
    }

    fn reject_read_orders(&self, _: Rejection) -> read_orders::Response {
        read_orders::Response::Unauthorized
    }

    async fn add_order(&self, (): ()) -> add_order::Response {
        add_order::Response::NoContent
    }

    fn reject_add_order(&self, _: Rejection) -> add_order::Response {
        add_order::Response::Unauthorized
    }

    async fn read_vault(&self, (): ()) -> read_vault::Response {
        read_vault::Response::NoContent
    }

    fn reject_read_vault(&self, _: Rejection) -> read_vault::Response {
        read_vault::Response::Unauthorized
    }

    async fn fill_vault(&self, _: Option<()>) -> fill_vault::Response {
        fill_vault::Response::NoContent
    }

    fn reject_fill_vault(&self, _: Rejection) -> fill_vault::Response {
        fill_vault::Response::Unauthorized
    }

    async fn empty_vault(&self, (): ()) -> empty_vault::Response {
        empty_vault::Response::NoContent
    }

    fn reject_empty_vault(&self, _: Rejection) -> empty_vault::Response {
        empty_vault::Response::Unauthorized
    }

    async fn add_shape(&self, _: add_shape::Request) -> add_shape::Response {
        add_shape::Response::NoContent
    }

    fn reject_add_shape(&self, _: Rejection) -> add_shape::Response {
        add_shape::Response::BadRequest
    }
}

async fn answer(method: &str, target: &str, headers: &[(&str, &str)]) -> (u16, String) {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let service = router(Arc::new(Service), Limits::default());
    let request = request.body(Body::from("x")).unwrap();
    let answer = service.oneshot(request).await.unwrap();
    let status = answer.status().as_u16();
    let body = to_bytes(answer.into_body(), 4096).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

async fn client() -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let service = router(Arc::new(Service), Limits::default());
    tokio::spawn(async move { axum::serve(listener, service).await });
    // That it is installed already is no failure.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let config = Config {
        timeout: Duration::from_secs(20),
        body: 4096,
    };
    Client::new(base.parse().unwrap(), config).unwrap()
}

#[tokio::test]
async fn maps_in_parameters_are_read_with_the_types_of_their_members() {
    let target = "/maps/a=1,b=2?x=y&limit=3&range[unit]=day&range[from]=1.5&range[to]=2";
    let (status, body) = answer("GET", target, &[("x-flags", "new,true")]).await;
    assert_eq!(status, 200);
    let expected = json!({
        "sizes": { "a": 1, "b": 2 },
        "labels": { "x": "y" },
        "limit": 3,
        "range": { "unit": "day", "from": 1.5, "to": 2 },
        "flags": { "new": true },
    });
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), expected);
}

#[tokio::test]
async fn a_member_of_a_map_that_is_of_another_type_is_refused() {
    for target in [
        "/maps/a=x?x=y",
        "/maps/a=1?limit=3",
        "/maps/a=1?x=y&range[unit]=day&range[from]=soon",
        "/maps/a=1?x=y&range[unit]=year",
    ] {
        assert_eq!(answer("GET", target, &[]).await.0, 400, "{target}");
    }
}

#[tokio::test]
async fn a_client_writes_maps_as_the_server_reads_them() {
    let request = read_maps::Request {
        sizes: serde_json::from_value(json!({ "a": 1 })).unwrap(),
        labels: serde_json::from_value(json!({ "x y": "a&b" })).unwrap(),
        limit: Some(3.into()),
        range: Some(serde_json::from_value(json!({ "unit": "week", "from": 2.5 })).unwrap()),
        x_flags: Some(serde_json::from_value(json!({ "new": false })).unwrap()),
    };
    let read_maps::Response::Ok(seen) = client().await.read_maps(&request).await.unwrap() else {
        panic!("it is valid");
    };
    let seen = serde_json::to_value(seen).unwrap();
    let expected = json!({
        "sizes": { "a": 1 },
        "labels": { "x y": "a&b" },
        "limit": 3,
        "range": { "unit": "week", "from": 2.5 },
        "flags": { "new": false },
    });
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn a_member_with_the_name_of_another_parameter_is_not_written() {
    let request = read_maps::Request {
        sizes: serde_json::from_value(json!({ "a": 1 })).unwrap(),
        labels: serde_json::from_value(json!({ "limit": "a" })).unwrap(),
        limit: None,
        range: None,
        x_flags: None,
    };
    let failed = client().await.read_maps(&request).await;
    assert!(matches!(failed, Err(Error::Unwritable(why)) if why.reason == Reason::Separator));
}

#[tokio::test]
async fn a_multipart_body_carries_its_boundary() {
    let upload = async |media_type: &str| {
        let body = MediaBody::new(media_type, "--b\r\n\r\n\r\n--b--");
        client().await.upload(&upload::Request { body }).await
    };
    let told = "multipart/form-data; boundary=b";
    assert_eq!(
        upload(told).await.unwrap(),
        upload::Response::Ok(told.to_owned())
    );
    for (wrong, reason) in [
        ("multipart/form-data", Reason::Boundary),
        ("multipart/form-data; boundary=", Reason::Boundary),
        ("text/plain", Reason::MediaType),
    ] {
        let failed = upload(wrong).await;
        assert!(matches!(failed, Err(Error::Unwritable(why)) if why.reason == reason));
    }
}

#[tokio::test]
async fn the_server_is_told_the_boundary() {
    let told = "multipart/form-data; boundary=abc";
    let headers = [(header::CONTENT_TYPE.as_str(), told)];
    assert_eq!(
        answer("POST", "/uploads", &headers).await,
        (200, told.to_owned())
    );
}

#[tokio::test]
async fn a_parameter_behind_text_is_served_and_one_before_text_is_called() {
    assert_eq!(answer("GET", "/v2/status", &[]).await.0, 204);
    assert_eq!(answer("GET", "/vx/status", &[]).await.0, 400);
    assert_eq!(answer("GET", "/reports/a.csv", &[]).await.0, 404);
    let request = read_report::Request { id: "a".to_owned() };
    let answer = client().await.read_report(&request).await;
    assert!(matches!(answer, Err(Error::Undocumented { answer, .. }) if answer.status == 404));
}

#[tokio::test]
async fn scopes_reach_who_authenticates() {
    let orders = async |method: &str, token: &str| {
        let token = format!("Bearer {token}");
        answer(method, "/orders", &[("authorization", &token)])
            .await
            .0
    };
    assert_eq!(orders("GET", "orders.read+orders.list").await, 204);
    assert_eq!(orders("GET", "orders.read").await, 401);
    assert_eq!(orders("POST", "orders.write").await, 204);
    assert_eq!(orders("POST", "admin").await, 204);
    assert_eq!(orders("POST", "orders.read").await, 401);
    assert_eq!(answer("GET", "/orders", &[]).await.0, 401);
}

#[tokio::test]
async fn an_operation_with_a_credential_that_cannot_be_seen_is_not_open() {
    assert_eq!(answer("GET", "/vault", &[]).await.0, 401);
    assert_eq!(
        answer("GET", "/vault", &[("x-certificate", "a")]).await.0,
        204
    );
    // Anonymous requests are permitted here.
    assert_eq!(answer("POST", "/vault", &[]).await.0, 204);
    assert_eq!(answer("DELETE", "/vault", &[]).await.0, 401);
}

#[test]
fn a_parent_that_is_its_children_is_one_of_them() {
    let shape: Shape = serde_json::from_value(json!({ "kind": "circle", "radius": 1 })).unwrap();
    let Shape::Circle(circle) = shape else {
        panic!("a circle");
    };
    assert_eq!(circle.kind, "circle");
    let largest = json!({ "kind": "square", "side": u32::MAX });
    assert!(serde_json::from_value::<Shape>(largest).is_ok());
    for refused in [
        json!({ "kind": "circle" }),
        json!({ "kind": "square", "radius": 1 }),
        json!({ "kind": "line" }),
        json!({ "kind": "square", "side": u64::from(u32::MAX) + 1 }),
    ] {
        assert!(
            serde_json::from_value::<Shape>(refused.clone()).is_err(),
            "{refused}"
        );
    }
}

#[test]
fn secrets_are_equal_if_their_texts_are() {
    let secret = Secret::new("abc");
    assert_eq!(secret, Secret::new("abc"));
    for other in ["", "ab", "abd", "abcd"] {
        assert_ne!(secret, Secret::new(other));
    }
}
