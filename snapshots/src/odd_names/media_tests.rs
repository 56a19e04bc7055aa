use axum::body::Body;
use http::Method;
use proptest::prelude::*;

use super::generated::operations::{attach, picture};
use super::generated::support::outgoing::Outgoing;
use super::generated::support::{Limits, MediaBody, Rejection, message};

/// What a server that declares a range reads of what a client has written.
fn read(outgoing: Outgoing, declared: &str) -> Result<MediaBody, Rejection> {
    let mut request = http::Request::new(Body::from(outgoing.body));
    *request.headers_mut() = outgoing.headers;
    let (parts, body) = request.into_parts();
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let declared = [declared];
    let content = message::required(&parts, body, Limits::default(), &declared);
    Ok(runtime.unwrap().block_on(content)?.ranged())
}

fn outgoing() -> Outgoing {
    Outgoing::new(Method::PUT, "/things/{id}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn drawn_bodies_of_a_range_are_written_and_read(
        (picture, attach) in (any::<picture::Request>(), any::<attach::Request>()),
    ) {
        let mut sent = outgoing();
        picture.write(&mut sent).unwrap();
        prop_assert_eq!(read(sent, "image/*"), Ok(picture.body));
        prop_assert!(attach.write(&mut outgoing()).is_ok());
    }
}

#[test]
fn a_media_type_outside_of_the_range_is_neither_sent_nor_taken() {
    let request = |media_type: &str| picture::Request {
        id: "a".to_owned(),
        body: MediaBody::new(media_type, *b"x"),
    };
    let refused = request("text/plain").write(&mut outgoing()).unwrap_err();
    let expected = "the header `content-type` is no media type of the range that is declared";
    assert_eq!(refused.to_string(), expected);

    let mut sent = outgoing();
    request("image/png; q=1").write(&mut sent).unwrap();
    let unsupported = read(sent, "video/*").unwrap_err();
    assert!(matches!(
        unsupported,
        Rejection::UnsupportedMediaType { .. }
    ));
}
