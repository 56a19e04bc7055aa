//! `format: date`.

use jiff::civil::Date;
use serde_json::Value;

use super::decode::Decode;
use super::issue::{At, IssueKind, IssueSink};

/// Accepts `YYYY-MM-DD` (RFC 3339 section 5.6), and nothing else that the crate can read.
impl Decode for Date {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let text = String::decode(value, at, sink)?;
        let shape = |(index, byte): (usize, u8)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        };
        let shaped = text.len() == 10 && text.bytes().enumerate().all(shape);
        let date = if shaped { text.parse().ok() } else { None };
        if date.is_none() {
            sink.add(at, IssueKind::NotOfFormat { format: "date" });
        }
        date
    }
}
