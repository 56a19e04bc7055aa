//! Cases as folders: a document, perhaps with other files and an overlay, and what is made of it.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use tally_spec::contract::{Content, Contract, Media, Operation};
use tally_spec::{Diagnostic, Loaded};

fn check(name: &str) {
    let folder = Path::new("tests/cases").join(name);
    let file = |file: &str| Some(folder.join(file)).filter(|path| path.exists());
    let document = file("api.json").or_else(|| file("api.yaml")).unwrap();
    let overlays: Vec<PathBuf> = file("overlay.yaml").into_iter().collect();
    let loaded = tally_spec::load(&document, &overlays).unwrap();
    let text = render(&loaded).replace(&format!("tests/cases/{name}/"), "");
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

fn render(loaded: &Loaded) -> String {
    let mut text = String::new();
    diagnostics(&mut text, &loaded.diagnostics);
    let Some(contract) = &loaded.contract else {
        return text;
    };
    text.push_str("\nlint:\n");
    diagnostics(&mut text, &contract.lint());
    writeln!(text, "\n{:?}: {}", contract.version, contract.info.title).unwrap();
    for server in &contract.servers {
        writeln!(text, "server {}", server.url).unwrap();
    }
    for one in contract.operations.iter().chain(&contract.webhooks) {
        operation(&mut text, contract, one);
    }
    for (name, &id) in &contract.definitions {
        let schema = contract.schema(id);
        writeln!(text, "\n{name} = {}", schema.value).unwrap();
        let mut places: Vec<_> = schema.places.iter().collect();
        places.sort();
        for (pointer, place) in places {
            writeln!(text, "    {pointer:40} {place} {}", place.pointer).unwrap();
        }
    }
    text
}

fn diagnostics(text: &mut String, diagnostics: &[Diagnostic]) {
    for one in diagnostics {
        writeln!(text, "{:?} {one} {}", one.severity, one.place.pointer).unwrap();
        if let Some(help) = &one.help {
            writeln!(text, "    help: {help}").unwrap();
        }
    }
}

fn operation(text: &mut String, contract: &Contract, operation: &Operation) {
    writeln!(
        text,
        "\n{} {:?} {}",
        operation.key, operation.id, operation.place
    )
    .unwrap();
    for parameter in &operation.parameters {
        let content = match &parameter.content {
            Content::Styled {
                schema,
                style,
                explode,
                ..
            } => {
                format!("{style:?} {explode} {}", contract.schema(*schema).value)
            }
            Content::Media(media) => media_text(contract, media),
            Content::Undescribed => "undescribed".to_owned(),
        };
        let required = if parameter.required { " required" } else { "" };
        writeln!(
            text,
            "  {:?} {}{required}: {content}",
            parameter.location, parameter.name
        )
        .unwrap();
    }
    for media in operation.request_body.iter().flat_map(|body| &body.content) {
        writeln!(text, "  body {}", media_text(contract, media)).unwrap();
    }
    for response in &operation.responses {
        writeln!(text, "  {} {:?}", response.status, response.description).unwrap();
        for header in &response.headers {
            writeln!(text, "    header {}", header.name).unwrap();
        }
        for media in &response.content {
            writeln!(text, "    {}", media_text(contract, media)).unwrap();
        }
    }
    for alternative in &operation.security {
        writeln!(text, "  security {:?}", alternative.schemes).unwrap();
    }
}

fn media_text(contract: &Contract, media: &Media) -> String {
    let value = |id| contract.schema(id).value.to_string();
    let mut text = media.name.clone();
    if let Some(schema) = media.schema {
        write!(text, " {}", value(schema)).unwrap();
    }
    if let Some(item) = media.item_schema {
        write!(text, " items {}", value(item)).unwrap();
    }
    for it in &media.encodings {
        let styled = (it.style, it.explode, it.allow_reserved);
        let headers: Vec<_> = it.headers.iter().map(|it| &it.name).collect();
        let told = (&it.name, &it.content_type, styled, headers);
        write!(text, " encoding {told:?} {}", it.place).unwrap();
    }
    for example in &media.examples {
        write!(text, " example {:?} {}", example.name, example.value).unwrap();
    }
    text
}

#[test]
fn references_lead_within_and_between_files() {
    check("references");
}

#[test]
fn the_dialect_of_3_0_becomes_2020_12() {
    check("version_3_0");
}

#[test]
fn a_document_of_3_1_is_read_whole() {
    check("version_3_1");
}

#[test]
fn what_3_2_adds_is_read() {
    check("version_3_2");
}

#[test]
fn an_overlay_is_applied_and_its_mistakes_are_reported() {
    check("overlay");
}

#[test]
fn references_that_lead_in_circles_are_cut() {
    check("circles");
}

#[test]
fn yaml_is_read_as_json_has_it() {
    check("yaml");
}

#[test]
fn what_the_specification_forbids_is_said_with_its_place() {
    check("structure");
}

#[test]
fn what_cannot_be_used_is_refused_with_its_place() {
    let mut text = String::new();
    for (name, document) in [
        ("a.json", ""),
        ("a.json", "{\"openapi\": \"3.1.0\",}"),
        ("a.yaml", "openapi: [3"),
        ("a.yaml", "- openapi"),
        ("a.yaml", "info: {title: a}"),
        ("a.yaml", "swagger: '2.0'"),
        ("a.yaml", "info: {}\nswagger: 2.0"),
        ("a.yaml", "openapi: 3.1"),
        ("a.yaml", "openapi: 4.0.0"),
        ("a.yaml", "openapi: 3.0.x.y"),
    ] {
        let loaded = tally_spec::read_text(name, document);
        assert!(loaded.contract.is_none(), "{document}");
        diagnostics(&mut text, &loaded.diagnostics);
    }
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("refused", text);
    });
}
