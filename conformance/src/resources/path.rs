//! Path templates, segment by segment.

use crate::plan::location;
use tally_spec::contract::ParameterLocation;
use tally_spec::schema::pointer;

/// A path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PathTemplate {
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Segment {
    text: String,
    parameter: Option<String>,
}

impl PathTemplate {
    /// Reads a template. A segment with several parameters, or one among other text, counts by its
    /// first.
    pub(super) fn of(path: &str) -> Self {
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        let segments = segments.map(|text| Segment {
            text: text.to_owned(),
            parameter: text
                .split_once('{')
                .and_then(|(_, rest)| rest.split_once('}'))
                .map(|(name, _)| name.to_owned()),
        });
        Self {
            segments: segments.collect(),
        }
    }

    /// The parts up to and including each parameter, the outermost first.
    pub(super) fn resources(&self) -> Vec<Self> {
        let ends = self.segments.iter().enumerate();
        let ends = ends.filter(|(_, segment)| segment.parameter.is_some());
        ends.map(|(at, _)| Self {
            segments: self.segments[..=at].to_vec(),
        })
        .collect()
    }

    /// What stands before the last segment.
    pub(super) fn collection(&self) -> Self {
        let end = self.segments.len().saturating_sub(1);
        Self {
            segments: self.segments[..end].to_vec(),
        }
    }

    /// The template with the names of parameters left out, by which templates are compared.
    pub(super) fn key(&self) -> String {
        let segments = self.segments.iter().map(|segment| match segment.parameter {
            Some(_) => "/{}".to_owned(),
            None => format!("/{}", segment.text),
        });
        segments.collect()
    }

    /// The template as it is written.
    pub(super) fn text(&self) -> String {
        let segments = self.segments.iter();
        segments.map(|it| format!("/{}", it.text)).collect()
    }

    /// The names of its parameters, the outermost first.
    pub(super) fn parameters(&self) -> Vec<&str> {
        let parameters = self.segments.iter();
        parameters
            .filter_map(|it| it.parameter.as_deref())
            .collect()
    }

    /// Pointers into a request to the values of its parameters, the outermost first.
    pub(super) fn pointers(&self) -> Vec<String> {
        let in_path = location(ParameterLocation::Path).unwrap_or_default();
        let names = self.parameters().into_iter();
        names
            .map(|name| pointer::join(&format!("/{in_path}"), name))
            .collect()
    }

    /// The last segment that is no parameter.
    pub(super) fn last_literal(&self) -> Option<&str> {
        let mut segments = self.segments.iter().rev();
        let literal = segments.find(|segment| segment.parameter.is_none())?;
        Some(&literal.text)
    }

    /// Whether it is `other` with literal segments behind it, at least one.
    pub(super) fn extends(&self, other: &Self) -> bool {
        let behind = self.segments.get(other.segments.len()..).unwrap_or(&[]);
        !behind.is_empty()
            && behind.iter().all(|segment| segment.parameter.is_none())
            && self.begins_with(other)
    }

    /// Whether its first segments are those of `other`, names of parameters left aside.
    pub(super) fn begins_with(&self, other: &Self) -> bool {
        let count = other.segments.len();
        count <= self.segments.len()
            && Self {
                segments: self.segments[..count].to_vec(),
            }
            .key()
                == other.key()
    }
}
