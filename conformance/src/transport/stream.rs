//! Streams: answers that need not end.
//!
//! OpenAPI 3.2, Media Type Object, "Sequential Media Types": a body that is a sequence of items, of
//! which a server may send one more at any time. What is judged of such an answer is its head and
//! what arrives within a short time; then the run closes it.

use std::time::Duration;

use tally_spec::MediaType;

/// How long a stream is read.
pub(super) const WINDOW: Duration = Duration::from_millis(500);

/// Whether a body of this media type may go on without end.
///
/// # Example
///
/// ```
/// use tally_conformance::transport::is_stream;
///
/// assert!(is_stream("text/event-stream; charset=utf-8"));
/// assert!(!is_stream("application/json"));
/// ```
#[must_use]
pub fn is_stream(media: &str) -> bool {
    let media = MediaType::of(media);
    matches!(
        media.essence(),
        "text/event-stream"
            | "application/jsonl"
            | "application/x-jsonlines"
            | "application/ndjson"
            | "application/x-ndjson"
            | "application/json-seq"
            | "multipart/mixed"
            | "multipart/x-mixed-replace"
    ) || media.essence().ends_with("+json-seq")
}
