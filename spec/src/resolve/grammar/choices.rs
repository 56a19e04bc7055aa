//! Members of which only one may be there.

use crate::version::Version;
use Version::{V3_0, V3_2};

/// Members that exclude each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    pub(crate) members: &'static [&'static str],
    /// Whether one of them must be there.
    pub(crate) needed: bool,
    /// The version that added the rule.
    pub(crate) since: Version,
}

const fn one_at_most(members: &'static [&'static str]) -> Choice {
    Choice {
        members,
        needed: false,
        since: V3_0,
    }
}

const fn exactly_one(members: &'static [&'static str]) -> Choice {
    Choice {
        needed: true,
        ..one_at_most(members)
    }
}

const fn since(since: Version, choice: Choice) -> Choice {
    Choice { since, ..choice }
}

const ONE_EXAMPLE: Choice = one_at_most(&["example", "examples"]);

/// Of parameters and headers.
pub(super) const VALUES: &[Choice] = &[exactly_one(&["schema", "content"]), ONE_EXAMPLE];

pub(super) const MEDIA_TYPES: &[Choice] = &[ONE_EXAMPLE, BY_NAME, BY_PLACE];

pub(super) const ENCODINGS: &[Choice] = &[BY_NAME, BY_PLACE];

const BY_NAME: Choice = since(V3_2, one_at_most(&["encoding", "prefixEncoding"]));
const BY_PLACE: Choice = since(V3_2, one_at_most(&["encoding", "itemEncoding"]));

pub(super) const EXAMPLE_VALUES: &[Choice] = &[
    one_at_most(&["value", "externalValue"]),
    since(V3_2, one_at_most(&["value", "dataValue"])),
    since(V3_2, one_at_most(&["value", "serializedValue"])),
    since(V3_2, one_at_most(&["serializedValue", "externalValue"])),
];

pub(super) const LINKS: &[Choice] = &[exactly_one(&["operationRef", "operationId"])];

pub(super) const LICENSES: &[Choice] = &[one_at_most(&["identifier", "url"])];

/// Of descriptions of XML.
pub(super) const NODES: &[Choice] = &[
    since(V3_2, one_at_most(&["nodeType", "attribute"])),
    since(V3_2, one_at_most(&["nodeType", "wrapped"])),
];
