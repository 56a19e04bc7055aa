//! Whether a run can talk to its server at all: with the right scheme, and trusting it.

use std::cell::Cell;

use url::Url;

use crate::exchange::{FailureKind, Outcome};
use crate::transport::speaks_tls;

/// What is known of how the server is talked to.
#[derive(Debug, Default)]
pub(super) struct Reach {
    /// Whether it is talked to rightly, as far as can be seen.
    sure: Cell<bool>,
}

impl Reach {
    /// Why no request will ever reach the server, if what came of one shows it: its certificate is not
    /// trusted, or it speaks TLS where plain HTTP was sent, or the other way round. The server is
    /// asked once at most.
    pub(super) async fn why_not(&self, url: &Url, outcome: &Outcome) -> Option<String> {
        if self.sure.get() {
            return None;
        }
        let suspicious = match outcome {
            Outcome::Failed(failure) => match failure.kind {
                FailureKind::Refused if url.scheme() == "https" => {
                    return Some(failure.detail.clone());
                }
                FailureKind::ClosedEarly | FailureKind::NotHttp | FailureKind::Transport => true,
                _ => return None,
            },
            // Some servers answer plain HTTP on a port of TLS with plain HTTP.
            Outcome::Answered(answer) => answer.status == 400,
        };
        self.sure.set(true);
        if suspicious && url.scheme() == "http" && speaks_tls(url).await {
            let host = url.host_str().unwrap_or_default();
            let port = url.port_or_known_default().unwrap_or(443);
            let path = url.path().trim_end_matches('/');
            return Some(format!(
                "it speaks TLS there; try --url https://{host}:{port}{path}"
            ));
        }
        None
    }
}
