//! What a schema says of one member of a form, or of a whole body that is no form.

use tally_spec::schema::{Follow, Keyword, SchemaNode, SchemaView};

use crate::probe::Prober;
use crate::probe::locate::nodes_at;
use crate::values::PathStep;

/// What a schema says of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It describes it.
    Described,
    /// It says that it is encoded bytes (`format: byte`), or nothing at all.
    Open,
    /// It says that it is bytes, possibly of a media type.
    Bytes {
        /// `contentMediaType`.
        media: Option<String>,
    },
}

impl Meaning {
    /// What is said of a place in the value that a prober probes.
    pub(super) fn at(prober: &Prober<'_>, steps: &[PathStep]) -> Self {
        let mut seen = Seen::default();
        let nodes = nodes_at(&prober.maker, steps);
        for node in SchemaNode::in_place(nodes, Follow::Alternatives) {
            seen.look(node.schema);
        }
        match seen {
            Seen { bytes: true, .. } => Self::Bytes { media: seen.media },
            Seen { encoded: true, .. } | Seen { said: false, .. } => Self::Open,
            Seen { .. } => Self::Described,
        }
    }
}

#[derive(Default)]
struct Seen {
    bytes: bool,
    encoded: bool,
    /// Whether anything is said of what the value is.
    said: bool,
    media: Option<String>,
}

impl Seen {
    fn look(&mut self, schema: SchemaView<'_>) {
        self.bytes |= schema.format() == Some("binary")
            || schema.has(Keyword::ContentEncoding)
            || schema.has(Keyword::ContentMediaType);
        self.encoded |= schema.format() == Some("byte");
        self.said |= [
            Keyword::Type,
            Keyword::Enum,
            Keyword::Const,
            Keyword::Properties,
        ]
        .into_iter()
        .any(|keyword| schema.has(keyword));
        if let Some(media) = schema.text(Keyword::ContentMediaType) {
            self.media = Some(media.to_owned());
        }
    }
}
