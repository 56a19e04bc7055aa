//! `format: uuid`.

use serde_json::Value;
use uuid::Uuid;

use super::decode::Decode;
use super::issue::{At, IssueKind, IssueSink};

/// Accepts the form of RFC 9562 section 4 in either case, and none of the others that the crate
/// can read (without hyphens, in braces, as a URN).
impl Decode for Uuid {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let text = String::decode(value, at, sink)?;
        let uuid = Uuid::try_parse(&text).ok().filter(|_| text.len() == 36);
        if uuid.is_none() {
            sink.add(at, IssueKind::NotOfFormat { format: "uuid" });
        }
        uuid
    }
}
