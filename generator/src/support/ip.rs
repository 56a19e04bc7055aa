//! `format: ipv4` and `format: ipv6`.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Value;

use super::decode::Decode;
use super::issue::{At, IssueKind, IssueSink};

/// RFC 2673 section 3.2.
impl Decode for Ipv4Addr {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let address = String::decode(value, at, sink)?.parse().ok();
        if address.is_none() {
            sink.add(at, IssueKind::NotOfFormat { format: "ipv4" });
        }
        address
    }
}

/// RFC 4291 section 2.2.
impl Decode for Ipv6Addr {
    fn decode(value: Value, at: At<'_>, sink: &mut IssueSink) -> Option<Self> {
        let address = String::decode(value, at, sink)?.parse().ok();
        if address.is_none() {
            sink.add(at, IssueKind::NotOfFormat { format: "ipv6" });
        }
        address
    }
}
