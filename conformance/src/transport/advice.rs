//! What to do when no connection comes about: mostly a certificate, or the wrong scheme.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{CertificateError, ClientConfig, ClientConnection, OtherError, RootCertStore};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Url;

use super::named_certificates::is_of_authority;

/// How long a server may take to answer the first message of TLS.
const PATIENCE: Duration = Duration::from_secs(1);

/// What the user can do about an error of a connection, if the error tells.
pub(super) fn advice(error: &(dyn Error + 'static)) -> Option<&'static str> {
    let plain = "perhaps it speaks no TLS there; try --url http://…";
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(tls) = error.downcast_ref() {
            return match tls {
                rustls::Error::InvalidMessage(_) => Some(plain),
                rustls::Error::InvalidCertificate(why) => of_certificate(tls, why),
                _ => None,
            };
        }
        let io = error.downcast_ref::<io::Error>();
        if io.is_some_and(|it| it.kind() == io::ErrorKind::UnexpectedEof) {
            return Some(plain);
        }
        // An error of input or output hides the one that it was made of from `source`.
        let inner = io.and_then(io::Error::get_ref);
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

fn of_certificate(error: &rustls::Error, why: &CertificateError) -> Option<&'static str> {
    if is_of_authority(error) {
        return Some(
            "it is a certificate of an authority (basic constraints CA:TRUE), and trusted for a \
             server only when --ca-cert names this very certificate",
        );
    }
    match why {
        CertificateError::UnknownIssuer => Some(
            "name the certificate of its authority, or its own if it is signed by itself, with \
             --ca-cert FILE",
        ),
        CertificateError::NotValidForNameContext { presented, .. } if presented.is_empty() => Some(
            "a certificate names its hosts in subjectAltName (openssl req -x509 -addext \
             subjectAltName=DNS:localhost,IP:127.0.0.1 …), not in its subject",
        ),
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Some("write a name that it has in --url")
        }
        CertificateError::Other(OtherError(error)) => match error.downcast_ref() {
            Some(webpki::Error::UnsupportedCertVersion) => {
                Some("only certificates of X.509 version 3 are read; make one with extensions")
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether the port of an http URL speaks TLS: it answers the first message of a handshake with a
/// record of TLS (RFC 8446 §5.1).
pub(super) async fn speaks_tls(url: &Url) -> bool {
    let Some(hello) = hello() else { return false };
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let port = url.port_or_known_default().unwrap_or(80);
    let asking = async {
        let mut stream = TcpStream::connect((host, port)).await?;
        stream.write_all(&hello).await?;
        let mut head = [0; 2];
        stream.read_exact(&mut head).await?;
        // A handshake or an alert, of whatever version 3.x.
        Ok::<_, io::Error>(matches!(head, [0x15 | 0x16, 3]))
    };
    matches!(timeout(PATIENCE, asking).await, Ok(Ok(true)))
}

/// The first message of a handshake.
fn hello() -> Option<Vec<u8>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .ok()?
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").ok()?;
    let mut connection = ClientConnection::new(Arc::new(config), name).ok()?;
    let mut hello = Vec::new();
    connection.write_tls(&mut hello).ok()?;
    Some(hello)
}
