//! Reads YAML 1.2 as far as it is JSON: mappings by strings, sequences, scalars of the core
//! schema. Aliases share the node that they name.

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, Tag};

use super::scalar::{self, Scalar};
use super::spaced::{SPACES_LIMIT, Spaced};
use super::{DEPTH_LIMIT, Problem, SyntaxError};
use crate::Severity;
use crate::tree::{Builder, NodeId, Range};

/// Reads the first document of a YAML text into the builder.
///
/// In flow collections, `key:[` is what `key: [` is (YAML 1.2.2 rule 147), but not to the parser:
/// there the text is read as if a space stood behind the colon.
pub(super) fn read(
    text: &str,
    builder: &mut Builder<'_>,
    problems: &mut Vec<Problem>,
) -> Result<(), SyntaxError> {
    let mut spaced = Spaced::new(text);
    loop {
        let error = match events(&spaced, builder, problems) {
            Ok(()) => return Ok(()),
            Err(Failure::Syntax(error)) => return Err(error),
            Err(Failure::Scan(error)) => error,
        };
        let at = error.marker().byte_offset().unwrap_or(spaced.text.len());
        let adjacent = *error.kind() == ErrorKind::FlowMappingValueAdjacentCollection;
        if !adjacent || spaced.inserted() >= SPACES_LIMIT {
            return Err(SyntaxError {
                message: error.info(),
                at: spaced.offset(at),
            });
        }
        spaced.insert(at + 1);
        builder.start_again();
        problems.clear();
    }
}

enum Failure {
    Scan(ScanError),
    Syntax(SyntaxError),
}

impl From<SyntaxError> for Failure {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}

fn events(
    spaced: &Spaced<'_>,
    builder: &mut Builder<'_>,
    problems: &mut Vec<Problem>,
) -> Result<(), Failure> {
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: DEPTH_LIMIT,
        block_nesting_limit: DEPTH_LIMIT,
    };
    let mut reader = Reader {
        spaced,
        builder,
        problems,
        frames: Vec::new(),
        anchors: HashMap::new(),
        nodes: 0,
        aliased: 0,
        documents: 0,
    };
    for event in Parser::new_from_str_with_options(&spaced.text, options) {
        let (event, span) = event.map_err(Failure::Scan)?;
        if !reader.event(event, span)? {
            break;
        }
    }
    if reader.builder.root().is_none() {
        let error = SyntaxError {
            message: "the file is empty".into(),
            at: 0,
        };
        return Err(Failure::Syntax(error));
    }
    Ok(())
}

/// An open collection.
struct Frame {
    node: NodeId,
    anchor: usize,
    /// The nodes that were read before it, aliased ones counted as often as they stand.
    before: u64,
    /// How deep its children nest.
    height: usize,
    /// For a mapping: what comes next.
    mapping: Option<Next>,
    /// What merge keys bring, with the offset of each.
    merges: Vec<NodeId>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Key,
    Value,
    /// The value of a merge key, which stands at that offset.
    Merge(u32),
}

/// What an alias can name.
#[derive(Clone)]
enum Anchor {
    Node {
        node: NodeId,
        size: u64,
        height: usize,
    },
    /// A scalar that is a key.
    Key(String),
}

struct Reader<'r, 't, 'b> {
    spaced: &'t Spaced<'t>,
    builder: &'r mut Builder<'b>,
    problems: &'r mut Vec<Problem>,
    frames: Vec<Frame>,
    anchors: HashMap<usize, Anchor>,
    nodes: u64,
    aliased: u64,
    documents: usize,
}

impl<'t> Reader<'_, 't, '_> {
    /// Takes one event. False: what follows is not read.
    fn event(&mut self, event: Event<'t>, span: Span) -> Result<bool, SyntaxError> {
        let at = self
            .spaced
            .offset(span.start.byte_offset().unwrap_or_default());
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let message = "another YAML document starts here; only the first one is read";
                    self.problem(Severity::Error, "several-documents", at, message);
                    return Ok(false);
                }
            }
            Event::Scalar(value, style, anchor, tag) => {
                self.scalar(&value, style, anchor, tag.as_deref(), at)?;
            }
            Event::SequenceStart(_, anchor, tag) => self.open(anchor, tag.as_deref(), at, false)?,
            Event::MappingStart(_, anchor, tag) => self.open(anchor, tag.as_deref(), at, true)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(anchor) => self.alias(anchor, at)?,
            Event::UnresolvedAlias(name) => {
                return Err(SyntaxError {
                    message: format!("no anchor is named `&{name}`"),
                    at,
                });
            }
            _ => {}
        }
        Ok(true)
    }

    fn problem(&mut self, severity: Severity, code: &'static str, at: u32, message: &str) {
        self.problems.push(Problem {
            severity,
            code,
            message: message.to_owned(),
            at,
        });
    }

    fn next(&self) -> Option<Next> {
        self.frames.last().and_then(|frame| frame.mapping)
    }

    fn set_next(&mut self, next: Next) {
        if let Some(frame) = self.frames.last_mut() {
            frame.mapping = Some(next);
        }
    }

    /// Notes that a value is complete.
    fn value_done(&mut self, node: NodeId, height: usize) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        frame.height = frame.height.max(height);
        match frame.mapping {
            Some(Next::Merge(_)) => {
                frame.merges.push(node);
                frame.mapping = Some(Next::Key);
            }
            Some(_) => frame.mapping = Some(Next::Key),
            None => {}
        }
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        at: u32,
    ) -> Result<(), SyntaxError> {
        if self.next() == Some(Next::Key) {
            if anchor != 0 {
                self.anchors.insert(anchor, Anchor::Key(value.to_owned()));
            }
            if value == "<<" && style == ScalarStyle::Plain && tag.is_none() {
                // Its value hangs under a key that is taken out again when the mapping closes.
                self.builder.key("<<", at);
                self.set_next(Next::Merge(at));
            } else {
                self.builder.key(value, at);
                self.set_next(Next::Value);
            }
            return Ok(());
        }
        let node = self.scalar_value(value, style, tag, at)?;
        self.nodes += 1;
        if anchor != 0 {
            self.anchors.insert(
                anchor,
                Anchor::Node {
                    node,
                    size: 1,
                    height: 0,
                },
            );
        }
        self.value_done(node, 0);
        Ok(())
    }

    fn scalar_value(
        &mut self,
        value: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        at: u32,
    ) -> Result<NodeId, SyntaxError> {
        let plain = || match style {
            ScalarStyle::Plain => scalar::resolve(value),
            _ => Scalar::String,
        };
        let resolved = match tag.map(|tag| (tag, tag.core_suffix())) {
            None => plain(),
            Some((tag, Some(kind))) => match (kind, scalar::resolve(value)) {
                ("str", _) => Scalar::String,
                ("null", Scalar::Null) => Scalar::Null,
                ("bool", Scalar::Bool(value)) => Scalar::Bool(value),
                ("int" | "float", number @ (Scalar::Number(_) | Scalar::NotFinite)) => number,
                _ => {
                    let message =
                        format!("`{value}` is not what its tag `{}` says", tag.original());
                    return Err(SyntaxError { message, at });
                }
            },
            // The non-specific tag: not plain.
            Some((tag, None)) if tag.original() == "!" => Scalar::String,
            Some((tag, None)) => {
                self.unknown_tag(tag, at);
                plain()
            }
        };
        Ok(match resolved {
            Scalar::Null => self.builder.null(at),
            Scalar::Bool(value) => self.builder.bool(value, at),
            Scalar::Number(literal) => self.builder.number(&literal, at),
            Scalar::String => self.string(value, at),
            Scalar::NotFinite => {
                let message = format!(
                    "`{value}` is a number that JSON does not have; it is read as a string"
                );
                self.problem(Severity::Error, "not-json", at, &message);
                self.string(value, at)
            }
        })
    }

    /// A string, which mostly is a range of the text.
    fn string(&mut self, value: &str, at: u32) -> NodeId {
        let text: &str = &self.spaced.text;
        let start = (value.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
        if text.get(start..start.saturating_add(value.len())) == Some(value) {
            let range = Range {
                start: self.spaced.offset(start),
                len: super::offset(value.len()),
            };
            return self.builder.string_in_text(range, at);
        }
        self.builder.string(value, at)
    }

    fn unknown_tag(&mut self, tag: &Tag, at: u32) {
        let message = format!(
            "the tag `{}` has no meaning in JSON and is ignored",
            tag.original()
        );
        self.problem(Severity::Warning, "unknown-tag", at, &message);
    }

    fn open(
        &mut self,
        anchor: usize,
        tag: Option<&Tag>,
        at: u32,
        mapping: bool,
    ) -> Result<(), SyntaxError> {
        if self.next() == Some(Next::Key) {
            let message = "a key must be a scalar: JSON has no other keys".into();
            return Err(SyntaxError { message, at });
        }
        if let Some(tag) = tag {
            match (tag.core_suffix(), mapping) {
                (Some("map"), true) | (Some("seq"), false) => {}
                _ if tag.original() == "!" => {}
                _ => self.unknown_tag(tag, at),
            }
        }
        if self.frames.len() >= DEPTH_LIMIT {
            return Err(too_deep(at));
        }
        let before = self.nodes;
        self.nodes += 1;
        let node = self.builder.open(at);
        let mapping = mapping.then_some(Next::Key);
        self.frames.push(Frame {
            node,
            anchor,
            before,
            height: 0,
            mapping,
            merges: Vec::new(),
        });
        Ok(())
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        if frame.mapping.is_some() {
            if !frame.merges.is_empty() {
                self.merge(&frame.merges);
            }
            self.builder.close_object();
        } else {
            self.builder.close_array();
        }
        let height = frame.height + 1;
        if frame.anchor != 0 {
            let size = self.nodes - frame.before;
            self.anchors.insert(
                frame.anchor,
                Anchor::Node {
                    node: frame.node,
                    size,
                    height,
                },
            );
        }
        self.value_done(frame.node, height);
    }
}

fn too_deep(at: u32) -> SyntaxError {
    let message = format!("collections nest more than {DEPTH_LIMIT} deep, which is not read");
    SyntaxError { message, at }
}

mod alias;
#[cfg(test)]
mod tests;
