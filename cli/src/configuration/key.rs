//! The keys of `tally.toml`: one row each, from which the file is read and its schema is made.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use super::{Configuration, Given, HeaderValue, Reference};
use crate::args::{EmitPart, PointerValue, ReportTarget};

/// Where a value of this type is kept.
type Slot<T> = fn(&mut Configuration) -> &mut T;

/// A key of the configuration.
pub(super) struct Key {
    /// Its name.
    pub(super) name: &'static str,
    /// What it means, one sentence or two.
    pub(super) doc: &'static str,
    /// What its value is, and where it is kept.
    pub(super) kind: Kind,
}

/// What a value is, and where it is kept.
pub(super) enum Kind {
    /// A path.
    File(Slot<Option<PathBuf>>),
    /// A path that is read later, so its place is kept.
    PlacedFile(Slot<Option<Given<PathBuf>>>),
    /// Paths.
    Files(Slot<Vec<PathBuf>>),
    /// A base URL.
    Url(Slot<Option<Given<String>>>),
    /// Names.
    Names(Slot<Vec<Given<String>>>),
    /// `true` or `false`.
    Flag(Slot<Option<bool>>),
    /// A whole number above zero.
    Count(Slot<Option<NonZeroUsize>>),
    /// A whole number, zero included.
    Amount(Slot<Option<usize>>),
    /// A whole number of which anything may be made, zero included.
    Seed(Slot<Option<u64>>),
    /// A number of seconds.
    Seconds(Slot<Option<Duration>>),
    /// A number of seconds above 0.
    SomeSeconds(Slot<Option<Duration>>),
    /// A number a second.
    Rate(Slot<Option<Duration>>),
    /// Scheme → `env:NAME`.
    References(Slot<Vec<Given<Reference>>>),
    /// Name → text or `env:NAME`.
    Headers(Slot<Vec<Given<HeaderValue>>>),
    /// Pointer → value or values.
    Values(Slot<Vec<Given<PointerValue>>>),
    /// Parts of what is generated.
    Parts(Slot<Vec<EmitPart>>),
    /// Format → path.
    Reports(Slot<Vec<ReportTarget>>),
}

/// All keys, in the order in which people write them.
pub(super) const KEYS: &[Key] = &[
    Key {
        name: "document",
        doc: "The OpenAPI document: a file, JSON or YAML.",
        kind: Kind::File(|it| &mut it.document),
    },
    Key {
        name: "overlays",
        doc: "OpenAPI Overlays, applied in this order.",
        kind: Kind::Files(|it| &mut it.overlays),
    },
    Key {
        name: "url",
        doc: "The server: the base of every path of the document, for example https://host/base.",
        kind: Kind::Url(|it| &mut it.url),
    },
    Key {
        name: "ca-cert",
        doc: "A PEM file of certificates that are trusted beside those that the system trusts.",
        kind: Kind::PlacedFile(|it| &mut it.ca_cert),
    },
    Key {
        name: "operations",
        doc: "Only these operations, as --include names them; without it all.",
        kind: Kind::Names(|it| &mut it.operations),
    },
    Key {
        name: "exclude",
        doc: "None of these operations, as --exclude names them.",
        kind: Kind::Names(|it| &mut it.exclude),
    },
    Key {
        name: "read-only",
        doc: "Whether only operations that read are checked; false without it.",
        kind: Kind::Flag(|it| &mut it.read_only),
    },
    Key {
        name: "jobs",
        doc: "How many requests may be under way at once; 8 without it.",
        kind: Kind::Count(|it| &mut it.jobs),
    },
    Key {
        name: "timeout",
        doc: "How long one answer may take, in seconds; 10 without it.",
        kind: Kind::SomeSeconds(|it| &mut it.timeout),
    },
    Key {
        name: "wait",
        doc: "How long to wait for a server that is still starting, in seconds; 0 without it.",
        kind: Kind::Seconds(|it| &mut it.wait),
    },
    Key {
        name: "rate",
        doc: "How many requests a second at most; without it there is no limit.",
        kind: Kind::Rate(|it| &mut it.interval),
    },
    Key {
        name: "fuzz",
        doc: "About how many requests are drawn for each operation after the plan; 100 without \
              it, 0: none.",
        kind: Kind::Amount(|it| &mut it.fuzz),
    },
    Key {
        name: "seed",
        doc: "What they are drawn from; 1 without it.",
        kind: Kind::Seed(|it| &mut it.seed),
    },
    Key {
        name: "accept",
        doc: "The file of accepted findings.",
        kind: Kind::File(|it| &mut it.accept),
    },
    Key {
        name: "emit",
        doc: "What `tally generate` emits: types, server, client, strategies; server and client without it.",
        kind: Kind::Parts(|it| &mut it.emit),
    },
    Key {
        name: "credentials",
        doc: "By security scheme: the environment variable that holds its credential, env:NAME.",
        kind: Kind::References(|it| &mut it.credentials),
    },
    Key {
        name: "reject",
        doc: "By security scheme: the environment variable that holds a credential which the \
              server must refuse, env:NAME.",
        kind: Kind::References(|it| &mut it.reject),
    },
    Key {
        name: "headers",
        doc: "Headers of every request: a text, or env:NAME.",
        kind: Kind::Headers(|it| &mut it.headers),
    },
    Key {
        name: "known",
        doc: "Values that the server knows and accepts, by pointer into the request; a list is \
              several of them.",
        kind: Kind::Values(|it| &mut it.known),
    },
    Key {
        name: "foreign",
        doc: "Values of somebody else, by pointer into the request; a list is several of them.",
        kind: Kind::Values(|it| &mut it.foreign),
    },
    Key {
        name: "missing",
        doc: "Values that name nothing, by pointer into the request; a list is several of them.",
        kind: Kind::Values(|it| &mut it.missing),
    },
    Key {
        name: "reports",
        doc: "Reports to write: their path, by format.",
        kind: Kind::Reports(|it| &mut it.reports),
    },
];
