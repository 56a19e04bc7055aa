//! Waits for a server that is still starting.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use super::Transport;

/// How long to wait between two attempts.
const PAUSE: Duration = Duration::from_millis(50);

/// Whether the server accepts connections, asked again until it does or the patience ends. Zero
/// patience asks once, for at most a second.
///
/// # Errors
///
/// Why the last attempt failed.
pub async fn wait(transport: &dyn Transport, patience: Duration) -> Result<(), String> {
    let deadline = Instant::now() + patience;
    let first = Instant::now() + Duration::from_secs(1);
    loop {
        let detail = match timeout_at(deadline.max(first), transport.connect()).await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(detail)) => detail,
            Err(_) => "no connection in time".to_owned(),
        };
        if Instant::now() + PAUSE >= deadline {
            return Err(detail);
        }
        sleep(PAUSE).await;
    }
}
