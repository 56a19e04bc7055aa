//! A loop over reqwest that fires requests, reads the answers to their ends, and looks at nothing.

use std::time::Instant;

use futures_util::StreamExt as _;
use futures_util::stream;
use http::header::{CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use reqwest::{Client, Request, Url};
use tally_reference::layers::Asked;

/// Requests per second.
pub(super) fn measure(url: &str, asked: &[Asked], jobs: usize) -> Result<f64, String> {
    let base = Url::parse(url).map_err(|error| error.to_string())?;
    let client = Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(|error| error.to_string())?;
    let requests: Vec<Request> = asked
        .iter()
        .filter_map(|asked| request(&base, asked))
        .collect();
    let count = requests.len();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let start = Instant::now();
    runtime.block_on(async {
        let sent = stream::iter(requests).map(|request| async {
            if let Ok(response) = client.execute(request).await {
                let _body = response.bytes().await;
            }
        });
        sent.buffer_unordered(jobs).collect::<Vec<()>>().await;
    });
    #[expect(clippy::cast_precision_loss, reason = "it is rounded for people")]
    Ok(count as f64 / start.elapsed().as_secs_f64())
}

fn request(base: &Url, asked: &Asked) -> Option<Request> {
    let target = asked.uri.path_and_query()?.as_str();
    let mut request = Request::new(asked.method.clone(), base.join(target).ok()?);
    *request.headers_mut() = asked.headers.clone();
    for name in [HOST, CONTENT_LENGTH, TRANSFER_ENCODING] {
        request.headers_mut().remove(name);
    }
    *request.body_mut() = Some(asked.body.clone().into());
    Some(request)
}
