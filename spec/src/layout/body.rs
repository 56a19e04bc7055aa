//! Request bodies, responses, media types and examples.

use indexmap::IndexMap;

use super::{Layout, extensions, named, schema_id};
use crate::Severity;
use crate::contract::{
    Encoding, Example, Link, LinkTarget, Media, RequestBody, Response, RuntimeExpression,
    StatusPattern,
};
use crate::tree::View;

impl<'l> Layout<'l> {
    /// A request body. One that could not be found is there, and may be anything.
    pub(super) fn request_body(&mut self, view: View<'l>) -> RequestBody {
        let Some(view) = self.follow(view) else {
            return RequestBody {
                description: None,
                required: false,
                content: vec![anything(view)],
                extensions: IndexMap::new(),
                place: view.place(),
            };
        };
        RequestBody {
            description: view.text("description"),
            required: view.flag("required"),
            content: self.medias(view.get("content")),
            extensions: extensions(view),
            place: view.place(),
        }
    }

    /// A response. One that could not be found is declared all the same, and may be anything.
    pub(super) fn response(&mut self, status: StatusPattern, view: View<'l>) -> Response {
        let Some(view) = self.follow(view) else {
            return Response {
                status,
                description: None,
                headers: Vec::new(),
                content: vec![anything(view)],
                links: Vec::new(),
                extensions: IndexMap::new(),
                place: view.place(),
            };
        };
        Response {
            status,
            description: view.text("description"),
            headers: self.headers(view.get("headers")),
            content: self.medias(view.get("content")),
            links: self.links(view.get("links")),
            extensions: extensions(view),
            place: view.place(),
        }
    }

    /// Links, without those that name no operation, of which lints say so.
    fn links(&self, view: Option<View<'l>>) -> Vec<Link> {
        let links = named(view).filter_map(|(name, link)| {
            let link = self.follow(link)?;
            let target = match (link.text("operationId"), link.text("operationRef")) {
                (Some(id), _) => LinkTarget::Id(id),
                (None, reference) => LinkTarget::Reference(reference?),
            };
            let parameters = named(link.get("parameters")).filter_map(|(name, value)| {
                Some((name.to_owned(), RuntimeExpression::parse(value.str()?)?))
            });
            Some(Link {
                name: name.to_owned(),
                target,
                parameters: parameters.collect(),
                place: link.place(),
            })
        });
        links.collect()
    }

    fn medias(&mut self, view: Option<View<'l>>) -> Vec<Media> {
        named(view)
            .filter_map(|(name, media)| self.media(name, media))
            .collect()
    }

    pub(super) fn media(&mut self, name: &str, view: View<'l>) -> Option<Media> {
        let view = self.follow(view)?;
        Some(Media {
            name: name.to_owned(),
            schema: view.get("schema").map(|schema| schema_id(schema.id())),
            item_schema: view.get("itemSchema").map(|schema| schema_id(schema.id())),
            examples: self.examples(view),
            encodings: self.encodings(view.get("encoding")),
            extensions: extensions(view),
            place: view.place(),
        })
    }

    fn encodings(&mut self, view: Option<View<'l>>) -> Vec<Encoding> {
        let encodings = named(view).map(|(name, encoding)| {
            let explode = encoding.get("explode").and_then(View::bool);
            let allow_reserved = encoding.get("allowReserved").and_then(View::bool);
            Encoding {
                name: name.to_owned(),
                content_type: encoding.text("contentType"),
                headers: self.headers(encoding.get("headers")),
                style: encoding.get("style").and_then(|it| self.style(it)),
                explode,
                allow_reserved,
                place: encoding.place(),
            }
        });
        encodings.collect()
    }

    /// `example` and `examples` of a media type, parameter or header.
    pub(super) fn examples(&mut self, view: View<'l>) -> Vec<Example> {
        let mut examples = Vec::new();
        if let Some(value) = view.get("example") {
            examples.push(Example {
                name: None,
                summary: None,
                value: value.value(),
                place: value.place(),
            });
        }
        for (name, example) in named(view.get("examples")) {
            let Some(example) = self.follow(example) else {
                continue;
            };
            // 3.2 tells the value from its serialisation.
            let Some(value) = example.get("dataValue").or_else(|| example.get("value")) else {
                let message = format!("the example `{name}` has no `value` here; it is not used");
                self.diagnose(Severity::Note, "example-without-value", example, message);
                continue;
            };
            examples.push(Example {
                name: Some(name.to_owned()),
                summary: example.text("summary"),
                value: value.value(),
                place: value.place(),
            });
        }
        examples
    }
}

/// Content about which nothing is known.
fn anything(view: View<'_>) -> Media {
    Media {
        name: "*/*".to_owned(),
        schema: None,
        item_schema: None,
        examples: Vec::new(),
        encodings: Vec::new(),
        extensions: IndexMap::new(),
        place: view.place(),
    }
}
