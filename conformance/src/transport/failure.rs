//! Tells what kind of trouble an error of the HTTP library is.

use std::error::Error;
use std::io;

use super::advice::advice;
use crate::exchange::{Failure, FailureKind};

/// Trouble before there was a head of an answer.
pub(super) fn before_the_head(error: &reqwest::Error) -> Failure {
    let http = source::<hyper::Error>(error);
    let kind = if error.is_builder() {
        FailureKind::NotSendable
    } else if error.is_connect() {
        FailureKind::Refused
    } else if error.is_timeout() {
        FailureKind::TimedOut
    } else if http.is_some_and(hyper::Error::is_parse) {
        FailureKind::NotHttp
    } else if http.is_some_and(hyper::Error::is_incomplete_message) || cut(error) {
        FailureKind::ClosedEarly
    } else {
        FailureKind::Transport
    };
    let advice = advice(error).filter(|_| kind == FailureKind::Refused);
    Failure {
        kind,
        detail: match advice {
            Some(advice) => format!("{}; {advice}", chain(error)),
            None => chain(error),
        },
        partial: None,
    }
}

/// Trouble in the body.
pub(super) fn in_the_body(error: &reqwest::Error) -> (FailureKind, String) {
    let http = source::<hyper::Error>(error);
    let incomplete = http.is_some_and(hyper::Error::is_incomplete_message);
    let kind = if error.is_timeout() {
        FailureKind::Dripped
    } else if incomplete || cut(error) {
        FailureKind::Truncated
    } else {
        FailureKind::NotHttp
    };
    (kind, chain(error))
}

/// Whether the connection was cut.
fn cut(error: &reqwest::Error) -> bool {
    source::<io::Error>(error).is_some_and(|error| {
        matches!(
            error.kind(),
            io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe
                | io::ErrorKind::UnexpectedEof
        )
    })
}

fn source<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        next = error.source();
    }
    None
}

/// The error and its sources, without the URL, which may hold a credential.
fn chain(error: &reqwest::Error) -> String {
    let mut text = Vec::new();
    let mut next = error.source();
    while let Some(error) = next {
        text.push(error.to_string());
        next = error.source();
    }
    match text.is_empty() {
        true => "error of the HTTP client".to_owned(),
        false => text.join(": "),
    }
}
