//! Writes parameters where they are sent (OpenAPI, Parameter Object, "Style Values").

use tally_spec::contract::{Content, Operation, Parameter, ParameterLocation, Style};

use super::NotSendable;
use super::style::{Encoding, Styled};
use crate::case::PlannedRequest;
use crate::exchange::{Piece, SentHeader, Shown};

/// Text percent-encoded for a path segment or a query.
pub(crate) fn encoded(text: &str) -> String {
    Encoding::Percent.of(text)
}

/// `name=value`, percent-encoded.
pub(super) fn encoded_pair(name: &str, value: &str) -> String {
    format!("{}={}", encoded(name), encoded(value))
}

/// The path template with its parameters filled in.
pub(super) fn path(operation: &Operation, request: &PlannedRequest) -> Result<String, NotSendable> {
    let mut path = operation.key.path.clone();
    for (name, value) in &request.path {
        let pointer = format!("/path/{name}");
        let text = match written(operation, ParameterLocation::Path, name) {
            Written::Json => encoded(&value.to_string()),
            Written::Styled { style, explode, .. } => Styled {
                pointer: &pointer,
                name,
                value,
                style,
                explode,
                encoding: Encoding::Percent,
            }
            .text()?,
        };
        path = path.replace(&format!("{{{name}}}"), &text);
    }
    match path.find('{') {
        Some(_) => Err(NotSendable::Path { path }),
        None => Ok(path),
    }
}

/// The pairs of the query, each `name=value`.
pub(super) fn query(
    operation: &Operation,
    request: &PlannedRequest,
) -> Result<Vec<String>, NotSendable> {
    let mut pairs = Vec::new();
    for (name, value) in &request.query {
        let pointer = format!("/query/{name}");
        match written(operation, ParameterLocation::Query, name) {
            Written::Json => pairs.push(encoded_pair(name, &value.to_string())),
            Written::Styled {
                style,
                explode,
                reserved,
            } => {
                let styled = Styled {
                    pointer: &pointer,
                    name,
                    value,
                    style,
                    explode,
                    encoding: match reserved {
                        true => Encoding::Reserved,
                        false => Encoding::Percent,
                    },
                };
                let between = match style {
                    Style::SpaceDelimited => "%20",
                    Style::PipeDelimited => "%7C",
                    _ => ",",
                };
                let written = styled.pairs(between)?.into_iter();
                pairs.extend(written.map(|(name, value)| format!("{name}={value}")));
            }
        }
    }
    Ok(pairs)
}

/// The header parameters.
pub(super) fn headers(
    operation: &Operation,
    request: &PlannedRequest,
) -> Result<Vec<SentHeader>, NotSendable> {
    let mut headers = Vec::new();
    for (name, value) in &request.header {
        let pointer = format!("/header/{name}");
        let text = match written(operation, ParameterLocation::Header, name) {
            Written::Json => value.to_string(),
            Written::Styled { style, explode, .. } => Styled {
                pointer: &pointer,
                name,
                value,
                style,
                explode,
                encoding: Encoding::Plain,
            }
            .text()?,
        };
        if text.chars().any(|c| c.is_control() || !c.is_ascii()) {
            return Err(NotSendable::Parameter {
                pointer,
                reason: "a header holds only visible ASCII",
            });
        }
        headers.push(SentHeader::plain(name, text));
    }
    Ok(headers)
}

/// The `Cookie` header, if there is anything for it.
pub(super) fn cookies(
    operation: &Operation,
    request: &PlannedRequest,
    credentials: &[(String, String, String)],
) -> Result<Option<SentHeader>, NotSendable> {
    let mut sent = Vec::new();
    for (name, value) in &request.cookie {
        let pointer = format!("/cookie/{name}");
        let pairs = match written(operation, ParameterLocation::Cookie, name) {
            Written::Json => vec![(name.clone(), encoded(&value.to_string()))],
            Written::Styled { style, explode, .. } => {
                let several = value.is_array() || value.is_object();
                if several && explode && style == Style::Form {
                    return Err(NotSendable::Parameter {
                        pointer,
                        reason: "an exploded form stands with `&`, which separates no cookies",
                    });
                }
                let styled = Styled {
                    pointer: &pointer,
                    name,
                    value,
                    style,
                    explode,
                    // The style `cookie` (OpenAPI 3.2) is `form` without percent-encoding.
                    encoding: match style {
                        Style::Cookie => Encoding::Plain,
                        _ => Encoding::Percent,
                    },
                };
                styled.pairs(",")?
            }
        };
        let pairs = pairs.into_iter();
        sent.extend(pairs.map(|(name, value)| format!("{name}={value}")));
    }
    let mut shown = Shown::default();
    let mut text = sent.join("; ");
    for (name, value, placeholder) in credentials {
        if !sent.is_empty() {
            text.push_str("; ");
        }
        text.push_str(&format!("{name}="));
        let placeholder = Piece::Placeholder(placeholder.clone());
        shown
            .0
            .extend([Piece::Text(std::mem::take(&mut text)), placeholder]);
        sent.push(format!("{name}={value}"));
    }
    Ok((!sent.is_empty()).then(|| SentHeader {
        name: "cookie".to_owned(),
        value: sent.join("; "),
        shown: (!credentials.is_empty()).then_some(shown),
    }))
}

/// How the value of a parameter is written.
enum Written {
    /// As JSON (`content`).
    Json,
    /// By a style.
    Styled {
        style: Style,
        explode: bool,
        reserved: bool,
    },
}

/// How a parameter is written; one that nothing describes as its location has it by default.
fn written(operation: &Operation, location: ParameterLocation, name: &str) -> Written {
    let described =
        |parameter: &&Parameter| parameter.location == location && parameter.name == name;
    let parameter = operation.parameters.iter().find(described);
    match parameter.map(|it| &it.content) {
        Some(Content::Media(_)) => Written::Json,
        Some(Content::Styled {
            style,
            explode,
            allow_reserved,
            ..
        }) => Written::Styled {
            style: *style,
            explode: *explode,
            reserved: *allow_reserved,
        },
        Some(Content::Undescribed) | None => {
            let form = matches!(
                location,
                ParameterLocation::Query | ParameterLocation::Cookie
            );
            Written::Styled {
                style: if form { Style::Form } else { Style::Simple },
                explode: form,
                reserved: false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// An operation with one parameter `color`, described so, and a request that has it.
    fn operation(location: &str, described: &str, value: &Value) -> (Operation, PlannedRequest) {
        let path = if location == "path" {
            "/x/{color}"
        } else {
            "/x"
        };
        let text = format!(
            "openapi: 3.2.0\ninfo: {{title: t, version: '1'}}\npaths:\n  {path}:\n    get:\n      \
             parameters: [{{name: color, in: {location}, required: true, {described}}}]\n      \
             responses: {{'200': {{description: ok}}}}\n"
        );
        let loaded = tally_spec::read_text("fixture.yaml", &text);
        assert!(loaded.diagnostics.is_empty(), "{:#?}", loaded.diagnostics);
        let mut request = PlannedRequest::default();
        let values = match location {
            "path" => &mut request.path,
            "query" => &mut request.query,
            "header" => &mut request.header,
            _ => &mut request.cookie,
        };
        values.insert("color".to_owned(), value.clone());
        (loaded.contract.unwrap().operations.remove(0), request)
    }

    fn check_query(described: &str, value: &Value, expected: &str) {
        let (operation, request) = operation("query", described, value);
        let pairs = query(&operation, &request).unwrap();
        assert_eq!(pairs.join("&"), expected, "{described}: {value}");
    }

    #[test]
    fn queries_are_written_as_the_table_of_styles_has_them() {
        let list = json!(["blue", "black"]);
        let object = json!({ "R": 100, "G": 200 });
        let any = "schema: {type: [array, object, string]}";
        check_query(any, &json!("a b&c"), "color=a%20b%26c");
        check_query(any, &list, "color=blue&color=black");
        check_query(any, &object, "R=100&G=200");
        let with = |words: &str| format!("{words}, {any}");
        check_query(&with("explode: false"), &list, "color=blue,black");
        check_query(&with("explode: false"), &object, "color=R,100,G,200");
        let spaces = with("style: spaceDelimited, explode: false");
        check_query(&spaces, &list, "color=blue%20black");
        let pipes = with("style: pipeDelimited, explode: false");
        check_query(&pipes, &list, "color=blue%7Cblack");
        let deep = with("style: deepObject, explode: true");
        check_query(&deep, &object, "color%5BR%5D=100&color%5BG%5D=200");
        check_query(&with("allowReserved: true"), &json!("a/b?c"), "color=a/b?c");
        check_query(
            "content: {application/json: {schema: {type: object}}}",
            &json!({ "a": 1 }),
            "color=%7B%22a%22%3A1%7D",
        );
    }

    #[test]
    fn members_of_an_exploded_object_keep_their_names_in_paths_and_headers() {
        let object = json!({ "R": 100, "G": 200 });
        let described = "explode: true, schema: {type: object}";
        let (of_path, request) = operation("path", described, &object);
        assert_eq!(path(&of_path, &request).unwrap(), "/x/R=100,G=200");
        let (of_header, request) = operation("header", described, &object);
        assert_eq!(
            headers(&of_header, &request).unwrap()[0].value,
            "R=100,G=200"
        );
    }

    #[test]
    fn cookies_are_separated_as_cookies_are() {
        let list = json!(["blue", "black"]);
        let described = "explode: false, schema: {type: array}";
        let (of_form, request) = operation("cookie", described, &list);
        let sent = cookies(&of_form, &request, &[]).unwrap().unwrap();
        assert_eq!(sent.value, "color=blue,black");
        let described = "style: cookie, schema: {type: array}";
        let (of_cookie, request) = operation("cookie", described, &list);
        let sent = cookies(&of_cookie, &request, &[]).unwrap().unwrap();
        assert_eq!(sent.value, "color=blue; color=black");
        let (exploded, request) = operation("cookie", "schema: {type: array}", &list);
        assert!(cookies(&exploded, &request, &[]).is_err());
    }
}
