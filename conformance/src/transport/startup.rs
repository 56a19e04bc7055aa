//! Waits for a server that is still starting.

use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout_at};
use url::Url;

/// How long to wait between two attempts.
const PAUSE: Duration = Duration::from_millis(50);

/// Whether the server accepts connections, asked again until it does or the patience ends. Zero
/// patience asks once, for at most a second.
pub async fn wait(url: &Url, patience: Duration) -> Result<(), String> {
    let address = (
        url.host_str()
            .unwrap_or_default()
            .trim_matches(['[', ']'])
            .to_owned(),
        url.port_or_known_default().unwrap_or(80),
    );
    let deadline = Instant::now() + patience;
    let first = Instant::now() + Duration::from_secs(1);
    loop {
        let attempt = TcpStream::connect((address.0.as_str(), address.1));
        let detail = match timeout_at(deadline.max(first), attempt).await {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "no connection in time".to_owned(),
        };
        if Instant::now() + PAUSE >= deadline {
            return Err(detail);
        }
        sleep(PAUSE).await;
    }
}
