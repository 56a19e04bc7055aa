//! Certificates that are trusted beside those of the system.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use super::named_certificates;

/// Roots of trust for TLS, beside those of the system: for servers whose certificate was issued by
/// an authority of their own, or signed by itself.
#[derive(Clone, Default)]
pub struct Roots {
    certificates: usize,
    /// How to trust them; none: there are none.
    config: Option<Arc<ClientConfig>>,
}

/// Why a text holds no roots of trust.
#[derive(Debug, thiserror::Error)]
pub enum RootsError {
    /// It has no `-----BEGIN CERTIFICATE-----`.
    #[error("there is no certificate in it; PEM is expected (-----BEGIN CERTIFICATE-----)")]
    None,
    /// What stands between the marks is no certificate.
    #[error("a certificate in it cannot be used")]
    Broken(#[source] Box<dyn Error + Send + Sync>),
}

impl Roots {
    /// Reads the certificates of a PEM text (RFC 7468): one or several.
    ///
    /// # Errors
    ///
    /// When there is none, or one of them cannot be decoded or is no X.509 certificate.
    ///
    /// # Example
    ///
    /// ```
    /// use tally_conformance::transport::{Roots, RootsError};
    ///
    /// assert!(matches!(Roots::from_pem(b"no certificate"), Err(RootsError::None)));
    /// ```
    pub fn from_pem(text: &[u8]) -> Result<Self, RootsError> {
        let certificates: Vec<_> = CertificateDer::pem_slice_iter(text)
            .collect::<Result<_, _>>()
            .map_err(|error| RootsError::Broken(error.into()))?;
        if certificates.is_empty() {
            return Err(RootsError::None);
        }
        let count = certificates.len();
        let config = named_certificates::trusting(certificates);
        let config = config.map_err(|error| RootsError::Broken(error.into()))?;
        Ok(Self {
            certificates: count,
            config: Some(Arc::new(config)),
        })
    }

    /// How a client trusts them beside those of the system, if there are any.
    pub(super) fn config(&self) -> Option<ClientConfig> {
        self.config.as_deref().cloned()
    }
}

impl fmt::Debug for Roots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Roots({} certificates)", self.certificates)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let message = match Roots::from_pem(text.as_bytes()) {
            Ok(roots) => format!("{roots:?}"),
            Err(error) => error.to_string(),
        };
        assert!(message.contains(expected), "{message}");
    }

    fn pem() -> String {
        let names = vec!["127.0.0.1".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).unwrap();
        made.cert.pem()
    }

    #[test]
    fn several_certificates_are_read() {
        check(&format!("{}{}", pem(), pem()), "2 certificates");
    }

    #[test]
    fn what_is_no_certificate_is_refused() {
        check("", "no certificate");
        check(
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "no certificate",
        );
        check(
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "cannot be used",
        );
        let cut = pem().replace("-----END CERTIFICATE-----", "");
        check(&cut, "cannot be used");
    }
}
