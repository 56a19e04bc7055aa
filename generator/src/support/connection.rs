//! Sends requests and takes in answers, with limits in time and size.

use std::time::Duration;

use http::HeaderValue;
use http::header::{ACCEPT, SET_COOKIE};
use reqwest::redirect::Policy;

use super::answer::{Answer, FromAnswer};
use super::base_url::BaseUrl;
use super::client_error::Error;
use super::outgoing::Outgoing;

/// The limits of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    /// How long a call may take, from the connection to the last byte of the answer.
    pub timeout: Duration,
    /// The greatest number of bytes in the body of an answer.
    pub body: usize,
}

/// 30 seconds and 16 MiB.
impl Default for Config {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            body: 16 * 1024 * 1024,
        }
    }
}

/// The way to a server. A clone shares the connections.
#[derive(Clone, Debug)]
pub struct Connection {
    base: BaseUrl,
    config: Config,
    http: reqwest::Client,
}

impl Connection {
    /// Follows no redirects, which no document declares, and takes no proxy from the environment.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up.
    pub fn new(base: BaseUrl, config: Config) -> Result<Self, reqwest::Error> {
        let builder = reqwest::Client::builder().redirect(Policy::none()).no_proxy();
        Ok(Self::with_http(base, config, builder.build()?))
    }

    /// With a client of your own: its proxies, certificates, redirects and default headers.
    #[must_use]
    pub fn with_http(base: BaseUrl, config: Config, http: reqwest::Client) -> Self {
        Self { base, config, http }
    }

    /// Sends a request and makes a documented answer of what comes back.
    ///
    /// # Errors
    ///
    /// [`Error`], but never [`Error::Unwritable`].
    pub async fn send<T: FromAnswer>(&self, outgoing: Outgoing) -> Result<T, Error> {
        let url = self.base.join(&outgoing.path, &outgoing.query);
        let mut request = reqwest::Request::new(outgoing.method, url);
        *request.headers_mut() = outgoing.headers;
        if !T::ACCEPT.is_empty() {
            let accept = HeaderValue::from_static(T::ACCEPT);
            request.headers_mut().insert(ACCEPT, accept);
        }
        *request.timeout_mut() = Some(self.config.timeout);
        if !outgoing.body.is_empty() {
            *request.body_mut() = Some(outgoing.body.into());
        }
        let answer = Box::new(self.receive(request).await?);
        match T::from_answer(&answer) {
            Ok(documented) => Ok(documented),
            Err(reason) => Err(Error::Undocumented { answer, reason }),
        }
    }

    async fn receive(&self, request: reqwest::Request) -> Result<Answer, Error> {
        // The URL of a request can hold a credential, so no error may show it.
        let sent = self.http.execute(request).await.map_err(reqwest::Error::without_url);
        let mut response = sent.map_err(|error| {
            if error.is_timeout() {
                Error::TimedOut(error)
            } else {
                Error::Unanswered(error)
            }
        })?;
        let mut headers = std::mem::take(response.headers_mut());
        if let http::header::Entry::Occupied(mut cookies) = headers.entry(SET_COOKIE) {
            cookies.iter_mut().for_each(|cookie| cookie.set_sensitive(true));
        }
        let mut answer = Answer {
            status: response.status(),
            headers,
            body: Vec::new(),
        };
        loop {
            let chunk = match response.chunk().await {
                Ok(Some(chunk)) => chunk,
                Ok(None) => return Ok(answer),
                Err(error) => {
                    let (answer, source) = (Box::new(answer), error.without_url());
                    return Err(Error::Incomplete { answer, source });
                }
            };
            let room = self.config.body - answer.body.len();
            answer.body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if chunk.len() > room {
                let (answer, limit) = (Box::new(answer), self.config.body);
                return Err(Error::TooLarge { answer, limit });
            }
        }
    }
}
