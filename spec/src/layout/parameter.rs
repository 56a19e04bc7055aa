//! Parameters, headers, and how their values are described.

use super::{Layout, extensions, listed, named, schema_id};
use crate::Severity;
use crate::contract::{Content, Header, Parameter, ParameterLocation, Style};
use crate::tree::View;

/// Header parameters that are described elsewhere (OpenAPI 3.1 section 4.8.12.2).
const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

impl<'l> Layout<'l> {
    /// The parameters listed there, over those that are inherited.
    pub(super) fn parameters(
        &mut self,
        view: Option<View<'l>>,
        inherited: Vec<Parameter>,
    ) -> Vec<Parameter> {
        let mut parameters = inherited;
        // Each inherited one is overridden once at most.
        let mut overridden = vec![false; parameters.len()];
        for listed in listed(view) {
            let Some(parameter) = self.follow(listed).and_then(|view| self.parameter(view)) else {
                continue;
            };
            let same = parameters
                .iter()
                .position(|other| same_parameter(other, &parameter));
            match same {
                Some(index) if overridden.get(index) == Some(&false) => {
                    overridden[index] = true;
                    parameters[index] = parameter;
                }
                Some(_) => {
                    let message = format!(
                        "the parameter `{}` is listed twice; the first one counts",
                        parameter.name
                    );
                    self.diagnose(Severity::Error, "duplicate-parameter", listed, message);
                }
                None => parameters.push(parameter),
            }
        }
        parameters
    }

    fn parameter(&mut self, view: View<'l>) -> Option<Parameter> {
        let (Some(name), Some(location)) = (view.text("name"), view.text("in")) else {
            let message = "a parameter has a `name` and an `in`; this one is left out".into();
            self.diagnose(Severity::Error, "incomplete-parameter", view, message);
            return None;
        };
        let location = match location.as_str() {
            "path" => ParameterLocation::Path,
            "query" => ParameterLocation::Query,
            "querystring" => ParameterLocation::QueryString,
            "header" => ParameterLocation::Header,
            "cookie" => ParameterLocation::Cookie,
            other => {
                let message = format!(
                    "a parameter is not sent in `{other}` but in `path`, `query`, `header` or \
                     `cookie`; this one is left out"
                );
                let place = view.get("in").unwrap_or(view);
                self.diagnose(
                    Severity::Error,
                    "unknown-parameter-location",
                    place,
                    message,
                );
                return None;
            }
        };
        if location == ParameterLocation::Header
            && IGNORED_HEADERS.contains(&name.to_ascii_lowercase().as_str())
        {
            let message = format!(
                "a header parameter named `{name}` is ignored: OpenAPI describes it by `content` \
                 or `security`"
            );
            self.diagnose(Severity::Warning, "ignored-parameter", view, message);
            return None;
        }
        let default = match location {
            ParameterLocation::Path | ParameterLocation::Header => Style::Simple,
            _ => Style::Form,
        };
        Some(Parameter {
            name,
            location,
            description: view.text("description"),
            required: location == ParameterLocation::Path || view.flag("required"),
            deprecated: view.flag("deprecated"),
            content: self.content(view, default),
            examples: self.examples(view),
            extensions: extensions(view),
            place: view.place(),
        })
    }

    pub(super) fn headers(&mut self, view: Option<View<'l>>) -> Vec<Header> {
        let mut headers = Vec::new();
        for (name, header) in named(view) {
            if name.eq_ignore_ascii_case("content-type") {
                let message = "a response header named `Content-Type` is ignored: `content` says \
                               it"
                .into();
                self.diagnose(Severity::Warning, "ignored-header", header, message);
                continue;
            }
            if let Some(header) = self.follow(header) {
                headers.push(Header {
                    name: name.to_owned(),
                    description: header.text("description"),
                    required: header.flag("required"),
                    content: self.content(header, Style::Simple),
                    place: header.place(),
                });
            }
        }
        headers
    }

    fn content(&mut self, view: View<'l>, default: Style) -> Content {
        if let Some((name, media)) = named(view.get("content")).next() {
            return match self.media(name, media) {
                Some(media) => Content::Media(Box::new(media)),
                None => Content::Undescribed,
            };
        }
        let Some(schema) = view.get("schema") else {
            return Content::Undescribed;
        };
        let style = match view.get("style") {
            None => default,
            Some(written) => self.style(written).unwrap_or(default),
        };
        let explode = view.get("explode").and_then(View::bool);
        Content::Styled {
            schema: schema_id(schema.id()),
            style,
            explode: explode.unwrap_or(matches!(style, Style::Form | Style::Cookie)),
            allow_reserved: view.flag("allowReserved"),
        }
    }
}

impl<'l> Layout<'l> {
    /// A style by its name; one that is none is diagnosed.
    pub(super) fn style(&mut self, written: View<'l>) -> Option<Style> {
        let known = written.str().and_then(style);
        if known.is_none() {
            let message = "this is not a style that OpenAPI knows; the default is assumed";
            self.diagnose(Severity::Error, "unknown-style", written, message.into());
        }
        known
    }
}

fn same_parameter(one: &Parameter, other: &Parameter) -> bool {
    one.location == other.location
        && if one.location == ParameterLocation::Header {
            one.name.eq_ignore_ascii_case(&other.name)
        } else {
            one.name == other.name
        }
}

fn style(name: &str) -> Option<Style> {
    Some(match name {
        "matrix" => Style::Matrix,
        "label" => Style::Label,
        "simple" => Style::Simple,
        "form" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        "cookie" => Style::Cookie,
        _ => return None,
    })
}
