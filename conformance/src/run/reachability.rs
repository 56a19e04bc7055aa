//! Whether a run can talk to its server at all: with the right scheme, and trusting it.

use url::Url;

use crate::exchange::{FailureKind, Outcome};

/// What is known of how the server is talked to.
#[derive(Debug, Default)]
pub(super) struct Reachability {
    /// Whether nothing more is to be seen: it is talked to rightly, or the server was asked.
    is_settled: bool,
}

/// What is wrong with how the server is talked to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Suspicion {
    /// Nothing, as far as can be seen.
    None,
    /// Its certificate is not trusted, for this reason.
    Unreachable(String),
    /// It may speak TLS where plain HTTP was sent.
    SpeaksTls,
}

impl Reachability {
    /// What the outcome of a request says. There is one suspicion of TLS at most.
    pub(super) fn suspicion(&mut self, url: &Url, outcome: &Outcome) -> Suspicion {
        if self.is_settled {
            return Suspicion::None;
        }
        let suspicious = match outcome {
            Outcome::Failed(failure) => match failure.kind {
                FailureKind::Refused if url.scheme() == "https" => {
                    return Suspicion::Unreachable(failure.detail.clone());
                }
                FailureKind::ClosedEarly | FailureKind::NotHttp | FailureKind::Transport => true,
                _ => return Suspicion::None,
            },
            // Some servers answer plain HTTP on a port of TLS with plain HTTP.
            Outcome::Answered(answer) => answer.status == 400,
        };
        self.is_settled = true;
        match suspicious && url.scheme() == "http" {
            true => Suspicion::SpeaksTls,
            false => Suspicion::None,
        }
    }
}

/// Why a server that speaks TLS is not reached over plain HTTP, and what will do.
pub(super) fn over_tls(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or(443);
    let path = url.path().trim_end_matches('/');
    format!("it speaks TLS there; try --url https://{host}:{port}{path}")
}
