//! Aliases and merge keys.

use granit_parser::ScalarStyle;

use super::{Anchor, Next, Reader, too_deep};
use crate::Severity;
use crate::read::{DEPTH_LIMIT, SyntaxError};
use crate::tree::{Entry, Kind, NodeId};

/// How many nodes aliases may stand for, all together.
const ALIAS_LIMIT: u64 = 2_000_000;

impl Reader<'_, '_, '_> {
    pub(super) fn alias(&mut self, anchor: usize, at: u32) -> Result<(), SyntaxError> {
        let Some(target) = self.anchors.get(&anchor).cloned() else {
            let message = "this alias stands inside what it names".into();
            return Err(SyntaxError { message, at });
        };
        let as_key = self.next() == Some(Next::Key);
        match target {
            Anchor::Key(text) if as_key => {
                self.builder.key(&text, at);
                self.set_next(Next::Value);
            }
            Anchor::Key(text) => {
                let node = self.scalar_value(&text, ScalarStyle::Plain, None, at)?;
                self.nodes += 1;
                self.value_done(node, 0);
            }
            Anchor::Node { node, .. } if as_key => {
                let tree = self.builder.tree();
                let text = tree.str(node).or(tree.number(node)).map(str::to_owned);
                let Some(text) = text else {
                    let message = "a key must be a scalar: JSON has no other keys".into();
                    return Err(SyntaxError { message, at });
                };
                self.builder.key(&text, at);
                self.set_next(Next::Value);
            }
            Anchor::Node { node, size, height } => {
                self.nodes += size;
                self.aliased += size;
                if self.aliased > ALIAS_LIMIT {
                    let message = format!("aliases stand for more than {ALIAS_LIMIT} nodes");
                    return Err(SyntaxError { message, at });
                }
                if self.frames.len() + height > DEPTH_LIMIT {
                    return Err(too_deep(at));
                }
                self.builder.attach(node);
                self.builder.share(node);
                self.value_done(node, height);
            }
        }
        Ok(())
    }

    /// Brings the members of merge keys into the innermost mapping, as YAML 1.1 has it: what the
    /// mapping has itself stands, and so does what an earlier merge brought.
    pub(super) fn merge(&mut self, sources: &[NodeId]) {
        let key = self.builder.intern("<<");
        let mut met: Vec<Entry> = self.builder.pending().to_vec();
        for &source in sources {
            let tree = self.builder.tree();
            let mappings = match tree.kind(source) {
                Kind::Array => tree.items(source).to_vec(),
                _ => vec![source],
            };
            let at = met
                .iter()
                .find(|entry| entry.value == source)
                .map_or(0, |entry| entry.at);
            if mappings
                .iter()
                .any(|&mapping| tree.kind(mapping) != Kind::Object)
            {
                let message = "a merge key takes mappings; this one is read as a plain member";
                self.problem(Severity::Error, "merge-key", at, message);
                continue;
            }
            let message = "a merge key (`<<`) is YAML 1.1, which not every reader knows; its \
                           members are merged";
            self.problem(Severity::Warning, "merge-key", at, message);
            self.builder.remove_pending(key, source);
            for mapping in mappings {
                for entry in self.builder.tree().entries(mapping).to_vec() {
                    let stands = met
                        .iter()
                        .any(|own| own.key == entry.key && own.value != source);
                    if !stands {
                        met.push(entry);
                        self.builder.add(entry);
                        self.builder.share(entry.value);
                    }
                }
            }
        }
    }
}
