use axum::body::Body;
use http::Method;
use proptest::prelude::*;

use super::generated::operations::{add_pet, change_pet, list_pets, photo};
use super::generated::support::Limits;
use super::generated::support::outgoing::Outgoing;
use super::generated::types::{Collar, Filter, Pet};

/// What a server makes of what a client has written.
fn sent(method: Method, write: impl Fn(&mut Outgoing)) -> (http::request::Parts, Body) {
    let mut outgoing = Outgoing::new(method, "/pets");
    write(&mut outgoing);
    let uri = format!("{}?{}", outgoing.path, outgoing.query);
    let request = http::Request::builder().method(outgoing.method).uri(uri);
    let (mut parts, body) = request
        .body(Body::from(outgoing.body))
        .unwrap()
        .into_parts();
    parts.headers = outgoing.headers;
    (parts, body)
}

fn now<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(future)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parameters_are_read_as_they_were_written(request in any::<list_pets::Request>()) {
        let (mut parts, _) = sent(Method::GET, |outgoing| request.write(outgoing).unwrap());
        let read = now(list_pets::Request::read(&mut parts)).unwrap();
        // A query cannot tell what is empty from what is not there.
        let expected = list_pets::Request {
            tags: request.tags.filter(|tags| !tags.is_empty()),
            filter: request.filter.filter(|filter| *filter != Filter::default()),
            ..request
        };
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn bodies_are_read_as_they_were_written(request in any::<add_pet::Request>()) {
        let (parts, body) = sent(Method::POST, |outgoing| request.write(outgoing).unwrap());
        let read = now(add_pet::Request::read(&parts, body, Limits::default())).unwrap();
        prop_assert_eq!(read, request);
    }

    #[test]
    fn a_body_may_be_absent(request in any::<change_pet::Request>()) {
        let mut outgoing = Outgoing::new(Method::PATCH, "/pets/{petId}");
        request.write(&mut outgoing).unwrap();
        prop_assert_eq!(outgoing.body.is_empty(), request.body.is_none());
        prop_assert_eq!(outgoing.path, format!("/pets/{}", request.pet_id));
    }

    #[test]
    fn types_have_values(
        (pet, collar, _) in (any::<Pet>(), any::<Collar>(), any::<photo::Request>()),
    ) {
        let json = serde_json::to_string(&(pet.clone(), collar.clone())).unwrap();
        prop_assert!(json.len() > 2);
    }
}
