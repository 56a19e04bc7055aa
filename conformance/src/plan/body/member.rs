//! What a schema says of one member of a form, or of a whole body that is no form.

use serde_json::Value;
use tally_spec::schema::resolve;

use crate::probe::Prober;
use crate::probe::locate::nodes_at;
use crate::values::Step;

/// How deep references and alternatives are followed.
const DEPTH: usize = 16;

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
    pub(super) fn at(prober: &Prober<'_>, steps: &[Step]) -> Self {
        let root = prober.maker.root();
        let mut seen = Seen::default();
        for node in nodes_at(&prober.maker, steps) {
            seen.look(root, node.schema, DEPTH);
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
    fn look(&mut self, root: &Value, schema: &Value, depth: usize) {
        let Some(members) = schema.as_object().filter(|_| depth > 0) else {
            return;
        };
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        self.bytes |= text("format") == Some("binary")
            || members.contains_key("contentEncoding")
            || members.contains_key("contentMediaType");
        self.encoded |= text("format") == Some("byte");
        self.said |= ["type", "enum", "const", "properties"]
            .iter()
            .any(|name| members.contains_key(*name));
        if let Some(media) = text("contentMediaType") {
            self.media = Some(media.to_owned());
        }
        let target = text("$ref").and_then(|at| resolve(root, at));
        if let Some((_, target)) = target {
            self.look(root, target, depth - 1);
        }
        for name in ["allOf", "anyOf", "oneOf"] {
            let branches = members.get(name).and_then(Value::as_array);
            for branch in branches.into_iter().flatten() {
                self.look(root, branch, depth - 1);
            }
        }
    }
}
